package dev.openaxis.osdp.message;

/**
 * How well a scan matched (OSDP v2.2, BIOMATCHR; 3 bytes).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param status how it ended
 * @param score 0 to 255, 0 no match, 255 the best
 */
public record BiometricMatchResult(int reader, BiometricStatus status, int score) implements Reply {
    /** Refuses what the wire cannot carry. */
    public BiometricMatchResult {
        Wire.u8("reader", reader);
        Wire.u8("score", score);
    }

    @Override
    public int code() {
        return ReplyCode.BIOMATCHR;
    }
}
