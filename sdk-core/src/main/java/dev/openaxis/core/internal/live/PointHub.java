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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The points of several sources as one: sources may join and leave while somebody listens. Sources may be a host's, with locks of
 * their own, so none is called while the hub's lock is held.
 */
public final class PointHub implements PointSource, AutoCloseable {

    /** A source from the first time it joins until it has left as often. */
    private static final class Member {
        final PointSource source;
        /** Guarded by the hub's lock. */
        int joins;

        Member(PointSource source) {
            this.source = source;
        }
    }

    private final Executor callbacks;
    private final Object lock = new Object();
    private final List<Member> members = new ArrayList<>();
    /** What each listener is subscribed to; a subscription that is being made is missing until it is there. */
    private final Map<PointLane, Map<Member, Subscription>> lanes = new HashMap<>();

    private boolean closed;

    /** A hub without sources. */
    public PointHub(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Adds a source; closing what is returned takes it away. One that joins more than once is there until it has left as often. */
    public Subscription join(PointSource source) {
        Member member;
        List<PointLane> listening = List.of();
        synchronized (lock) {
            member = members.stream()
                    .filter(one -> one.source == source)
                    .findFirst()
                    .orElseGet(() -> new Member(source));
            if (member.joins++ == 0) {
                members.add(member);
                listening = List.copyOf(lanes.keySet());
            }
        }
        listening.forEach(lane -> subscribe(lane, member));
        AtomicBoolean left = new AtomicBoolean();
        return new Subscription() {
            @Override
            public boolean active() {
                return !left.get();
            }

            @Override
            public void close() {
                if (left.compareAndSet(false, true)) {
                    leave(member);
                }
            }
        };
    }

    /** Called once for each listener and member, by whoever came second. Either of them may be gone when it is done. */
    private void subscribe(PointLane lane, Member member) {
        lane.joins(member);
        Subscription subscription = member.source.subscribe(new PointListener() {
            @Override
            public void onPoint(Point point) {
                lane.take(member, point);
            }

            @Override
            public void onEnd(AxisException cause) {
                lane.ended(member, cause);
            }
        });
        synchronized (lock) {
            Map<Member, Subscription> joined = lanes.get(lane);
            if (joined != null && members.contains(member)) {
                joined.put(member, subscription);
                return;
            }
        }
        subscription.close();
        lane.leaves(member);
    }

    private void leave(Member member) {
        Map<PointLane, Subscription> ended = new HashMap<>();
        synchronized (lock) {
            if (--member.joins > 0) {
                return;
            }
            members.remove(member);
            lanes.forEach((lane, joined) -> {
                Subscription subscription = joined.remove(member);
                if (subscription != null) {
                    ended.put(lane, subscription);
                }
            });
        }
        ended.forEach((lane, subscription) -> {
            subscription.close();
            lane.leaves(member);
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
        List<Member> all;
        synchronized (lock) {
            all = List.copyOf(members);
        }
        return all.stream().flatMap(member -> member.source.known().stream()).toList();
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
        List<Member> all;
        synchronized (lock) {
            all = closed ? null : List.copyOf(members);
            if (all != null) {
                lanes.put(lane, new HashMap<>());
            }
        }
        if (all == null) {
            lane.ended(
                    this,
                    new ClosedException(Failure.of("the points", "points.subscribe", "the device object was closed")));
            lane.end();
        } else {
            all.forEach(member -> subscribe(lane, member));
        }
    }

    private void end(PointLane lane) {
        Map<Member, Subscription> joined;
        synchronized (lock) {
            joined = lanes.remove(lane);
        }
        if (joined != null) {
            joined.values().forEach(Subscription::close);
        }
    }
}
