package dev.openaxis.osdp.message;

/**
 * How a biometric scan ended (OSDP v2.2, BIOREADR and BIOMATCHR).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record BiometricStatus(int code) {
    /** A template was taken. */
    public static final BiometricStatus SUCCESS = new BiometricStatus(0);

    /** Nobody came. */
    public static final BiometricStatus TIMEOUT = new BiometricStatus(1);

    /** It failed. */
    public static final BiometricStatus ERROR = new BiometricStatus(255);

    /** Refuses what the wire cannot carry. */
    public BiometricStatus {
        Wire.u8("BiometricStatus", code);
    }

    @Override
    public String toString() {
        return code == 255 ? "ERROR" : Wire.name(code, "SUCCESS", "TIMEOUT");
    }
}
