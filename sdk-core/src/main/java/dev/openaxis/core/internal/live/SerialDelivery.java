package dev.openaxis.core.internal.live;

import dev.openaxis.core.internal.operation.Delivery;
import dev.openaxis.core.live.Subscription;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one subscriber with one thing after the other on an executor, some at a turn, so that many subscribers share few threads.
 * What waits, and which comes next, is the business of those who extend it.
 */
abstract class SerialDelivery implements Subscription, Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(SerialDelivery.class);
    private static final int TURN = 256;

    /** Guards what waits. */
    final Object lock = new Object();

    private final Executor executor;
    private final Runnable onClose;
    /** How many more things the subscriber allows. */
    private long demand;

    private boolean delivering;
    private volatile long deliveringSince;
    private boolean blockReported;
    private volatile boolean closed;

    SerialDelivery(Executor executor, Runnable onClose) {
        this.executor = executor;
        this.onClose = onClose;
    }

    /** Allows n more deliveries. */
    final void request(long n) {
        synchronized (lock) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        }
        deliverLater();
    }

    /** Whether one more delivery is allowed. Called with the lock held, like the next. */
    final boolean allowed() {
        return demand > 0;
    }

    /** One of the deliveries that are allowed is made. */
    final void use() {
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    }

    /** Whether something is there that may be delivered now. Called with the lock held, like the two below. */
    abstract boolean deliverable();

    /** Takes what is to be delivered next; called if something is. */
    abstract Runnable next();

    /** Forgets what waits. */
    abstract void forget();

    /** Something may be there to deliver. */
    final void deliverLater() {
        synchronized (lock) {
            if (delivering || closed || !deliverable()) {
                return;
            }
            delivering = true;
        }
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            refused();
        }
    }

    @Override
    public final void refused() {
        LOG.debug("the callback executor takes nothing; a subscription ends with it");
        close();
    }

    /** Called by the executor. */
    @Override
    public final void run() {
        for (int i = 0; i < TURN; i++) {
            Runnable next;
            synchronized (lock) {
                if (closed || !deliverable()) {
                    delivering = false;
                    return;
                }
                next = next();
            }
            deliveringSince = System.nanoTime() | 1;
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                // A subscriber's mistake is its own.
                LOG.warn("a live listener failed; the stream goes on", e);
            } finally {
                deliveringSince = 0;
            }
        }
        synchronized (lock) {
            delivering = false;
        }
        deliverLater();
    }

    /** Reports a subscriber that has not returned for too long, once per blockage. Called by one thread at a time. */
    void reportIfBlocked(long afterNanos) {
        long since = deliveringSince;
        if (since == 0) {
            blockReported = false;
        } else if (!blockReported && System.nanoTime() - since > afterNanos) {
            blockReported = true;
            LOG.warn("a live listener has not returned for {} s; its items wait", afterNanos / 1_000_000_000L);
        }
    }

    /** What was taken is the last that is delivered. */
    final void over() {
        closed = true;
    }

    @Override
    public final boolean active() {
        return !closed;
    }

    @Override
    public final void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            forget();
        }
        left();
    }

    /** The subscriber is not one any more. */
    final void left() {
        onClose.run();
    }
}
