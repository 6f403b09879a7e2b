package dev.openaxis.osdp.message;

/**
 * How a text is shown (OSDP v2.2, TEXT).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record TextMode(int code) {
    /** Until another text comes, on one row. */
    public static final TextMode PERMANENT = new TextMode(1);

    /** Until another text comes, going on in the next row. */
    public static final TextMode PERMANENT_WRAPPED = new TextMode(2);

    /** For the time given, on one row. */
    public static final TextMode TEMPORARY = new TextMode(3);

    /** For the time given, going on in the next row. */
    public static final TextMode TEMPORARY_WRAPPED = new TextMode(4);

    /** Refuses what the wire cannot carry. */
    public TextMode {
        Wire.u8("TextMode", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "", "PERMANENT", "PERMANENT_WRAPPED", "TEMPORARY", "TEMPORARY_WRAPPED");
    }
}
