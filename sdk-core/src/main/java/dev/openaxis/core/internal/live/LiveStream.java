package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointListener;
import dev.openaxis.core.live.PointSource;
import dev.openaxis.core.live.Subscription;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One device's live stream: connects while somebody subscribes, and brings every subscriber each item on its own lane. All
 * of it happens on the device's event loop.
 */
public final class LiveStream implements Flow.Publisher<LiveItem> {
    private static final Duration WATCHDOG = Duration.ofSeconds(1);

    private final EventLoop loop;
    /** The same loop, for what is called from any thread. */
    private final Loop onLoop;

    private final Executor callbacks;
    private final LiveTiming timing;
    private final LiveConnection connection;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final List<PointLane> pointLanes = new CopyOnWriteArrayList<>();
    private final List<PointHub> watched = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledFuture<?> watchdog;
    private boolean closed;

    /** A stream that connects when the first subscriber comes. */
    public LiveStream(Feed feed, EventLoop loop, Executor callbacks, LiveTiming timing) {
        this.loop = loop;
        this.onLoop = new Loop(loop);
        this.callbacks = callbacks;
        this.timing = timing;
        this.connection = new LiveConnection(feed, onLoop, timing, new Everybody());
    }

    // ---- subscribers ----

    /** Subscribes a listener to whatever the stream tells. */
    public Subscription subscribe(LiveListener listener) {
        return subscribe(listener, Wanted.WHATEVER_COMES);
    }

    /** Subscribes a listener that takes items as fast as they come. */
    public Subscription subscribe(LiveListener listener, Wanted wanted) {
        return subscribe(listener, wanted, callbacks);
    }

    /** Subscribes a listener of the SDK's own, which does not block and must not wait for others that do. */
    public Subscription subscribeOnLoop(LiveListener listener) {
        return subscribeOnLoop(listener, Wanted.WHATEVER_COMES);
    }

    /** The same for what is wanted. */
    public Subscription subscribeOnLoop(LiveListener listener, Wanted wanted) {
        return subscribe(listener, wanted, loop);
    }

    private Subscription subscribe(LiveListener listener, Wanted wanted, Executor executor) {
        Lane lane = newLane(executor, wanted, Lane.receiver(listener));
        lane.request(Long.MAX_VALUE);
        onLoop.execute(() -> joined(lane));
        return lane;
    }

    /** Subscribes a listener to what is derived from this stream. */
    public Subscription subscribe(LiveListener listener, Derivation derivation) {
        DerivedLane derived = new DerivedLane(derivation, listener, onLoop, callbacks, this::left);
        onLoop.execute(() -> {
            derivation.begin(derived);
            joined(derived.source());
        });
        return derived.told();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super LiveItem> subscriber) {
        publish(subscriber, Wanted.WHATEVER_COMES);
    }

    /** A publisher of what is wanted. */
    public Flow.Publisher<LiveItem> publisher(Wanted wanted) {
        return subscriber -> publish(subscriber, wanted);
    }

    private void publish(Flow.Subscriber<? super LiveItem> subscriber, Wanted wanted) {
        Lane lane = newLane(callbacks, wanted, Lane.receiver(subscriber));
        subscriber.onSubscribe(lane.demand());
        onLoop.execute(() -> joined(lane));
    }

    private Lane newLane(Executor executor, Wanted wanted, Lane.Receiver receiver) {
        Lane[] self = new Lane[1];
        Lane lane = new Lane(receiver, wanted, executor, () -> onLoop.execute(() -> left(self[0])));
        self[0] = lane;
        return lane;
    }

    private void joined(Lane lane) {
        if (!lane.active()) {
            return;
        }
        lanes.add(lane);
        if (closed) {
            lane.end(new ClosedException(
                    Failure.of("the event stream", "events.subscribe", "the device object was closed")));
        } else if (connection.idle()) {
            start();
        } else {
            // Whoever comes later first gets the present states.
            connection.tellStates(lane);
        }
    }

    private void left(Lane lane) {
        lanes.remove(lane);
        if (lanes.isEmpty() && !closed) {
            stop();
        }
    }

    private void start() {
        watchdog = loop.scheduleAtFixedRate(
                this::reportBlocked, WATCHDOG.toNanos(), WATCHDOG.toNanos(), TimeUnit.NANOSECONDS);
        connection.start();
    }

    private void reportBlocked() {
        long after = timing.blockedAfter().toNanos();
        lanes.forEach(lane -> lane.reportIfBlocked(after));
        pointLanes.forEach(lane -> lane.reportIfBlocked(after));
        watched.forEach(hub -> hub.reportIfBlocked(after));
    }

    /** Reports listeners of a hub, too, that do not return, as long as the stream is up. */
    public void watch(PointHub hub) {
        watched.add(hub);
    }

    private void stop() {
        connection.stop();
        // Those whose own tie to the stream ended with it hear points as long as somebody else keeps it up.
        pointLanes.forEach(lane -> lane.picture(List.of()));
        if (watchdog != null) {
            watchdog.cancel(false);
        }
    }

    /** Ends every subscription; the stream cannot be used again. */
    public void close() {
        onLoop.execute(() -> {
            if (!closed) {
                closed = true;
                end(null);
            }
        });
    }

    /** Ends every subscription. After a failure the next subscriber makes a new attempt. */
    private void end(@Nullable AxisException cause) {
        stop();
        // A listener that is told on this thread may subscribe anew.
        List<Lane> ended = List.copyOf(lanes);
        lanes.clear();
        ended.forEach(lane -> lane.end(cause));
    }

    /** All subscribers, as the connection sees them. */
    private final class Everybody implements LiveConnection.Audience {
        @Override
        public void happened(long epoch, Instant receivedAt, LiveItem.Origin origin, DeviceEvent event) {
            for (Lane lane : lanes) {
                lane.happened(epoch, receivedAt, origin, event);
            }
        }

        @Override
        public void gap(Gap gap) {
            lanes.forEach(lane -> lane.gap(gap));
        }

        @Override
        public void pointsChanged() {
            if (!pointLanes.isEmpty()) {
                List<Point> points = connection.points();
                pointLanes.forEach(lane -> lane.picture(points));
            }
        }

        @Override
        public Set<Wanted> wanted() {
            return lanes.stream().map(Lane::wanted).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public void refused(Wanted wanted, AxisException cause) {
            for (Lane lane : lanes) {
                if (lane.wanted().equals(wanted)) {
                    lane.end(cause);
                    left(lane);
                }
            }
        }

        @Override
        public void interrupted(AxisException cause) {
            lanes.forEach(lane -> lane.interrupted(cause));
        }

        @Override
        public void resumed() {
            lanes.forEach(Lane::resumed);
        }

        @Override
        public void givenUp(AxisException cause) {
            if (cause instanceof ClosedException) {
                close();
            } else {
                end(cause);
            }
        }
    }

    // ---- states ----

    /** Whether the stream is connected, its states compared, and events would be told at once. */
    public boolean live() {
        return connection.live();
    }

    /** The last known state of everything that is a point, with its quality at this moment. */
    public List<Point> points() {
        return connection.points();
    }

    /** Its points; the stream is kept up while somebody listens to them. */
    public PointSource pointSource() {
        return new PointSource() {
            @Override
            public List<Point> known() {
                return points();
            }

            @Override
            public Subscription subscribe(PointListener listener) {
                return subscribePoints(listener);
            }
        };
    }

    private Subscription subscribePoints(PointListener listener) {
        Subscription[] up = new Subscription[1];
        PointLane[] self = new PointLane[1];
        PointLane lane = new PointLane(
                PointHub.receiver(listener),
                callbacks,
                () -> onLoop.execute(() -> {
                    pointLanes.remove(self[0]);
                    if (up[0] != null) {
                        up[0].close();
                    }
                }));
        self[0] = lane;
        lane.request(Long.MAX_VALUE);
        onLoop.execute(() -> {
            if (lane.active()) {
                pointLanes.add(lane);
                up[0] = subscribeOnLoop(new LiveListener() {
                    @Override
                    public void onItem(LiveItem item) {}

                    @Override
                    public void onEnd(AxisException cause) {
                        lane.ended(LiveStream.this, cause);
                    }
                });
                lane.picture(connection.points());
            }
        });
        return lane;
    }

    /** Asks for a fresh list read, because an event hints at a change it does not identify. */
    public void reread() {
        onLoop.execute(connection::reread);
    }
}
