package dev.openaxis.osdp.message;

/**
 * What to do with the permanent state of a light (OSDP v2.2, LED).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record PermanentControl(int code) {
    /** Leaves it; the rest of this half is not looked at. */
    public static final PermanentControl NOTHING = new PermanentControl(0);

    /** Sets it. */
    public static final PermanentControl SET = new PermanentControl(1);

    /** Refuses what the wire cannot carry. */
    public PermanentControl {
        Wire.u8("PermanentControl", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "NOTHING", "SET");
    }
}
