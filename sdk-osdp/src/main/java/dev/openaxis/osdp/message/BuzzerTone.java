package dev.openaxis.osdp.message;

/**
 * Tone of a sounder (OSDP v2.2, BUZ); 3 and above are the manufacturer's.
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record BuzzerTone(int code) {
    /** No tone; obsolete, use {@link #OFF}. */
    public static final BuzzerTone NONE = new BuzzerTone(0);

    /** Silence. */
    public static final BuzzerTone OFF = new BuzzerTone(1);

    /** The device's tone. */
    public static final BuzzerTone DEFAULT = new BuzzerTone(2);

    /** Refuses what the wire cannot carry. */
    public BuzzerTone {
        Wire.u8("BuzzerTone", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "NONE", "OFF", "DEFAULT");
    }
}
