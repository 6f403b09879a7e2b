package dev.openaxis.osdp.message;

/**
 * Format of a biometric template (OSDP v2.2, BIOREAD).
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record BiometricFormat(int code) {
    /** The device's own. */
    public static final BiometricFormat UNSPECIFIED = new BiometricFormat(0);

    /** Raw fingerprint, PGM. */
    public static final BiometricFormat FINGERPRINT_IMAGE = new BiometricFormat(1);

    /** ANSI/INCITS 378 fingerprint template. */
    public static final BiometricFormat ANSI_378 = new BiometricFormat(2);

    /** Refuses what the wire cannot carry. */
    public BiometricFormat {
        Wire.u8("BiometricFormat", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "UNSPECIFIED", "FINGERPRINT_IMAGE", "ANSI_378");
    }
}
