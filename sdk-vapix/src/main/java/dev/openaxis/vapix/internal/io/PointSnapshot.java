package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The points of a device at one moment: from the live stream if that is up, else from a read. */
public final class PointSnapshot {
    private PointSnapshot() {}

    /** The operation. */
    public static Operation<List<Point>> of(IoSession io) {
        return Operation.named("points.snapshot", "io-port-management", Effect.READ)
                .role(Role.VIEWER, "VAPIX io-port-management")
                .steps(context -> {
                    if (io.stream().live()) {
                        return CompletableFuture.completedFuture(io.points().known());
                    }
                    return PortWire.read(io, context).thenApply(ports -> {
                        List<Point> points = new ArrayList<>(read(io, ports));
                        points.addAll(io.joinedPoints().known());
                        return List.copyOf(points);
                    });
                });
    }

    private static List<Point> read(IoSession io, PortList ports) {
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
                    new PointId(serial, "port", Integer.toString(port.id().index()), ports.topology()),
                    known ? port.state().name().toLowerCase(Locale.ROOT) : "",
                    known ? Point.Quality.GOOD : Point.Quality.UNKNOWN,
                    now));
        }
        return points;
    }
}
