package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.core.live.PointListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Brings points to one listener, serially, on the callback executor: each at most once in the row, with its latest value, and each
 * source's end at most once. Memory is bounded by the number of points however slow the listener is.
 */
final class PointLane extends SerialDelivery {

    /** The listener as the lane sees it. */
    interface Receiver extends PointListener {
        /** Nothing comes any more, and nothing failed. */
        default void complete() {}
    }

    /** A source's end in the row. */
    private record EndOf(Object source) {}

    private final Receiver receiver;
    /** What the listener was told, or will be. */
    private final Map<PointId, Point> told = new HashMap<>();
    /** What each source that joined told last. */
    private final Map<Object, Map<PointId, Point>> joined = new HashMap<>();

    /** Points by their id, causes by whose end it was. */
    private final Map<Object, Object> waiting = new LinkedHashMap<>();

    private boolean ending;

    PointLane(Receiver receiver, Executor executor, Runnable onClose) {
        super(executor, onClose);
        this.receiver = receiver;
    }

    /** All there is now: what is new or different is told, and what is not there any more as unknown. */
    void picture(Collection<Point> points) {
        synchronized (lock) {
            if (ending) {
                return;
            }
            Set<PointId> gone = new HashSet<>(told.keySet());
            points.forEach(point -> gone.remove(point.id()));
            gone.forEach(this::gone);
            points.forEach(this::offer);
        }
        deliverLater();
    }

    /** From now on what a source tells is taken. */
    void joins(Object source) {
        synchronized (lock) {
            joined.put(source, new HashMap<>());
        }
    }

    /** What a source told is unknown now, unless another one tells it, too. */
    void leaves(Object source) {
        synchronized (lock) {
            Map<PointId, Point> its = joined.remove(source);
            if (ending || its == null) {
                return;
            }
            for (PointId id : its.keySet()) {
                joined.values().stream()
                        .map(others -> others.get(id))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresentOrElse(this::offer, () -> gone(id));
            }
        }
        deliverLater();
    }

    /** One point of a source, told if its value or quality is different from what was told before. */
    void take(Object source, Point point) {
        synchronized (lock) {
            Map<PointId, Point> its = joined.get(source);
            if (ending || its == null) {
                return;
            }
            its.put(point.id(), point);
            offer(point);
        }
        deliverLater();
    }

    /** Tells that a source has ended, after what waits. */
    void ended(Object source, AxisException cause) {
        synchronized (lock) {
            if (ending) {
                return;
            }
            EndOf end = new EndOf(source);
            waiting.remove(end);
            waiting.put(end, cause);
        }
        deliverLater();
    }

    /** Delivers what waits, then ends. */
    void end() {
        synchronized (lock) {
            ending = true;
        }
        deliverLater();
    }

    private void gone(PointId id) {
        Point last = told.remove(id);
        if (last != null && last.quality() != Point.Quality.UNKNOWN) {
            waiting.remove(id);
            waiting.put(id, new Point(id, last.value(), Point.Quality.UNKNOWN, last.asOf()));
        }
    }

    private void offer(Point point) {
        Point before = told.put(point.id(), point);
        boolean news = before == null
                || before.quality() != point.quality()
                || !before.value().equals(point.value());
        if (news) {
            waiting.remove(point.id());
        }
        if (news || waiting.containsKey(point.id())) {
            waiting.put(point.id(), point);
        }
    }

    @Override
    boolean deliverable() {
        if (waiting.isEmpty()) {
            return ending;
        }
        return allowed() || waiting.keySet().iterator().next() instanceof EndOf;
    }

    @Override
    Runnable next() {
        if (waiting.isEmpty()) {
            over();
            return receiver::complete;
        }
        Iterator<Object> row = waiting.values().iterator();
        Object next = row.next();
        row.remove();
        if (next instanceof AxisException cause) {
            return () -> receiver.onEnd(cause);
        }
        use();
        return () -> receiver.onPoint((Point) next);
    }

    @Override
    void forget() {
        waiting.clear();
    }
}
