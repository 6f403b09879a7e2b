package dev.openaxis.osdp.message;

/**
 * State of an output (OSDP v2.2, OSTATR).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record OutputState(int code) {
    /** Inactive. */
    public static final OutputState INACTIVE = new OutputState(0);

    /** Active. */
    public static final OutputState ACTIVE = new OutputState(1);

    /** Refuses what the wire cannot carry. */
    public OutputState {
        Wire.u8("OutputState", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "INACTIVE", "ACTIVE");
    }
}
