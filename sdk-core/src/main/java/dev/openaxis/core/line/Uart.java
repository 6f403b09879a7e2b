package dev.openaxis.core.line;

import java.io.ByteArrayOutputStream;

/**
 * What a receiver makes of bytes that were sent at another rate than its own: it waits for a falling edge, looks at the line in the middle of
 * each of its own bit times, and drops a character whose stop bit is missing. So a slower receiver hears less than was sent, a faster
 * one other bytes, and one that is off by a few hundredths hears everything right.
 */
final class Uart {
    private static final int CHARACTER = 10;

    private final byte[] sent;
    /** Lengths of half a bit of either side, in units that make both whole numbers. */
    private final long sentHalf;

    private final long ownHalf;

    private Uart(byte[] sent, int sentRate, int ownRate) {
        this.sent = sent;
        this.sentHalf = ownRate;
        this.ownHalf = sentRate;
    }

    static byte[] heard(byte[] sent, int sentRate, int ownRate) {
        return sentRate == ownRate ? sent : new Uart(sent, sentRate, ownRate).sample();
    }

    private byte[] sample() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        long edge = fallingEdge(0);
        while (edge >= 0) {
            boolean start = !level(edge + ownHalf);
            long end = edge + ownHalf;
            if (start) {
                int character = 0;
                for (int bit = 0; bit < 8; bit++) {
                    end += 2 * ownHalf;
                    character |= level(end) ? 1 << bit : 0;
                }
                end += 2 * ownHalf;
                if (level(end)) {
                    heard.write(character);
                }
            }
            edge = fallingEdge(end);
        }
        return heard.toByteArray();
    }

    /** When the line next goes from high to low, or -1. */
    private long fallingEdge(long from) {
        long bit = from / (2 * sentHalf);
        boolean high = from == 0 || level(from);
        while (bit < (long) sent.length * CHARACTER) {
            boolean next = bit(bit);
            if (high && !next && bit * 2 * sentHalf >= from) {
                return bit * 2 * sentHalf;
            }
            high = next;
            bit++;
        }
        return -1;
    }

    private boolean level(long time) {
        return bit(time / (2 * sentHalf));
    }

    /** A start bit, eight of the byte beginning with the lowest, a stop bit; idle is high. */
    private boolean bit(long number) {
        int character = (int) (number / CHARACTER);
        int position = (int) (number % CHARACTER);
        if (character >= sent.length || position == CHARACTER - 1) {
            return true;
        }
        return position > 0 && (sent[character] >> (position - 1) & 1) == 1;
    }
}
