package dev.openaxis.core.internal.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One timer for many deadlines. Nearly all of them are met, so none of them costs a timer: this one rings at the earliest
 * deadline it knows, has the owner expire what is due, and is set to the earliest of those that are left.
 */
public final class Deadlines {

    /** What the deadlines belong to. */
    public interface Owner {
        /**
         * Ends everything whose deadline is not after {@code now}; called on the loop.
         *
         * @return the earliest deadline left, or {@code now} if there is none
         */
        long expire(long now);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final EventLoop loop;
    private final Owner owner;
    private volatile boolean set;
    private volatile long setFor;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> timer;

    /** A timer that is not set. */
    public Deadlines(EventLoop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /**
     * Sees to it that the timer rings at this time of {@link System#nanoTime} or before. The owner must know the deadline
     * already.
     *
     * @return {@code false} if the loop has ended, so that nothing will ring
     */
    public boolean watch(long deadline) {
        if (set && setFor - deadline <= 0) {
            return true;
        }
        if (loop.inEventLoop()) {
            return ringAt(deadline);
        }
        try {
            loop.execute(() -> ringAt(deadline));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Rings no more, so that nothing keeps the owner. */
    public void stop() {
        if (loop.inEventLoop()) {
            stopped = true;
            if (timer != null) {
                timer.cancel(false);
                timer = null;
            }
            return;
        }
        try {
            loop.execute(this::stop);
        } catch (RejectedExecutionException e) {
            LOG.trace("the loop has ended, and its timers with it");
        }
    }

    private boolean ringAt(long deadline) {
        if (stopped || (set && setFor - deadline <= 0)) {
            return true;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            timer = loop.schedule(this::ring, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return false;
        }
        setFor = deadline;
        set = true;
        return true;
    }

    private void ring() {
        // Before the owner looks: whoever adds a deadline from now on either is seen or sets the timer.
        timer = null;
        set = false;
        long now = System.nanoTime();
        long next = owner.expire(now);
        if (next - now > 0) {
            ringAt(next);
        }
    }
}
