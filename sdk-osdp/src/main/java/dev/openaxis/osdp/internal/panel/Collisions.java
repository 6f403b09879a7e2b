package dev.openaxis.osdp.internal.panel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether two devices seem to have one address: three answers too many within a minute, or five broken ones in a row. That is told once,
 * and again only after a minute without either. A single answer too many now and then is a slow line, not a second device.
 */
final class Collisions {
    private static final int MOST_SECOND_ANSWERS = 3;
    private static final int MOST_BROKEN_IN_A_ROW = 5;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final Deque<Long> secondAnswers = new ArrayDeque<>();
    private int brokenInARow;
    private boolean told;
    private long suspectedAt;

    /** A valid answer in its turn. */
    void answered() {
        brokenInARow = 0;
    }

    /** A whole answer came after the one there was; {@code true} if a collision is to be told. */
    boolean secondAnswer(long now) {
        secondAnswers.addLast(now);
        while (secondAnswers.size() > MOST_SECOND_ANSWERS || now - secondAnswers.getFirst() > WINDOW) {
            secondAnswers.removeFirst();
        }
        return secondAnswers.size() == MOST_SECOND_ANSWERS && suspected(now);
    }

    /** An answer that cannot be read; {@code true} if a collision is to be told. */
    boolean broken(long now) {
        return ++brokenInARow >= MOST_BROKEN_IN_A_ROW && suspected(now);
    }

    private boolean suspected(long now) {
        boolean first = !told || now - suspectedAt > WINDOW;
        told = true;
        suspectedAt = now;
        return first;
    }
}
