package dev.openaxis.core.line;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * One send on its way: its bytes, when each has passed, and what became of it. Byte {@code n} is on the wire from
 * {@code passed(n)} to {@code passed(n + 1)}.
 */
final class Sending {
    private static final long NANOS_OF_TEN_BITS = 10_000_000_000L;

    final long start;
    final int rate;
    private final byte[] bytes;
    private final BitSet garbled = new BitSet(0);
    private final BitSet missing = new BitSet(0);
    private long end;
    private long delay;
    private boolean lost;
    private boolean repeated;

    Sending(byte[] bytes, long start, int rate) {
        this.bytes = bytes;
        this.start = start;
        this.rate = rate;
        this.end = passed(bytes.length);
    }

    int length() {
        return bytes.length;
    }

    /** When this many bytes have passed at the sender. */
    long passed(int count) {
        return start + count * NANOS_OF_TEN_BITS / rate;
    }

    /** When this many bytes are heard at the other ends: those that are cut off, when it is known that they do not come. */
    long heard(int count) {
        return Math.min(passed(count), end) + delay;
    }

    /** When the wire is free of it. */
    long end() {
        return end;
    }

    boolean isLost() {
        return lost;
    }

    boolean isRepeated() {
        return repeated;
    }

    void lose() {
        lost = true;
    }

    void repeat() {
        repeated = true;
    }

    void delay(long nanos) {
        delay = nanos;
    }

    /** The byte does not arrive; {@code false} if that was known, or there is none. */
    boolean drop(int index) {
        boolean news = index < bytes.length && !missing.get(index);
        if (news) {
            missing.set(index);
        }
        return news;
    }

    /** The byte arrives as another; {@code false} if that was known, or there is none. */
    boolean garble(int index, Random random) {
        boolean news = index < bytes.length && !garbled.get(index);
        if (news) {
            garbled.set(index);
            bytes[index] ^= (byte) (1 + random.nextInt(255));
        }
        return news;
    }

    /** Whether both are on the wire at some moment. */
    boolean meets(Sending other) {
        return start < other.end && other.start < end;
    }

    /** Garbles each byte that is on the wire while the other is; says how many that are. */
    int garbleUnder(Sending other, Random random) {
        int changed = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (passed(i) < other.end && other.start < passed(i + 1) && garble(i, random)) {
                changed++;
            }
        }
        return changed;
    }

    /** Nothing leaves from this moment on; says how many bytes are lost by that. */
    int cut(long at) {
        int cutOff = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (passed(i + 1) > at && drop(i)) {
                cutOff++;
            }
        }
        end = Math.min(end, at);
        return cutOff;
    }

    /** What is left of the bytes from one position to before another. */
    byte[] arriving(int from, int to) {
        if (lost) {
            return new byte[0];
        }
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        if (missing.isEmpty()) {
            return part;
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            if (!missing.get(i)) {
                part[length++] = bytes[i];
            }
        }
        return Arrays.copyOf(part, length);
    }
}
