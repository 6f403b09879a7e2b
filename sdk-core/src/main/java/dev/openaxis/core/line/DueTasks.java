package dev.openaxis.core.line;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in the order they are due and, at the same time, in the order they came. Safe for any thread; who does more than one step
 * holds its monitor.
 */
final class DueTasks {
    /** Timers that were taken back are not looked for until there are this many, and more of them than others. */
    private static final int TOLERATED = 64;

    private final PriorityQueue<Task> queue = new PriorityQueue<>();
    private long sequence;
    private int cancelled;

    /** One task. */
    final class Task implements LineTimer, Comparable<Task> {
        final long time;
        private final long number;
        private @Nullable Runnable what;

        private Task(long time, long number, Runnable what) {
            this.time = time;
            this.number = number;
            this.what = what;
        }

        @Override
        public int compareTo(Task other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }

        @Override
        public void cancel() {
            synchronized (DueTasks.this) {
                if (what != null) {
                    what = null;
                    cancelled++;
                    sweep();
                }
            }
        }

        private @Nullable Runnable begin() {
            Runnable begun = what;
            what = null;
            return begun;
        }
    }

    /** What is to be run, and when it was due. */
    record Due(long time, Runnable what) {}

    /** Adds a task that is due at a time. */
    synchronized Task add(long time, Runnable what) {
        Task task = new Task(time, sequence++, what);
        queue.add(task);
        return task;
    }

    /** Takes the next task if it is due by then. */
    synchronized @Nullable Due poll(long until) {
        while (true) {
            Task first = first();
            if (first == null || first.time > until) {
                return null;
            }
            queue.remove();
            Runnable what = first.begin();
            if (what != null) {
                return new Due(first.time, what);
            }
        }
    }

    /** When the next task is due, or {@link Long#MAX_VALUE}. */
    synchronized long nextTime() {
        Task first = first();
        return first == null ? Long.MAX_VALUE : first.time;
    }

    /** How many tasks wait. */
    synchronized int size() {
        return queue.size() - cancelled;
    }

    /** How many it keeps, those that were taken back and not yet forgotten included. */
    synchronized int kept() {
        return queue.size();
    }

    /** Forgets those that are due later than that. */
    synchronized void forgetAfter(long time) {
        queue.removeIf(task -> {
            boolean late = task.time > time;
            if (late && task.begin() == null) {
                cancelled--;
            }
            return late;
        });
    }

    private @Nullable Task first() {
        Task first = queue.peek();
        while (first != null && first.what == null) {
            queue.remove();
            cancelled--;
            first = queue.peek();
        }
        return first;
    }

    private void sweep() {
        if (cancelled > TOLERATED && cancelled > queue.size() / 2) {
            queue.removeIf(task -> task.what == null);
            cancelled = 0;
        }
    }
}
