package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import dev.openaxis.core.live.PointListener;
import dev.openaxis.core.live.Subscription;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings points to one listener, serially, on the callback executor: each at most once in the row, with its latest value. Memory is
 * bounded by the number of points however slow the listener is.
 */
final class PointLane implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(PointLane.class);
    private static final int TURN = 256;

    private final PointListener listener;
    private final Executor executor;
    private final Runnable onClose;
    private final Object lock = new Object();
    /** What the listener was told, or will be. */
    private final Map<PointId, Point> told = new HashMap<>();

    private final Map<PointId, Point> waiting = new LinkedHashMap<>();
    private long demand;
    private boolean draining;
    private volatile boolean closed;

    PointLane(PointListener listener, Executor executor, Runnable onClose) {
        this.listener = listener;
        this.executor = executor;
        this.onClose = onClose;
    }

    /** Allows n more deliveries. */
    void request(long n) {
        synchronized (lock) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        }
        drainLater();
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
        drainLater();
    }

    /** One point, told if its value or quality is different from what was told before. */
    void take(Point point) {
        synchronized (lock) {
            offer(point);
        }
        drainLater();
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

    private void drainLater() {
        synchronized (lock) {
            if (draining || closed || waiting.isEmpty() || demand == 0) {
                return;
            }
            draining = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            LOG.debug("the callback executor is closed; a subscription ends with it");
            closed = true;
        }
    }

    private void drain() {
        for (int i = 0; i < TURN; i++) {
            Point next;
            synchronized (lock) {
                if (closed || waiting.isEmpty() || demand == 0) {
                    draining = false;
                    return;
                }
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
                Iterator<Point> points = waiting.values().iterator();
                next = points.next();
                points.remove();
            }
            try {
                listener.onPoint(next);
            } catch (RuntimeException | Error e) {
                LOG.warn("a point listener failed; the others and its further points are not concerned", e);
            }
        }
        synchronized (lock) {
            draining = false;
        }
        drainLater();
    }

    @Override
    public boolean active() {
        return !closed;
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
        }
        onClose.run();
    }
}
