package dev.openaxis.core.internal.line;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** How a link did in the last five minutes, in steps of ten seconds. */
public final class LineHistory {
    private static final int PERFECT = 100;
    /** Steps of the shorter look. */
    private static final int RECENT = 6;

    private static final int KEPT = 30;

    /**
     * Sums so far.
     *
     * @param exchanges commands sent
     * @param wrong of them those with which something went wrong on the line
     */
    public record Sums(long exchanges, long wrong) {
        private Sums minus(Sums before) {
            return new Sums(exchanges - before.exchanges, wrong - before.wrong);
        }

        private int score() {
            return exchanges == 0 ? PERFECT : (int) Math.round(PERFECT * Math.max(0, 1 - (double) wrong / exchanges));
        }
    }

    private final Deque<Sums> kept = new ArrayDeque<>();

    /** Called every ten seconds. */
    public void sample(Sums now) {
        kept.addLast(now);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    /** What happened since the beginning of the shorter or the longer look, or in all if that is less. */
    private Sums since(Sums now, int steps) {
        Sums first = new Sums(0, 0);
        if (kept.size() >= steps) {
            Iterator<Sums> newest = kept.descendingIterator();
            for (int i = 0; i < steps; i++) {
                first = newest.next();
            }
        }
        return now.minus(first);
    }

    /** 0 to 100 for the last minute: the part of exchanges in which nothing went wrong. */
    public int score(Sums now) {
        return since(now, RECENT).score();
    }

    /** The score less that of the last five minutes. */
    public int trend(Sums now) {
        return score(now) - since(now, KEPT).score();
    }
}
