package dev.openaxis.core.line;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * One thread with a clock. What runs on it runs one after the other. A loop in a test can have a time of its own, so that eight
 * seconds take no time at all and are always eight seconds.
 */
public interface LineLoop extends Executor {

    /**
     * Runs a task soon, on this loop. May be called by any thread.
     *
     * @param task what to do; must not block
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task after a time. May be called by any thread.
     *
     * @param delay how long to wait; zero or less is soon
     * @param task what to do; must not block
     * @return to take it back
     */
    LineTimer schedule(Duration delay, Runnable task);

    /**
     * Whether the caller is on this loop.
     *
     * @return {@code true} if so
     */
    boolean inLoop();

    /**
     * Time that only goes forward.
     *
     * @return nanoseconds since some moment
     */
    long nanoTime();

    /**
     * Time of day.
     *
     * @return now
     */
    Instant now();
}
