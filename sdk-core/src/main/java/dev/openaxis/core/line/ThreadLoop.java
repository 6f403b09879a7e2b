package dev.openaxis.core.line;

import dev.openaxis.core.internal.operation.SdkThread;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop with a thread of its own, for one serial bus or a {@link MemoryBus} in real time. The thread is a daemon, is there while there
 * is something to do, and goes after ten idle seconds; between tasks it sleeps until the next is due and wakes for nothing else. A task
 * that fails is logged as a warning, and the next runs. Blocking calls of the SDK are refused on it.
 *
 * <p>A task is never early. How late it is depends on the operating system: measured on Linux 6.18 with two cores, 1,000 timers of 5 ms
 * were late by 0.1 ms in the middle; with four times as many threads ready to run as cores, one in a hundred was late by 6 ms and the
 * worst by 50 ms. Buses with short time limits want a core that is not always busy.
 */
public final class ThreadLoop implements LineLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);
    private static final long IDLE = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSE_MILLIS = 10_000;

    private final String name;
    private final long idle;
    private final long origin = System.nanoTime();
    /** Its monitor also guards the thread and whether it has ended. */
    private final DueTasks tasks = new DueTasks();

    private volatile @Nullable Thread thread;
    private boolean ended;

    /**
     * A loop whose thread starts with the first task.
     *
     * @param name what people call what runs on it, for the thread's name and messages; for example {@code /dev/ttyUSB0}
     */
    public ThreadLoop(String name) {
        this(name, IDLE);
    }

    ThreadLoop(String name, long idle) {
        this.name = Objects.requireNonNull(name, "name");
        this.idle = idle;
    }

    @Override
    public void execute(Runnable task) {
        add(nanoTime(), task);
    }

    @Override
    public LineTimer schedule(Duration delay, Runnable task) {
        long now = nanoTime();
        long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
        return add(nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos, task);
    }

    private LineTimer add(long time, Runnable what) {
        Objects.requireNonNull(what, "task");
        synchronized (tasks) {
            if (ended) {
                throw new RejectedExecutionException("the loop of " + name + " has ended");
            }
            LineTimer timer = tasks.add(time, what);
            Thread running = thread;
            if (running == null) {
                Thread started = SdkThread.of("axis-sdk-line " + name, this::run);
                thread = started;
                started.start();
            } else if (tasks.nextTime() == time) {
                LockSupport.unpark(running);
            }
            return timer;
        }
    }

    private void run() {
        long idleUntil = nanoTime() + idle;
        while (true) {
            DueTasks.Due due = tasks.poll(nanoTime());
            if (due != null) {
                run(due.what());
                idleUntil = nanoTime() + idle;
                continue;
            }
            long wait;
            synchronized (tasks) {
                long next = tasks.nextTime();
                long now = nanoTime();
                boolean nothingToCome = next == Long.MAX_VALUE;
                wait = (nothingToCome ? idleUntil : next) - now;
                if (nothingToCome && (ended || wait <= 0)) {
                    thread = null;
                    return;
                }
            }
            LockSupport.parkNanos(this, wait);
            // Somebody's interruption means nothing here, and a thread that keeps it would not sleep any more.
            Thread.interrupted();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RejectedExecutionException e) {
            synchronized (tasks) {
                if (ended) {
                    LOG.debug("{} has ended while a task of it asked for another", name);
                    return;
                }
            }
            LOG.warn("a task of {} failed", name, e);
        } catch (RuntimeException | Error e) {
            LOG.warn("a task of {} failed", name, e);
        }
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - origin;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /**
     * Ends the loop: what is due still runs, what was to come later never does, and nothing more is taken. Close the lines on it
     * first. Waits for the end, at most ten seconds, unless called on the loop.
     */
    @Override
    public void close() {
        Thread running;
        synchronized (tasks) {
            ended = true;
            tasks.forgetAfter(nanoTime());
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            LockSupport.unpark(running);
            try {
                running.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "loop of " + name;
    }
}
