package dev.openaxis.osdp.internal.frame;

import java.nio.ByteBuffer;

/**
 * Finds frames in bytes that arrive in any pieces (OSDP v2.2, 5.9). Frames are not copied: bytes are
 * received into {@link #space} or given by {@link #take}, then {@link #next} is called until it finds nothing, and each frame is
 * looked at where it is. Holds one frame of the largest size and nothing else. Any bytes are a frame, a counted fault or
 * nothing; for one thread.
 *
 * <p>A start byte that turns out to be none, by its length, by the check characters or because the line fell silent, is
 * noise: the search goes on one byte behind it, so that it hides no frame that follows.
 */
public final class FrameDecoder {

    /** What was found. */
    public enum Found {
        /** Nothing more in what was received. */
        NOTHING,
        /** A frame that can be used. */
        FRAME,
        /** A frame for us that cannot be used; its fault tells why. It may be answered, never carried out. */
        FAULTY
    }

    /** Hears of what belongs to no frame that was found. */
    public interface Waste {
        /**
         * Bytes are passed over for good. Mark bytes alone are not told, nor frames for somebody else, nor what was found as a faulty frame.
         *
         * @param bytes where they are, valid during the call only
         * @param at index of the first
         * @param length how many
         */
        void passed(byte[] bytes, int at, int length);
    }

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final Frame frame = new Frame();
    private final FrameCounters counters = new FrameCounters();
    private AddressFilter filter = AddressFilter.EVERYTHING;
    private Waste waste = (all, first, length) -> {};
    private int at;
    /** What is before was found already, as a faulty frame. */
    private int foundUntil;

    private boolean silent;

    /**
     * Finds frames.
     *
     * @param largest size of the largest frame taken, 128 to 1440; a longer one is noise
     */
    public FrameDecoder(int largest) {
        if (largest < Layout.LEAST_RECEIVED || largest > Layout.LARGEST) {
            throw new IllegalArgumentException("no receiver takes frames of at most " + largest + " bytes");
        }
        bytes = new byte[largest];
        buffer = ByteBuffer.wrap(bytes);
    }

    /**
     * Looks at other frames from now on.
     *
     * @param wanted whose
     */
    public void filter(AddressFilter wanted) {
        filter = wanted;
    }

    /**
     * Tells somebody what belongs to no frame, in order with the frames, from now on.
     *
     * @param whose hears it
     */
    public void waste(Waste whose) {
        waste = whose;
    }

    /**
     * What was seen.
     *
     * @return the counters, which go on counting
     */
    public FrameCounters counters() {
        return counters;
    }

    /**
     * The frame that was found.
     *
     * @return a view, valid until {@link #next}, {@link #space} or {@link #take} is called
     */
    public Frame frame() {
        return frame;
    }

    /**
     * Where to receive. There is room unless {@link #next} was not called until it found nothing.
     *
     * @return the receive buffer; what is put there at its position is looked at next
     */
    public ByteBuffer space() {
        if (silent) {
            throw new IllegalStateException("what was received before the silence was not looked at");
        }
        int end = buffer.position();
        if (at == end) {
            buffer.clear();
            moved();
        } else if (at > 0) {
            System.arraycopy(bytes, at, bytes, 0, end - at);
            buffer.position(end - at);
            moved();
        }
        return buffer;
    }

    private void moved() {
        foundUntil = Math.max(0, foundUntil - at);
        at = 0;
    }

    /**
     * Takes received bytes, as many as there is room for.
     *
     * @param received the bytes
     * @return how many were taken
     */
    public int take(ByteBuffer received) {
        ByteBuffer space = space();
        int taken = Math.min(space.remaining(), received.remaining());
        int limit = received.limit();
        received.limit(received.position() + taken);
        space.put(received);
        received.limit(limit);
        return taken;
    }

    /**
     * The line was silent for longer than the inter-character time-out: what is incomplete stays so. Call {@link #next}
     * until it finds nothing before more is received.
     */
    public void silence() {
        silent = true;
    }

    /**
     * Looks for the next frame.
     *
     * @return what was found
     */
    public Found next() {
        while (toStart()) {
            int rest = buffer.position() - at;
            int length = rest < Layout.HEADER ? 0 : length();
            if (rest >= Layout.HEADER && isImpossible(length)) {
                counters.falseStarts++;
                counters.oversized += length > bytes.length && isForUs() ? 1 : 0;
                pass(1);
            } else if (rest < Layout.HEADER || rest < length) {
                if (!silent) {
                    return Found.NOTHING;
                }
                drop(rest);
            } else if (!isForUs()) {
                counters.skipped++;
                at += length;
            } else {
                return found(length);
            }
        }
        silent = false;
        return Found.NOTHING;
    }

    /** Goes to the next start byte. */
    private boolean toStart() {
        int end = buffer.position();
        int start = at;
        long noise = counters.noise;
        while (start < end && bytes[start] != Layout.SOM) {
            if (bytes[start] == (byte) Layout.MARK) {
                counters.marks++;
            } else {
                counters.noise++;
            }
            start++;
        }
        if (counters.noise > noise) {
            pass(start - at);
        }
        at = start;
        return at < end;
    }

    private void pass(int count) {
        int from = Math.max(at, foundUntil);
        at += count;
        if (at > from) {
            waste.passed(bytes, from, at - from);
        }
    }

    private int length() {
        return (bytes[at + Layout.LENGTH] & 0xFF) | (bytes[at + Layout.LENGTH + 1] & 0xFF) << 8;
    }

    private boolean isImpossible(int length) {
        boolean crc = (bytes[at + Layout.CONTROL] & Layout.CONTROL_CRC) != 0;
        return length < Layout.smallest(crc) || length > bytes.length;
    }

    private boolean isForUs() {
        return filter.takes(bytes[at + Layout.ADDRESS] & 0xFF);
    }

    /** The line fell silent inside a frame: somebody else's is gone as a whole, ours may never have been one. */
    private void drop(int rest) {
        counters.truncated++;
        pass(rest >= Layout.HEADER && !isForUs() ? rest : 1);
    }

    private Found found(int length) {
        frame.set(bytes, at, length);
        switch (frame.fault()) {
            case NONE -> {
                counters.frames++;
                at += length;
                return Found.FRAME;
            }
            case CHECK -> {
                counters.checkFailures++;
                foundUntil = Math.max(foundUntil, at + length);
                at++;
                return Found.FAULTY;
            }
            default -> {
                counters.blockFaults++;
                at += length;
                return Found.FAULTY;
            }
        }
    }
}
