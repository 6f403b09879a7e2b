package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.card.CardBits;

/**
 * A card was read (OSDP v2.2, RAW; 4 bytes and the bits).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param format what the device says the bits are
 * @param bitCount how many bits, 0 to 65535
 * @param data the bits, the first is the highest of the first byte; as many bytes as the bits fill. What is left of
 * the last one should be 0, and is garbage with bad readers
 */
public record RawCardData(int reader, CardDataFormat format, int bitCount, Octets data) implements Reply {
    /** Refuses what the wire cannot carry. */
    public RawCardData {
        Wire.u8("reader", reader);
        Wire.u16("bitCount", bitCount);
        Wire.size("data", data, (bitCount + 7) / 8);
    }

    @Override
    public int code() {
        return ReplyCode.RAW;
    }

    /**
     * The bits, for a {@link dev.openaxis.osdp.card.CardFormat}.
     *
     * @return exactly as many as were announced
     */
    public CardBits bits() {
        return CardBits.of(data.toArray(), bitCount);
    }

    @Override
    public String toString() {
        return "RawCardData[reader=" + reader + ", format=" + format + ", bitCount=" + bitCount + "]";
    }
}
