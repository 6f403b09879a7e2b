package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.DoorMonitor;
import dev.openaxis.vapix.io.MonitoredDoor;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins to watch doors. */
public final class DoorOperations {
    private static final String A9210 = "A9210";
    private static final int A9210_DOORS = 5;
    private static final Set<String> A9210_EXITS = Set.of("I/O 1", "I/O 2");

    private DoorOperations() {}

    /** Begins to watch; a monitor that its caller no longer waits for is closed. */
    public static CompletableFuture<DoorMonitor> start(
            IoSession io, MonitoredDoor door, LiveListener listener, CallOptions options) {
        AtomicReference<@Nullable DoorMonitor> made = new AtomicReference<>();
        return io.session().invoker().start(watch(io, door, listener, made::set), options, delivered -> {
            DoorMonitor monitor = made.get();
            if (!delivered && monitor != null) {
                monitor.close();
            }
        });
    }

    /** Checks the contacts, then listens. */
    public static Operation<DoorMonitor> watch(IoSession io, MonitoredDoor door, LiveListener listener) {
        return watch(io, door, listener, made -> {});
    }

    private static Operation<DoorMonitor> watch(
            IoSession io, MonitoredDoor door, LiveListener listener, Consumer<DoorMonitor> made) {
        return Operation.named("io.watchDoor", "io-port-management, event-streaming-over-websocket", Effect.READ)
                .role(Role.VIEWER, "VAPIX io-port-management; for the event stream not documented")
                .steps(context -> PortWire.read(io, context).thenApply(ports -> {
                    io.requireSeen(context, ports);
                    DeviceInfo info = io.session()
                            .known()
                            .map(DeviceSession.Identity::info)
                            .orElseThrow();
                    boolean a9210 = ProductTable.family(info.model()).equals(A9210);
                    input(context, ports, door.position());
                    door.requestToExit().ifPresent(port -> {
                        Port exit = input(context, ports, port);
                        if (a9210) {
                            requireExit(context, exit);
                        }
                    });
                    Runnable left = a9210 ? taken(io, context) : () -> {};
                    DoorWatch watch = new DoorWatch(io, door, info.serial(), ports.topology(), left);
                    DoorMonitor monitor = new DoorMonitor(watch, io.stream().subscribe(listener, watch));
                    made.accept(monitor);
                    if (context.givenUp()) {
                        monitor.close();
                    }
                    return monitor;
                }));
    }

    private static Port input(CallContext context, PortList ports, PortId id) {
        Port port = ports.require(context, id);
        if (port.direction() != Port.Direction.INPUT) {
            throw new WrongPortException(context.failure(id + " is not an input, so no contact of a door"));
        }
        return port;
    }

    private static void requireExit(CallContext context, Port port) {
        String terminal = port.terminal().map(Port.Terminal::name).orElse("");
        if (!A9210_EXITS.contains(terminal)) {
            throw new WrongPortException(
                    context.failure("a request to exit of an A9210 is wired to I/O 1 or I/O 2, not to " + port.id()));
        }
    }

    private static Runnable taken(IoSession io, CallContext context) {
        if (io.watchedDoors().incrementAndGet() > A9210_DOORS) {
            io.watchedDoors().decrementAndGet();
            throw new UnsupportedCapabilityException(
                    context.failure("an A9210 has " + A9210_DOORS + " monitored doors, which are all watched already")
                            .advice("Close one of the door monitors"),
                    "door monitoring");
        }
        AtomicBoolean once = new AtomicBoolean();
        return () -> {
            if (once.compareAndSet(false, true)) {
                io.watchedDoors().decrementAndGet();
            }
        };
    }
}
