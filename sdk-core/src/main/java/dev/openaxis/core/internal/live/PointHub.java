package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
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
public final class PointHub implements PointSource, AutoCloseable {
    private final Executor callbacks;
    private final Object lock = new Object();
    private final List<PointSource> sources = new ArrayList<>();
    /** What each listener is subscribed to. */
    private final Map<PointLane, Map<PointSource, Subscription>> lanes = new HashMap<>();

    private boolean closed;

    /** A hub without sources. */
    public PointHub(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Adds a source; closing what is returned takes it away. */
    public Subscription join(PointSource source) {
        synchronized (lock) {
            sources.add(source);
            lanes.forEach((lane, joined) -> joined.put(source, subscribe(lane, source)));
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

    private static Subscription subscribe(PointLane lane, PointSource source) {
        lane.joins(source);
        return source.subscribe(new PointListener() {
            @Override
            public void onPoint(Point point) {
                lane.take(source, point);
            }

            @Override
            public void onEnd(AxisException cause) {
                lane.ended(source, cause);
            }
        });
    }

    private void leave(PointSource source) {
        Map<PointLane, Subscription> ended = new HashMap<>();
        synchronized (lock) {
            sources.remove(source);
            lanes.forEach((lane, joined) -> {
                Subscription subscription = joined.remove(source);
                if (subscription != null) {
                    ended.put(lane, subscription);
                }
            });
        }
        ended.forEach((lane, subscription) -> {
            subscription.close();
            lane.leaves(source);
        });
    }

    /** Reports listeners that do not return; called by one thread at a time. */
    void reportIfBlocked(long afterNanos) {
        List<PointLane> all;
        synchronized (lock) {
            all = List.copyOf(lanes.keySet());
        }
        all.forEach(lane -> lane.reportIfBlocked(afterNanos));
    }

    /** Tells that every point is unknown, and ends every subscription. */
    @Override
    public void close() {
        List<PointLane> ended;
        synchronized (lock) {
            closed = true;
            ended = List.copyOf(lanes.keySet());
        }
        for (PointLane lane : ended) {
            end(lane);
            lane.picture(List.of());
            lane.end();
        }
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
        PointLane lane = newLane(receiver(listener));
        lane.request(Long.MAX_VALUE);
        begin(lane);
        return lane;
    }

    static PointLane.Receiver receiver(PointListener listener) {
        return new PointLane.Receiver() {
            @Override
            public void onPoint(Point point) {
                listener.onPoint(point);
            }

            @Override
            public void onEnd(AxisException cause) {
                listener.onEnd(cause);
            }
        };
    }

    /** The same as a publisher with demand; for that the end of one source is the end of all. */
    public Flow.Publisher<Point> publisher() {
        return subscriber -> {
            PointLane[] self = new PointLane[1];
            PointLane lane = newLane(new PointLane.Receiver() {
                @Override
                public void onPoint(Point point) {
                    subscriber.onNext(point);
                }

                @Override
                public void onEnd(AxisException cause) {
                    self[0].close();
                    subscriber.onError(cause);
                }

                @Override
                public void complete() {
                    subscriber.onComplete();
                }
            });
            self[0] = lane;
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

    private PointLane newLane(PointLane.Receiver receiver) {
        PointLane[] self = new PointLane[1];
        PointLane lane = new PointLane(receiver, callbacks, () -> end(self[0]));
        self[0] = lane;
        return lane;
    }

    private void begin(PointLane lane) {
        synchronized (lock) {
            if (!closed) {
                Map<PointSource, Subscription> joined = new HashMap<>();
                lanes.put(lane, joined);
                sources.forEach(source -> joined.put(source, subscribe(lane, source)));
                return;
            }
        }
        lane.ended(
                this,
                new ClosedException(Failure.of("the points", "points.subscribe", "the device object was closed")));
        lane.end();
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
