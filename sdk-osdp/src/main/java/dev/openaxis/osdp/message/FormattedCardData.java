package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A card was read, as characters (OSDP v2.2, FMT; 3 bytes and the characters; deprecated and under-specified: for
 * display only).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param direction 0 to 255; sources differ whether forward is 0 or 1
 * @param characters 0 to 255 bytes
 */
public record FormattedCardData(int reader, int direction, Octets characters) implements Reply {
    /** Refuses what the wire cannot carry. */
    public FormattedCardData {
        Wire.u8("reader", reader);
        Wire.u8("direction", direction);
        Wire.atMost("characters", characters, Wire.U8);
    }

    @Override
    public int code() {
        return ReplyCode.FMT;
    }
}
