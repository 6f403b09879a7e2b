package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The operations that look at ports. */
public final class IoOperations {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLLS_WHILE_LIVE = 4;

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
                    context.awaits(id + " did not become " + wanted + " before the deadline");
                    CompletableFuture<Port> reached = new CompletableFuture<>();
                    context.onGiveUp(() -> reached.cancel(false));
                    if (WebSocketFeed.supported(io.session())) {
                        watch(io, context, id, wanted, reached);
                    }
                    look(io, context, id, wanted, reached, 1);
                    return reached;
                }));
    }

    /** Reads now and then, less often while events should tell: not every device has the topic. */
    private static void look(
            IoSession io, CallContext context, PortId id, PortState wanted, CompletableFuture<Port> reached, int turn) {
        if (context.left().compareTo(Duration.ZERO) <= 0) {
            return;
        }
        context.pause(POLL).thenRun(() -> {
            if (reached.isDone()) {
                return;
            }
            Runnable again = () -> look(io, context, id, wanted, reached, turn + 1);
            if (io.stream().live() && turn % POLLS_WHILE_LIVE != 0) {
                again.run();
            } else {
                readInto(io, context, id, reached, port -> port.state() == wanted, again);
            }
        });
    }

    /** The stream tells when; a read then tells the whole port. */
    private static void watch(
            IoSession io, CallContext context, PortId id, PortState wanted, CompletableFuture<Port> reached) {
        Instant from = Instant.now();
        Subscription subscription = io.stream().subscribeOnLoop(new LiveListener() {
            @Override
            public void onItem(LiveItem item) {
                if (item instanceof LiveItem.Happened happened
                        && happened.event() instanceof PortEvent event
                        && event.port().equals(id)
                        && event.state() == wanted) {
                    // What was known before may be over; what comes now was waited for, even if the read finds it over.
                    boolean now = happened.origin() == LiveItem.Origin.NOTIFIED
                            && happened.receivedAt().isAfter(from);
                    afterEvent(io, context, id, reached, port -> now || port.state() == wanted);
                }
            }
        });
        reached.whenComplete((port, failure) -> subscription.close());
    }

    /** Reads until one read succeeds. */
    private static void afterEvent(
            IoSession io, CallContext context, PortId id, CompletableFuture<Port> reached, Predicate<Port> enough) {
        CompletableFuture<Port> reading = new CompletableFuture<>();
        readInto(io, context, id, reading, port -> true, () -> {
            if (context.left().compareTo(Duration.ZERO) > 0) {
                context.pause(POLL).thenRun(() -> afterEvent(io, context, id, reached, enough));
            }
        });
        reading.whenComplete((port, failure) -> {
            if (failure != null) {
                reached.completeExceptionally(DeviceSession.cause(failure));
            } else if (enough.test(port)) {
                reached.complete(port);
            }
        });
    }

    private static void readInto(
            IoSession io,
            CallContext context,
            PortId id,
            CompletableFuture<Port> reached,
            Predicate<Port> enough,
            Runnable otherwise) {
        CompletableFuture<Port> reading;
        try {
            reading = read(io, context, id);
        } catch (CancellationException e) {
            reached.cancel(false);
            return;
        }
        reading.whenComplete((port, failure) -> {
            Throwable cause = DeviceSession.cause(failure);
            if (port != null && enough.test(port)) {
                reached.complete(port);
            } else if (cause == null || passes(cause)) {
                // A device that is away for a while may come back in the wanted state.
                otherwise.run();
            } else {
                reached.completeExceptionally(cause);
            }
        });
    }

    /** Whether a failed read may succeed later: the device is away, starting, or busy. */
    private static boolean passes(Throwable cause) {
        return cause instanceof ConnectionException
                || cause instanceof DeadlineExceededException
                || (cause instanceof RefusedException refused && refused.code() >= 500 && refused.code() < 600);
    }
}
