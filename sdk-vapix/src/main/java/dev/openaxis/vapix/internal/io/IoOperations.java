package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortChange;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations that look at ports. */
public final class IoOperations {
    private IoOperations() {}

    private static Operation.Description reading(String name) {
        return Operation.named(name, "io-port-management, port.cgi", Effect.READ)
                .role(Role.VIEWER, "VAPIX io-port-management; an operator where only input-and-outputs is there");
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

    static CompletableFuture<Port> read(IoSession io, CallContext context, PortId id) {
        return PortWire.read(io, context).thenApply(ports -> ports.require(context, id));
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
                                        port.id(),
                                        new PortMap.Entry(
                                                port.kind() == Port.Kind.RELAY, terminal.name(), Optional.empty())));
                    }
                    return new PortMap(info.serial(), ports.topology(), entries);
                }));
    }

    /** Changes a port's settings. */
    public static Operation<PortChange> configure(IoSession io, PortId id, PortSettings settings) {
        return Operation.named("io.configure", "io-port-management, param.cgi", Effect.CONFIGURE)
                .role(Role.OPERATOR, "VAPIX io-port-management; an administrator where only input-and-outputs is there")
                .steps(context ->
                        io.queues().inTurn(id, context, () -> new PortSetting(io, context, id, settings).run()));
    }

    /** Waits for a state. */
    public static Operation<Port> await(IoSession io, PortId id, PortState wanted) {
        return reading("io.awaitState")
                .steps(context -> read(io, context, id).thenCompose(now -> {
                    if (now.state() == wanted) {
                        return CompletableFuture.completedFuture(now);
                    }
                    return new StateWait(io, context, id, wanted).run();
                }));
    }
}
