package dev.openaxis.vapix.points;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointListener;
import dev.openaxis.core.live.PointSource;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.PointSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * One map of everything of a device that has a wire: ports, relays, supervised inputs, the ports of its expansion modules, and what
 * joined it (readers, sensors). While somebody listens to events or points, the device tells its changes.
 *
 * <p>Of an expansion module that is away a device tells nothing: its points become {@code UNKNOWN} when the device's answers do not
 * tell them any more, and are never guessed.
 */
public final class Points implements PointSource {
    private final IoSession io;
    private final CallOptions options;

    /**
     * Made by the device object.
     *
     * @param io what everything about the device's ports shares
     * @param options how calls are made
     */
    public Points(IoSession io, CallOptions options) {
        this.io = io;
        this.options = options;
    }

    /**
     * {@inheritDoc} Ports have the source {@code port}, the circuits of supervised ones {@code supervised-port}.
     */
    @Override
    public List<Point> known() {
        return io.points().known();
    }

    @Override
    public Subscription subscribe(PointListener listener) {
        return io.points().subscribe(listener);
    }

    /**
     * The same as a publisher with demand: of a point that changes faster than it is requested, the latest. Where a listener is
     * told {@link PointListener#onEnd}, a subscriber gets {@code onError}, which ends its subscription to all of the points;
     * closing the device object completes it.
     *
     * @return a publisher
     */
    public Flow.Publisher<Point> publisher() {
        return io.points().publisher();
    }

    /**
     * The points as they are: what is known if somebody listens and the stream is up, else as read from the device now. The
     * circuits of supervised inputs need an operator to be read; to a viewer they are left out.
     *
     * @return all points, in the order of the ports, then those that joined
     * @throws dev.openaxis.core.AxisException if they had to be read and could not
     */
    public List<Point> snapshot() {
        return io.session().invoker().call(PointSnapshot.of(io), options);
    }

    /**
     * Adds the points of something that is wired to the device, for example sensors on its bus.
     *
     * @param source has them
     * @return close it to take them away again
     */
    public Subscription join(PointSource source) {
        return io.joinedPoints().join(source);
    }

    /**
     * The same calls as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return new Async();
    }

    /** The calls of {@link Points} as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * As {@link Points#snapshot}.
         *
         * @return all points
         */
        public CompletableFuture<List<Point>> snapshot() {
            return io.session().invoker().start(PointSnapshot.of(io), options);
        }
    }
}
