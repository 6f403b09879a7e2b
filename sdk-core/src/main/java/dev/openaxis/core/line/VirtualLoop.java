package dev.openaxis.core.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A loop for tests, whose time stands still until it is told to go on. Tasks run on the thread that moves the time, in the order
 * they are due and, at the same time, in the order they came: the same test takes the same course every time, and hours take no
 * time at all. A task that throws ends the moving: the failure comes out of the method that moved the time, and the tasks after it
 * are still there.
 *
 * <p>The thread that moves the time is this loop's thread; before the first move it is the one that made the loop. Other threads
 * may give tasks, one at a time may move the time.
 */
public final class VirtualLoop implements LineLoop {
    /** A device that sends without a pause at 460,800 bits per second is far from this; a task that repeats itself at once is not. */
    private static final int MOST_AT_ONE_MOMENT = 1_000_000;

    private final DueTasks tasks = new DueTasks();
    private final Instant start;
    private volatile long time;
    private volatile Thread thread = Thread.currentThread();
    private boolean moving;

    /** A loop whose day is 1 January 2026, 00:00 UTC. */
    public VirtualLoop() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /**
     * A loop with another day.
     *
     * @param start time of day at the beginning
     */
    public VirtualLoop(Instant start) {
        this.start = Objects.requireNonNull(start, "start");
    }

    /**
     * Lets time pass, and runs what becomes due.
     *
     * @param duration how long; zero runs what is due now
     * @throws IllegalStateException if a task of this loop, or another thread, is already moving the time
     */
    public void advance(Duration duration) {
        move(duration, () -> false);
    }

    /**
     * Lets time pass until something is so. The condition is looked at before the first task and after each, and once more at the end;
     * time stands where it became true.
     *
     * @param condition what is waited for
     * @param atMost how long
     * @return {@code false} if it is still not so after that time
     * @throws IllegalStateException if a task of this loop, or another thread, is already moving the time
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        return move(atMost, condition);
    }

    private boolean move(Duration duration, BooleanSupplier enough) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        begin();
        try {
            return run(later(duration), enough);
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (moving) {
            throw new IllegalStateException("the time of this loop is already being moved");
        }
        moving = true;
        thread = Thread.currentThread();
    }

    private synchronized void end() {
        moving = false;
    }

    private boolean run(long until, BooleanSupplier enough) {
        int atThisMoment = 0;
        while (!enough.getAsBoolean()) {
            DueTasks.Due due = tasks.poll(until);
            if (due == null) {
                time = until;
                return enough.getAsBoolean();
            }
            if (due.time() > time) {
                time = due.time();
                atThisMoment = 0;
            } else if (++atThisMoment > MOST_AT_ONE_MOMENT) {
                throw new IllegalStateException("tasks follow one another without an end, and time stands still");
            }
            due.what().run();
        }
        return true;
    }

    /**
     * How many tasks wait, timers included: something that was closed leaves none.
     *
     * @return their number
     */
    public int waiting() {
        return tasks.size();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(time, Objects.requireNonNull(task, "task"));
    }

    @Override
    public LineTimer schedule(Duration delay, Runnable task) {
        return tasks.add(later(delay), Objects.requireNonNull(task, "task"));
    }

    /** The end of all time at most. */
    private long later(Duration delay) {
        long now = time;
        long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
        return nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return time;
    }

    @Override
    public Instant now() {
        return start.plusNanos(time);
    }
}
