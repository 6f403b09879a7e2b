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

    /** Sums so far. */
    private record Sums(long exchanges, long wrong) {
        Sums minus(Sums before) {
            return new Sums(exchanges - before.exchanges, wrong - before.wrong);
        }

        int score() {
            return exchanges == 0
                    ? LinkHealth.PERFECT
                    : (int) Math.round(LinkHealth.PERFECT * Math.max(0, 1 - (double) wrong / exchanges));
        }
    }

    private final Deque<Sums> kept = new ArrayDeque<>();

    private static Sums sums(LinkCounters counted) {
        long wrong = counted.timeouts
                + counted.checkFailures
                + counted.blockFaults
                + counted.wrongSequence
                + counted.restartsAsked
                + counted.wrongMacs
                + counted.clearReplies
                + counted.brokenCiphers
                + counted.secondAnswers;
        return new Sums(counted.exchanges, wrong);
    }

    /** Called every ten seconds. */
    void sample(LinkCounters counted) {
        kept.addLast(sums(counted));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    /** What happened since the beginning of the shorter or the longer look. */
    private Sums since(LinkCounters counted, int steps) {
        Sums first = new Sums(0, 0);
        if (kept.size() >= steps) {
            Iterator<Sums> newest = kept.descendingIterator();
            for (int i = 0; i < steps; i++) {
                first = newest.next();
            }
        } else if (kept.size() == KEPT) {
            first = kept.getFirst();
        }
        return sums(counted).minus(first);
    }

    int score(LinkCounters counted) {
        return since(counted, RECENT).score();
    }

    int trend(LinkCounters counted) {
        return score(counted) - since(counted, KEPT).score();
    }
}
