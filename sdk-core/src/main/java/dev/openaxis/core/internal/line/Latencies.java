package dev.openaxis.core.internal.line;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How fast a device answers: counts in steps of an eighth of a doubling, of the last minute or two, so that memory does not grow
 * and old times do not hide new ones.
 */
public final class Latencies {
    private static final int STEPS = 8;
    private static final int DOUBLINGS = 24;
    private static final int LEAST_NANOS = 1_000;
    private static final int PER_WINDOW = 2_000;

    private int[] now = new int[STEPS * DOUBLINGS];
    private int[] before = new int[STEPS * DOUBLINGS];
    private int counted;

    /** An answer came after this time. */
    public void took(long nanos) {
        now[step(nanos)]++;
        if (++counted == PER_WINDOW) {
            int[] free = before;
            before = now;
            Arrays.fill(free, 0);
            now = free;
            counted = 0;
        }
    }

    /** Counts what another has counted, too. */
    public void add(Latencies other) {
        for (int i = 0; i < now.length; i++) {
            now[i] += other.now[i];
            before[i] += other.before[i];
        }
    }

    private static int step(long nanos) {
        double doublings = Math.log((double) Math.max(nanos, LEAST_NANOS) / LEAST_NANOS) / Math.log(2);
        return (int) Math.min(STEPS * DOUBLINGS - 1, doublings * STEPS);
    }

    /** The time that a part of the answers did not exceed, an eighth of a doubling more or less. */
    public OptionalLong percentile(double part) {
        long all = 0;
        for (int i = 0; i < now.length; i++) {
            all += now[i] + before[i];
        }
        if (all == 0) {
            return OptionalLong.empty();
        }
        long wanted = (long) Math.ceil(all * part);
        long seen = 0;
        int step = 0;
        while (seen < wanted) {
            seen += now[step] + before[step];
            step++;
        }
        return OptionalLong.of(Math.round(LEAST_NANOS * Math.pow(2, (double) step / STEPS)));
    }
}
