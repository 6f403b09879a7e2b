package dev.openaxis.osdp.message;

/**
 * What to do with an output (OSDP v2.2, OUT).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record OutputAction(int code) {
    /** Leaves it. */
    public static final OutputAction NOTHING = new OutputAction(0);

    /** Off for good; ends a running timed operation. */
    public static final OutputAction OFF = new OutputAction(1);

    /** On for good; ends a running timed operation. */
    public static final OutputAction ON = new OutputAction(2);

    /** Off for good once a running timed operation has ended. */
    public static final OutputAction OFF_AFTERWARDS = new OutputAction(3);

    /** On for good once a running timed operation has ended. */
    public static final OutputAction ON_AFTERWARDS = new OutputAction(4);

    /** On for the time given, then back to the permanent state. */
    public static final OutputAction ON_FOR = new OutputAction(5);

    /** Off for the time given, then back to the permanent state. */
    public static final OutputAction OFF_FOR = new OutputAction(6);

    /** Refuses what the wire cannot carry. */
    public OutputAction {
        Wire.u8("OutputAction", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "NOTHING", "OFF", "ON", "OFF_AFTERWARDS", "ON_AFTERWARDS", "ON_FOR", "OFF_FOR");
    }
}
