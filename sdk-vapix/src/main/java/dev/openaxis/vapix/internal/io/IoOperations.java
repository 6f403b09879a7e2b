package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.events.WebSocketFeed;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The operations that look at ports. */
public final class IoOperations {
    private static final Duration POLL = Duration.ofMillis(500);

    private IoOperations() {}

    private static Operation.Description reading(String name) {
        return Operation.named(name, "io-port-management", Effect.READ).role(Role.VIEWER, "VAPIX io-port-management");
    }

    /** All ports. */
    public static Operation<List<Port>> list(IoSession io) {
        return reading("io.ports")
                .steps(context -> PortWire.read(io, context).thenApply(ports -> {
                    io.shown(ports);
                    return ports.ports();
                }));
    }

    /** One port. */
    public static Operation<Port> port(IoSession io, PortId id) {
        return reading("io.port").steps(context -> read(io, context, id));
    }

    private static CompletableFuture<Port> read(IoSession io, CallContext context, PortId id) {
        return PortWire.read(io, context)
                .thenApply(ports -> ports.port(id)
                        .orElseThrow(() -> new WrongPortException(context.failure("the device has no " + id))));
    }

    /** What is proven about the ports. */
    public static Operation<PortMap> map(IoSession io) {
        return reading("io.portMap")
                .steps(context -> PortWire.read(io, context).thenApply(ports -> {
                    DeviceInfo info = io.session()
                            .known()
                            .map(DeviceSession.Identity::info)
                            .orElseThrow();
                    Map<PortId, PortMap.Entry> entries = new LinkedHashMap<>();
                    for (Port port : ports.ports()) {
                        port.terminal()
                                .filter(terminal -> terminal.basis() != Port.Basis.INFERRED)
                                .ifPresent(terminal -> entries.put(
                                        port.id(), new PortMap.Entry(port.kind() == Port.Kind.RELAY, terminal.name())));
                    }
                    return new PortMap(info.serial(), ports.topology(), entries);
                }));
    }

    /** Waits for a state. */
    public static Operation<Port> await(IoSession io, PortId id, PortState wanted) {
        return reading("io.awaitState")
                .steps(context -> read(io, context, id).thenCompose(now -> {
                    if (now.state() == wanted) {
                        return CompletableFuture.completedFuture(now);
                    }
                    return WebSocketFeed.supported(io.session())
                            ? byEvents(io, context, id, wanted)
                            : byLooking(io, context, id, wanted);
                }));
    }

    private static CompletableFuture<Port> byLooking(IoSession io, CallContext context, PortId id, PortState wanted) {
        return context.pause(POLL)
                .thenCompose(over -> read(io, context, id))
                .thenCompose(now -> now.state() == wanted
                        ? CompletableFuture.completedFuture(now)
                        : byLooking(io, context, id, wanted));
    }

    /** The stream tells when; a read then tells the whole port. */
    private static CompletableFuture<Port> byEvents(IoSession io, CallContext context, PortId id, PortState wanted) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        Subscription subscription = io.stream().subscribeOnLoop(new LiveListener() {
            @Override
            public void onItem(LiveItem item) {
                if (item instanceof LiveItem.Happened happened
                        && happened.event() instanceof PortEvent event
                        && event.port().equals(id)
                        && event.state() == wanted) {
                    seen.complete(null);
                }
            }

            @Override
            public void onEnd(AxisException cause) {
                seen.completeExceptionally(cause);
            }
        });
        seen.whenComplete((nothing, failure) -> subscription.close());
        context.onGiveUp(() -> seen.cancel(false));
        // Reads may work where the stream does not, for example with a lower role.
        return seen.thenCompose(event -> read(io, context, id)).exceptionallyCompose(failure -> {
            Throwable cause = DeviceSession.cause(failure);
            boolean noStream = cause instanceof UnsupportedCapabilityException
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException;
            return noStream ? byLooking(io, context, id, wanted) : CompletableFuture.failedFuture(cause);
        });
    }
}
