package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The points of a device at one moment: from the live stream if that is up, else from a read. */
public final class PointSnapshot {
    private PointSnapshot() {}

    /** The operation. */
    public static Operation<List<Point>> of(IoSession io) {
        return Operation.named("points.snapshot", "io-port-management, supervised-io", Effect.READ)
                .role(Role.VIEWER, "VAPIX io-port-management")
                .steps(context -> {
                    if (io.stream().live()) {
                        return CompletableFuture.completedFuture(io.points().known());
                    }
                    return PortWire.read(io, context)
                            .thenCompose(ports -> supervised(io, context).thenApply(circuits -> {
                                List<Point> points = new ArrayList<>(read(io, ports, circuits));
                                points.addAll(io.joinedPoints().known());
                                return List.copyOf(points);
                            }));
                });
    }

    /** None where the device supervises nothing, or tells circuits to operators only. */
    private static CompletableFuture<List<Supervision>> supervised(IoSession io, CallContext context) {
        return PortWire.find(io, context)
                .thenCompose(ports -> ports.supervision(io, context).supervised())
                .exceptionally(failure -> {
                    Throwable cause = DeviceSession.cause(failure);
                    if (cause instanceof UnsupportedCapabilityException || cause instanceof AuthorizationException) {
                        return List.of();
                    }
                    throw DeviceSession.thrown(failure);
                });
    }

    private static List<Point> read(IoSession io, PortList ports, List<Supervision> circuits) {
        String serial = io.session()
                .known()
                .map(DeviceSession.Identity::info)
                .map(info -> info.serial())
                .orElse("");
        Instant now = Instant.now();
        List<Point> points = new ArrayList<>();
        for (Port port : ports.ports()) {
            boolean known = port.state() != PortState.UNKNOWN;
            points.add(new Point(
                    id(serial, "port", port.id(), ports),
                    known ? port.state().name().toLowerCase(Locale.ROOT) : "",
                    known ? Point.Quality.GOOD : Point.Quality.UNKNOWN,
                    now));
        }
        circuits.stream()
                .sorted(Comparator.comparing(circuit -> circuit.port().index()))
                .forEach(circuit -> points.add(new Point(
                        id(serial, "supervised-port", circuit.port(), ports),
                        circuit.state().name().toLowerCase(Locale.ROOT),
                        intact(circuit.state()) ? Point.Quality.GOOD : Point.Quality.FAULT,
                        now)));
        return points;
    }

    private static PointId id(String serial, String source, PortId port, PortList ports) {
        return new PointId(serial, source, Integer.toString(port.index()), ports.topology());
    }

    private static boolean intact(SupervisedState state) {
        return state == SupervisedState.OPEN || state == SupervisedState.CLOSED;
    }
}
