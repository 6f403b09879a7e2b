package dev.openaxis.osdp.message;

/**
 * Colour of a light (OSDP v2.2, LED). A device shows the nearest it has, or refuses.
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record LedColor(int code) {
    /** Off. */
    public static final LedColor BLACK = new LedColor(0);

    /** Red. */
    public static final LedColor RED = new LedColor(1);

    /** Green. */
    public static final LedColor GREEN = new LedColor(2);

    /** Amber. */
    public static final LedColor AMBER = new LedColor(3);

    /** Blue. */
    public static final LedColor BLUE = new LedColor(4);

    /** Magenta. */
    public static final LedColor MAGENTA = new LedColor(5);

    /** Cyan. */
    public static final LedColor CYAN = new LedColor(6);

    /** White. */
    public static final LedColor WHITE = new LedColor(7);

    /** Refuses what the wire cannot carry. */
    public LedColor {
        Wire.u8("LedColor", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "BLACK", "RED", "GREEN", "AMBER", "BLUE", "MAGENTA", "CYAN", "WHITE");
    }
}
