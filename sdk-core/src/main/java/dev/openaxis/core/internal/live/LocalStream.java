package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.core.live.PointListener;
import dev.openaxis.core.live.PointSource;
import dev.openaxis.core.live.Subscription;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a bus of this process tells, for any number of subscribers: events, gaps and points. Told on one loop; when telling returns, it
 * is in every subscriber's row or counted there as lost.
 */
public final class LocalStream implements Flow.Publisher<LiveItem> {
    private record Known(DeviceEvent event, Instant at, LiveItem.Origin origin) {}

    private final Executor loop;
    private final Executor callbacks;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final List<PointLane> pointLanes = new CopyOnWriteArrayList<>();
    /** On the loop only. */
    private final Map<StateKey, Known> states = new LinkedHashMap<>();

    private final Map<PointId, Point> points = new ConcurrentHashMap<>();
    private long epoch = 1;
    private @Nullable AxisException ended;

    /**
     * A stream.
     *
     * @param loop runs what it is given one after the other; everything is told there
     * @param callbacks where listeners are called
     */
    public LocalStream(Executor loop, Executor callbacks) {
        this.loop = loop;
        this.callbacks = callbacks;
    }

    // ---- telling, on the loop ----

    /**
     * Something happened; a state that is as it was is told all the same.
     *
     * @return whether a subscriber has begun to lose events, because it is too slow
     */
    public boolean happened(DeviceEvent event, Instant at, LiveItem.Origin origin) {
        if (event.stateful()) {
            states.put(event.key(), new Known(event, at, origin));
        }
        boolean lost = false;
        for (Lane lane : lanes) {
            lost |= lane.happened(epoch, at, origin, event);
        }
        return lost;
    }

    /** Events may be missing. */
    public void gap(Gap gap) {
        epoch = gap.epoch();
        lanes.forEach(lane -> lane.gap(gap));
    }

    /** The epoch in which things happen now; a gap begins the next. */
    public long epoch() {
        return epoch;
    }

    /** A point as it is now. */
    public void point(Point point) {
        points.put(point.id(), point);
        pointLanes.forEach(lane -> lane.take(this, point));
    }

    /** Points that are no more, and states that are no more. */
    public void forget(Predicate<PointId> which, Predicate<StateKey> what) {
        points.keySet().removeIf(which);
        states.keySet().removeIf(what);
        List<Point> left = known();
        pointLanes.forEach(lane -> lane.picture(left));
    }

    /** Reports listeners that do not return; called now and then. */
    public void reportBlocked(long afterNanos) {
        lanes.forEach(lane -> lane.reportIfBlocked(afterNanos));
        pointLanes.forEach(lane -> lane.reportIfBlocked(afterNanos));
    }

    /** Nothing is told any more. */
    public void end(AxisException cause) {
        ended = cause;
        lanes.forEach(lane -> lane.end(cause));
        pointLanes.forEach(lane -> {
            lane.ended(this, cause);
            lane.end();
        });
    }

    // ---- hearing, from any thread ----

    /** Tells a listener the present states, then everything that is wanted. */
    public Subscription subscribe(LiveListener listener, Wanted wanted) {
        Lane lane = lane(Lane.receiver(listener), wanted);
        lane.request(Long.MAX_VALUE);
        loop.execute(() -> join(lane));
        return lane;
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
        Lane lane = lane(Lane.receiver(subscriber), wanted);
        subscriber.onSubscribe(lane.demand());
        loop.execute(() -> join(lane));
    }

    private Lane lane(Lane.Receiver receiver, Wanted wanted) {
        Lane[] self = new Lane[1];
        Lane lane = new Lane(receiver, wanted, callbacks, () -> lanes.remove(self[0]));
        self[0] = lane;
        return lane;
    }

    private void join(Lane lane) {
        if (!lane.active()) {
            return;
        }
        states.values().forEach(known -> lane.happened(epoch, known.at(), known.origin(), known.event()));
        if (ended != null) {
            lane.end(ended);
        } else {
            lanes.add(lane);
            if (!lane.active()) {
                lanes.remove(lane);
            }
        }
    }

    /** Its points. */
    public PointSource pointSource() {
        return new PointSource() {
            @Override
            public List<Point> known() {
                return LocalStream.this.known();
            }

            @Override
            public Subscription subscribe(PointListener listener) {
                PointLane[] self = new PointLane[1];
                PointLane lane =
                        new PointLane(PointHub.receiver(listener), callbacks, () -> pointLanes.remove(self[0]));
                self[0] = lane;
                lane.request(Long.MAX_VALUE);
                loop.execute(() -> joinPoints(lane));
                return lane;
            }
        };
    }

    private void joinPoints(PointLane lane) {
        lane.joins(this);
        known().forEach(point -> lane.take(this, point));
        if (ended != null) {
            lane.ended(this, ended);
            lane.end();
        } else if (lane.active()) {
            pointLanes.add(lane);
            if (!lane.active()) {
                pointLanes.remove(lane);
            }
        }
    }

    private List<Point> known() {
        return List.copyOf(points.values());
    }
}
