package dev.openaxis.osdp.testing;

import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop whose time a test moves on by hand. */
public final class HandLoop implements LineLoop {

    private record Task(long at, long order, Runnable action) {}

    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;
    private boolean running;

    @Override
    public void execute(Runnable task) {
        LineTimer unused = schedule(Duration.ZERO, task);
    }

    @Override
    public LineTimer schedule(Duration delay, Runnable task) {
        Task later = new Task(now + Math.max(0, delay.toNanos()), order++, task);
        tasks.add(later);
        return () -> tasks.remove(later);
    }

    @Override
    public boolean inLoop() {
        return running;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    /** Runs what is due until then. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        running = true;
        while (!tasks.isEmpty() && tasks.element().at() <= end) {
            Task next = tasks.remove();
            now = next.at();
            next.action().run();
        }
        running = false;
        now = end;
    }

    /** Tasks that wait. */
    public int waiting() {
        return tasks.size();
    }
}
