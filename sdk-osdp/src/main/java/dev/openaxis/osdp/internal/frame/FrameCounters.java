package dev.openaxis.osdp.internal.frame;

/** What a decoder saw, each cause by itself. Read on the thread that decodes. */
public final class FrameCounters {
    long frames;
    long marks;
    long noise;
    long falseStarts;
    long oversized;
    long truncated;
    long skipped;
    long checkFailures;
    long blockFaults;

    FrameCounters() {}

    /**
     * Frames that can be used.
     *
     * @return how many
     */
    public long frames() {
        return frames;
    }

    /**
     * Mark bytes outside of frames.
     *
     * @return how many
     */
    public long marks() {
        return marks;
    }

    /**
     * Other bytes outside of frames.
     *
     * @return how many
     */
    public long noise() {
        return noise;
    }

    /**
     * Start bytes with an impossible length behind them.
     *
     * @return how many
     */
    public long falseStarts() {
        return falseStarts;
    }

    /**
     * Of them those for us whose length is larger than a frame can be.
     *
     * @return how many
     */
    public long oversized() {
        return oversized;
    }

    /**
     * Frames that were not complete when the line fell silent.
     *
     * @return how many
     */
    public long truncated() {
        return truncated;
    }

    /**
     * Frames for or from others.
     *
     * @return how many
     */
    public long skipped() {
        return skipped;
    }

    /**
     * Frames with wrong check characters.
     *
     * @return how many
     */
    public long checkFailures() {
        return checkFailures;
    }

    /**
     * Frames with right check characters and an impossible security block.
     *
     * @return how many
     */
    public long blockFaults() {
        return blockFaults;
    }
}
