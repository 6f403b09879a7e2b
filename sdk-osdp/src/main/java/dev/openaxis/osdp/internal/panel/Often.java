package dev.openaxis.osdp.internal.panel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Notices that something happens more often than by chance. */
final class Often {
    private final int times;
    private final long within;
    private final Deque<Long> last = new ArrayDeque<>();

    /**
     * Nothing has happened so far.
     *
     * @param times so often
     * @param within in so long a time is too often
     */
    Often(int times, Duration within) {
        this.times = times;
        this.within = within.toNanos();
    }

    /** It has happened once more; whether that is too often. */
    boolean happened(long now) {
        last.addLast(now);
        if (last.size() > times) {
            last.removeFirst();
        }
        return last.size() == times && now - last.getFirst() <= within;
    }
}
