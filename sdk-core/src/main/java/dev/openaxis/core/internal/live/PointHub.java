package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointListener;
import dev.openaxis.core.live.PointSource;
import dev.openaxis.core.live.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** The points of several sources as one: sources may join and leave while somebody listens. */
public final class PointHub implements PointSource {
    private final Executor callbacks;
    private final Object lock = new Object();
    private final List<PointSource> sources = new ArrayList<>();
    /** What each listener is subscribed to. */
    private final Map<PointLane, Map<PointSource, Subscription>> lanes = new HashMap<>();

    /** A hub without sources. */
    public PointHub(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Adds a source; closing what is returned takes it away. */
    public Subscription join(PointSource source) {
        synchronized (lock) {
            sources.add(source);
            lanes.forEach((lane, joined) -> joined.put(source, source.subscribe(lane::take)));
        }
        return new Subscription() {
            @Override
            public boolean active() {
                synchronized (lock) {
                    return sources.contains(source);
                }
            }

            @Override
            public void close() {
                leave(source);
            }
        };
    }

    private void leave(PointSource source) {
        List<Subscription> ended = new ArrayList<>();
        synchronized (lock) {
            sources.remove(source);
            lanes.values().forEach(joined -> {
                Subscription subscription = joined.remove(source);
                if (subscription != null) {
                    ended.add(subscription);
                }
            });
        }
        ended.forEach(Subscription::close);
    }

    @Override
    public List<Point> known() {
        List<PointSource> all;
        synchronized (lock) {
            all = List.copyOf(sources);
        }
        return all.stream().flatMap(source -> source.known().stream()).toList();
    }

    @Override
    public Subscription subscribe(PointListener listener) {
        PointLane lane = newLane(listener);
        lane.request(Long.MAX_VALUE);
        begin(lane);
        return lane;
    }

    /** The same as a publisher with demand; it ends only by being cancelled. */
    public Flow.Publisher<Point> publisher() {
        return subscriber -> {
            PointLane lane = newLane(subscriber::onNext);
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    if (n > 0) {
                        lane.request(n);
                    } else if (lane.active()) {
                        lane.close();
                        subscriber.onError(new IllegalArgumentException("a subscriber requests at least one item"));
                    }
                }

                @Override
                public void cancel() {
                    lane.close();
                }
            });
            begin(lane);
        };
    }

    private PointLane newLane(PointListener listener) {
        PointLane[] self = new PointLane[1];
        PointLane lane = new PointLane(listener, callbacks, () -> end(self[0]));
        self[0] = lane;
        return lane;
    }

    private void begin(PointLane lane) {
        synchronized (lock) {
            Map<PointSource, Subscription> joined = new HashMap<>();
            lanes.put(lane, joined);
            sources.forEach(source -> joined.put(source, source.subscribe(lane::take)));
        }
        if (!lane.active()) {
            end(lane);
        }
    }

    private void end(PointLane lane) {
        Map<PointSource, Subscription> joined;
        synchronized (lock) {
            joined = lanes.remove(lane);
        }
        if (joined != null) {
            joined.values().forEach(Subscription::close);
        }
    }
}
