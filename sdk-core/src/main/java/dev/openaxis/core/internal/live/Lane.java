package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one subscriber, serially, on the callback executor. A state waits at most once (the latest value), momentary
 * events wait in a bounded row whose overflow becomes a gap, so memory is bounded however slow the subscriber is.
 */
final class Lane extends SerialDelivery {

    /** The subscriber as the lane sees it. */
    interface Receiver {
        void item(LiveItem item);

        default void interrupted(AxisException cause) {}

        void end(@Nullable Throwable cause);

        /** Where the subscriber is another one behind it. */
        default void reportIfBlocked(long afterNanos) {}
    }

    /** Most momentary events waiting for one subscriber. */
    static final int MAX_STATELESS = 1024;

    private static final int MOST_GAPS = 16;

    /** A gap's place among what waits. */
    private static final class GapKey {}

    private final Receiver receiver;
    private final Wanted wanted;
    /** In arrival order; a state's key is its StateKey, a gap's a GapKey, a momentary event's an object of its own. */
    private final Map<Object, LiveItem> waiting = new LinkedHashMap<>();

    private final Deque<GapKey> gaps = new ArrayDeque<>();
    private int stateless;
    private long dropped;
    private @Nullable Instant droppedSince;
    private long droppedEpoch;
    private long seq;
    private @Nullable AxisException interruption;
    private boolean ending;
    private @Nullable Throwable endCause;

    Lane(Receiver receiver, Wanted wanted, Executor executor, Runnable onClose) {
        super(executor, onClose);
        this.receiver = receiver;
        this.wanted = wanted;
    }

    /** A listener as the lane sees it. */
    static Receiver receiver(LiveListener listener) {
        return new Receiver() {
            @Override
            public void item(LiveItem item) {
                listener.onItem(item);
            }

            @Override
            public void interrupted(AxisException cause) {
                listener.onInterrupted(cause);
            }

            @Override
            public void end(@Nullable Throwable cause) {
                if (cause instanceof AxisException known) {
                    listener.onEnd(known);
                }
            }
        };
    }

    /** A subscriber with demand as the lane sees it. */
    static Receiver receiver(Flow.Subscriber<? super LiveItem> subscriber) {
        return new Receiver() {
            @Override
            public void item(LiveItem item) {
                subscriber.onNext(item);
            }

            @Override
            public void end(@Nullable Throwable cause) {
                if (cause == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(cause);
                }
            }
        };
    }

    /** What a subscriber with demand is given. */
    Flow.Subscription demand() {
        return new Flow.Subscription() {
            @Override
            public void request(long n) {
                if (!active()) {
                    return;
                }
                if (n <= 0) {
                    fail(new IllegalArgumentException("a subscriber requests at least one item"));
                } else {
                    Lane.this.request(n);
                }
            }

            @Override
            public void cancel() {
                close();
            }
        };
    }

    Wanted wanted() {
        return wanted;
    }

    /** Tells an event; {@code true} if that was the first for a while for which there was no room. */
    boolean happened(long epoch, Instant receivedAt, LiveItem.Origin origin, DeviceEvent event) {
        if (!wanted.event(event)) {
            return false;
        }
        LiveItem.Happened item = new LiveItem.Happened(epoch, 0, receivedAt, origin, event);
        boolean first = false;
        synchronized (lock) {
            if (ending) {
                return false;
            }
            event.removes().ifPresent(waiting::remove);
            if (event.stateful()) {
                waiting.remove(event.key());
                waiting.put(event.key(), item);
            } else {
                waiting.put(new Object(), item);
                if (++stateless > MAX_STATELESS) {
                    first = dropped == 0;
                    dropOldestStateless();
                }
            }
        }
        deliverLater();
        return first;
    }

    private void dropOldestStateless() {
        for (Iterator<LiveItem> items = waiting.values().iterator(); items.hasNext(); ) {
            if (items.next() instanceof LiveItem.Happened old && !old.event().stateful()) {
                items.remove();
                stateless--;
                dropped++;
                droppedEpoch = old.epoch();
                if (droppedSince == null) {
                    droppedSince = old.receivedAt();
                }
                return;
            }
        }
    }

    void gap(Gap all) {
        Gap gap = wanted == Wanted.WHATEVER_COMES ? all : ofWanted(all);
        synchronized (lock) {
            if (ending) {
                return;
            }
            interruption = null;
            Object last = null;
            for (Object key : waiting.keySet()) {
                last = key;
            }
            if (last instanceof GapKey) {
                waiting.merge(last, gap, (earlier, later) -> merged((Gap) earlier, (Gap) later));
            } else {
                GapKey key = new GapKey();
                waiting.put(key, gap);
                gaps.addLast(key);
            }
            if (gaps.size() > MOST_GAPS) {
                // The oldest goes into the next one, which then begins earlier.
                Gap oldest = (Gap) Objects.requireNonNull(waiting.remove(gaps.removeFirst()));
                waiting.computeIfPresent(gaps.getFirst(), (key, later) -> merged(oldest, (Gap) later));
            }
        }
        deliverLater();
    }

    private Gap ofWanted(Gap gap) {
        return new Gap(
                gap.epoch(),
                gap.seq(),
                gap.lastProof(),
                gap.restored(),
                gap.cause(),
                ofWanted(gap.changed()),
                ofWanted(gap.unchangedButUnproven()),
                ofWanted(gap.notReadable()),
                gap.stateless());
    }

    private Set<StateKey> ofWanted(Set<StateKey> keys) {
        Set<StateKey> left = new HashSet<>(keys);
        left.removeIf(key -> !wanted.topic(key.topic()));
        return left;
    }

    /** Two gaps with nothing between them are one longer gap. */
    private static Gap merged(Gap earlier, Gap later) {
        Set<StateKey> changed = new HashSet<>(earlier.changed());
        changed.addAll(later.changed());
        Set<StateKey> unproven = new HashSet<>(earlier.unchangedButUnproven());
        unproven.addAll(later.unchangedButUnproven());
        unproven.removeAll(changed);
        return new Gap(
                later.epoch(),
                0,
                earlier.lastProof(),
                later.restored(),
                earlier.cause() == Gap.Cause.DEVICE_RESTARTED ? earlier.cause() : later.cause(),
                changed,
                unproven,
                later.notReadable(),
                -1);
    }

    /** Tells that the device cannot be heard, after what waits. */
    void interrupted(AxisException cause) {
        synchronized (lock) {
            interruption = cause;
        }
        deliverLater();
    }

    /** An interruption that was not told yet is over, and needs not be told any more. */
    void resumed() {
        synchronized (lock) {
            interruption = null;
        }
    }

    /** Delivers what waits, then ends. */
    void end(@Nullable Throwable cause) {
        synchronized (lock) {
            ending = true;
            endCause = cause;
        }
        deliverLater();
    }

    /** Ends at once because the subscriber broke the rules. */
    void fail(Throwable cause) {
        synchronized (lock) {
            waiting.clear();
            gaps.clear();
            dropped = 0;
        }
        end(cause);
        left();
    }

    @Override
    boolean deliverable() {
        return (interruption != null && dropped == 0 && waiting.isEmpty())
                || (allowed() && (dropped > 0 || !waiting.isEmpty()))
                || (ending && dropped == 0 && waiting.isEmpty());
    }

    @Override
    Runnable next() {
        AxisException lost = interruption;
        if (dropped > 0 || !waiting.isEmpty()) {
            LiveItem item = nextItem();
            return () -> receiver.item(item);
        }
        if (lost != null) {
            interruption = null;
            return () -> receiver.interrupted(lost);
        }
        over();
        return () -> receiver.end(endCause);
    }

    private LiveItem nextItem() {
        use();
        seq++;
        if (dropped > 0 && droppedSince != null) {
            Gap overflow = new Gap(
                    droppedEpoch,
                    seq,
                    droppedSince,
                    Instant.now(),
                    Gap.Cause.SLOW_SUBSCRIBER,
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    dropped);
            dropped = 0;
            droppedSince = null;
            return overflow;
        }
        Iterator<LiveItem> items = waiting.values().iterator();
        LiveItem first = items.next();
        items.remove();
        if (first instanceof Gap) {
            gaps.removeFirst();
        }
        if (first instanceof LiveItem.Happened happened) {
            stateless -= happened.event().stateful() ? 0 : 1;
            return new LiveItem.Happened(
                    happened.epoch(), seq, happened.receivedAt(), happened.origin(), happened.event());
        }
        Gap gap = (Gap) first;
        return new Gap(
                gap.epoch(),
                seq,
                gap.lastProof(),
                gap.restored(),
                gap.cause(),
                gap.changed(),
                gap.unchangedButUnproven(),
                gap.notReadable(),
                gap.stateless());
    }

    @Override
    void reportIfBlocked(long afterNanos) {
        super.reportIfBlocked(afterNanos);
        receiver.reportIfBlocked(afterNanos);
    }

    @Override
    void forget() {
        waiting.clear();
    }
}
