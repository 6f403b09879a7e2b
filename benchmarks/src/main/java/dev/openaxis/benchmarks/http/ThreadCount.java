package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;

/** Counts the threads one client adds. */
final class ThreadCount {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int STEP_MILLIS = 25;
    private static final int MOST_STEPS = 100;
    private static final int STABLE_STEPS = 8;

    private int baseline;
    private Set<Long> known = Set.of();

    /** Starts counting when earlier clients have stopped ending threads, or after 2.5 s. */
    void begin() {
        // The JDK's HTTP client ends its thread only when it is garbage.
        System.gc();
        int stable = 0;
        int last = 0;
        try {
            for (int i = 0; i < MOST_STEPS && stable < STABLE_STEPS; i++) {
                Thread.sleep(STEP_MILLIS);
                int now = THREADS.getThreadCount();
                stable = now == last ? stable + 1 : 0;
                last = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        }
        known = live();
        baseline = THREADS.getThreadCount();
        THREADS.resetPeakThreadCount();
    }

    /**
     * The most threads alive at once since {@link #begin}, without those alive then. Counts those that are new now as
     * well, as the peak is too low when somebody else's thread has ended meanwhile.
     */
    int added() {
        Set<Long> fresh = live();
        fresh.removeAll(known);
        return Math.max(THREADS.getPeakThreadCount() - baseline, fresh.size());
    }

    private static Set<Long> live() {
        Set<Long> ids = new HashSet<>();
        for (long id : THREADS.getAllThreadIds()) {
            ids.add(id);
        }
        return ids;
    }
}
