package dev.openaxis.osdp.message;

/**
 * State of an attached reader (OSDP v2.2, RSTATR).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record ReaderState(int code) {
    /** Normal. */
    public static final ReaderState NORMAL = new ReaderState(0);

    /** Not connected. */
    public static final ReaderState NOT_CONNECTED = new ReaderState(1);

    /** Tampered with. */
    public static final ReaderState TAMPERED = new ReaderState(2);

    /** Refuses what the wire cannot carry. */
    public ReaderState {
        Wire.u8("ReaderState", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "NORMAL", "NOT_CONNECTED", "TAMPERED");
    }
}
