package dev.openaxis.osdp.internal.panel;

import dev.openaxis.osdp.panel.LinkHealth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** How a link did in the last five minutes, in steps of ten seconds. */
final class LinkHistory {
    /** Steps of the shorter look. */
    private static final int RECENT = 6;

    private static final int KEPT = 30;

    /**
     * Sums so far.
     *
     * @param exchanges commands sent
     * @param wrong what went wrong with them on the line
     */
    record Sums(long exchanges, long wrong) {
        private Sums minus(Sums before) {
            return new Sums(exchanges - before.exchanges, wrong - before.wrong);
        }

        private int score() {
            return exchanges == 0
                    ? LinkHealth.PERFECT
                    : (int) Math.round(LinkHealth.PERFECT * Math.max(0, 1 - (double) wrong / exchanges));
        }
    }

    private final Deque<Sums> kept = new ArrayDeque<>();

    /** Called every ten seconds. */
    void sample(Sums now) {
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

    int score(Sums now) {
        return since(now, RECENT).score();
    }

    int trend(Sums now) {
        return score(now) - since(now, KEPT).score();
    }
}
