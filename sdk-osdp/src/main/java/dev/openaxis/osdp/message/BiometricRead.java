package dev.openaxis.osdp.message;

/**
 * Scans a part of the body (OSDP v2.2, BIOREAD; 4 bytes); answered now or later by {@link BiometricTemplate}.
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param type what to scan
 * @param format what to make of it
 * @param quality quality at least, 0 to 255
 */
public record BiometricRead(int reader, BiometricType type, BiometricFormat format, int quality) implements Command {
    /** Refuses what the wire cannot carry. */
    public BiometricRead {
        Wire.u8("reader", reader);
        Wire.u8("quality", quality);
    }

    @Override
    public int code() {
        return CommandCode.BIOREAD;
    }
}
