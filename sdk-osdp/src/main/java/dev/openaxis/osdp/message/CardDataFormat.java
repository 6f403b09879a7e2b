package dev.openaxis.osdp.message;

/**
 * What the bits of a card are said to be (OSDP v2.2, RAW). Readers often say {@link #BITS} of Wiegand data too.
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record CardDataFormat(int code) {
    /** Bits, nothing said. */
    public static final CardDataFormat BITS = new CardDataFormat(0);

    /** Wiegand data between its two parity bits. */
    public static final CardDataFormat WIEGAND = new CardDataFormat(1);

    /** The card's own number (v2.2.2). */
    public static final CardDataFormat UID = new CardDataFormat(2);

    /** OSS-SID (v2.2.2). */
    public static final CardDataFormat OSS_SID = new CardDataFormat(3);

    /** Refuses what the wire cannot carry. */
    public CardDataFormat {
        Wire.u8("CardDataFormat", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "BITS", "WIEGAND", "UID", "OSS_SID");
    }
}
