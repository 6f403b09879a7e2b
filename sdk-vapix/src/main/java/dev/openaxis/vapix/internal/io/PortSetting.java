package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortChange;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One change of a port's settings: a look before, the change, and a look after, as a device may apply part of it and answer
 * an error (VAPIX io-port-management), and may move other outputs.
 */
final class PortSetting {
    private final IoSession io;
    private final CallContext context;
    private final PortId id;
    private final PortSettings settings;

    PortSetting(IoSession io, CallContext context, PortId id, PortSettings settings) {
        this.io = io;
        this.context = context;
        this.id = id;
        this.settings = settings;
    }

    CompletableFuture<PortChange> run() {
        return PortWire.read(io, context).thenCompose(before -> {
            Port port = requireSettable(before);
            return PortWire.source(io)
                    .configure(io, context, port, settings)
                    .handle((done, failure) -> after(before, DeviceSession.cause(failure)))
                    .thenCompose(change -> change);
        });
    }

    private Port requireSettable(PortList ports) {
        io.requireSeen(context, ports);
        Port port = ports.require(context, id);
        if (port.readOnly()) {
            throw new WrongPortException(context.failure(port + " is read-only"));
        }
        boolean turns =
                settings.direction().filter(way -> way != port.direction()).isPresent();
        if (turns && !port.configurable()) {
            throw new WrongPortException(context.failure("the direction of " + port + " cannot be changed"));
        }
        return port;
    }

    /** Reads back; an error that left part of the change behind says so. */
    private CompletableFuture<PortChange> after(PortList before, @Nullable Throwable failure) {
        boolean refused = failure instanceof RefusedException;
        if (failure != null && !refused) {
            return CompletableFuture.failedFuture(failure);
        }
        return PortWire.read(io, context).thenApply(after -> {
            Port port = after.port(id)
                    .orElseThrow(() -> new WrongPortException(context.failure("the device has no " + id + " any more")
                            .effect(AppliedEffect.POSSIBLE)));
            remember(before, after);
            if (failure instanceof RefusedException refusal) {
                throw partial(refusal, before, port);
            }
            requireDone(port);
            return new PortChange(port, moved(before, after));
        });
    }

    /** What the caller changed, the caller has seen. */
    private void remember(PortList before, PortList after) {
        if (settings.direction().isPresent() || settings.normal().isPresent()) {
            io.sequences().stopped(id);
        }
        if (before.topology().equals(io.topology())) {
            io.shown(after);
        }
    }

    private AxisException partial(RefusedException refusal, PortList before, Port now) {
        boolean changed = before.port(id).filter(then -> !same(then, now)).isPresent();
        return new RefusedException(
                context.failure(refusal.what()).effect(changed ? AppliedEffect.PARTIAL : AppliedEffect.NONE),
                refusal.endpoint(),
                refusal.code(),
                refusal.deviceMessage(),
                refusal.details());
    }

    private static boolean same(Port one, Port other) {
        return one.name().equals(other.name())
                && one.usage().equals(other.usage())
                && one.direction() == other.direction()
                && one.normal() == other.normal();
    }

    private void requireDone(Port now) {
        boolean done = fits(settings.name(), now.name())
                && fits(settings.usage(), now.usage())
                && fits(settings.direction(), now.direction())
                && (now.normal() == CircuitState.UNKNOWN || fits(settings.normal(), now.normal()));
        if (!done) {
            throw new RefusedException(
                    context.failure("the device took the settings, and then told others: " + now)
                            .effect(AppliedEffect.PARTIAL),
                    PortWire.source(io).path(),
                    0,
                    "",
                    Map.of());
        }
    }

    private static <T> boolean fits(Optional<T> wanted, T told) {
        return wanted.isEmpty() || wanted.get().equals(told);
    }

    private List<Port> moved(PortList before, PortList after) {
        return after.ports().stream()
                .filter(now -> !now.id().equals(id))
                .filter(now -> before.port(now.id())
                        .filter(then -> then.state() != now.state())
                        .isPresent())
                .toList();
    }
}
