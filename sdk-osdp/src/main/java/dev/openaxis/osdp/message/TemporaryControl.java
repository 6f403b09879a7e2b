package dev.openaxis.osdp.message;

/**
 * What to do with the temporary state of a light (OSDP v2.2, LED).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record TemporaryControl(int code) {
    /** Leaves it; the rest of this half is not looked at. */
    public static final TemporaryControl NOTHING = new TemporaryControl(0);

    /** Ends it and shows the permanent state. */
    public static final TemporaryControl CANCEL = new TemporaryControl(1);

    /** Sets it and starts its time. */
    public static final TemporaryControl SET = new TemporaryControl(2);

    /** Refuses what the wire cannot carry. */
    public TemporaryControl {
        Wire.u8("TemporaryControl", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "NOTHING", "CANCEL", "SET");
    }
}
