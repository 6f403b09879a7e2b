package dev.openaxis.osdp.message;

/**
 * State of an input (OSDP v2.2, ISTATR); 2 to 5 from supervised inputs only, 128 to 255 are the manufacturer's.
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record InputState(int code) {
    /** Inactive. */
    public static final InputState INACTIVE = new InputState(0);

    /** Active. */
    public static final InputState ACTIVE = new InputState(1);

    /** The loop is shorted. */
    public static final InputState SHORT = new InputState(2);

    /** The loop is cut. */
    public static final InputState OPEN = new InputState(3);

    /** Another fault of the loop. */
    public static final InputState FAULT = new InputState(4);

    /** The device does not know. */
    public static final InputState UNKNOWN = new InputState(5);

    /** Refuses what the wire cannot carry. */
    public InputState {
        Wire.u8("InputState", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "INACTIVE", "ACTIVE", "SHORT", "OPEN", "FAULT", "UNKNOWN");
    }
}
