package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.core.live.PointListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Brings points to one listener, serially, on the callback executor: each at most once in the row, with its latest value. Memory is
 * bounded by the number of points however slow the listener is.
 */
final class PointLane extends SerialDelivery {
    private final PointListener listener;
    /** What the listener was told, or will be. */
    private final Map<PointId, Point> told = new HashMap<>();

    private final Map<PointId, Point> waiting = new LinkedHashMap<>();
    private long demand;

    PointLane(PointListener listener, Executor executor, Runnable onClose) {
        super(executor, onClose);
        this.listener = listener;
    }

    /** Allows n more deliveries. */
    void request(long n) {
        synchronized (lock) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        }
        deliverLater();
    }

    /** All points of a source: what is new or different is told, and what is not there any more as unknown. */
    void picture(Collection<Point> points) {
        synchronized (lock) {
            Set<PointId> gone = new HashSet<>(told.keySet());
            points.forEach(point -> gone.remove(point.id()));
            for (PointId id : gone) {
                Point last = told.remove(id);
                if (last != null && last.quality() != Point.Quality.UNKNOWN) {
                    waiting.remove(id);
                    waiting.put(id, new Point(id, last.value(), Point.Quality.UNKNOWN, last.asOf()));
                }
            }
            points.forEach(this::offer);
        }
        deliverLater();
    }

    /** One point, told if its value or quality is different from what was told before. */
    void take(Point point) {
        synchronized (lock) {
            offer(point);
        }
        deliverLater();
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
        return demand > 0 && !waiting.isEmpty();
    }

    @Override
    Runnable next() {
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
        Iterator<Point> points = waiting.values().iterator();
        Point next = points.next();
        points.remove();
        return () -> listener.onPoint(next);
    }

    @Override
    void forget() {
        waiting.clear();
    }
}
