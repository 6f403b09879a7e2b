package dev.openaxis.osdp.message;

/**
 * Why a command was refused (OSDP v2.2, Table 47); 128 to 254 are private.
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record NakCode(int code) {
    /** No error. */
    public static final NakCode NO_ERROR = new NakCode(0);

    /** The check character was wrong. Some readers say it of a command they do not know. */
    public static final NakCode CHECK = new NakCode(1);

    /** Too many or too few bytes. */
    public static final NakCode LENGTH = new NakCode(2);

    /** The device does not do this. */
    public static final NakCode UNKNOWN_COMMAND = new NakCode(3);

    /** Not the sequence number that was expected. */
    public static final NakCode SEQUENCE = new NakCode(4);

    /** This security block is not taken. */
    public static final NakCode SECURITY_BLOCK = new NakCode(5);

    /** Not without a secure channel, or the channel is broken. */
    public static final NakCode SECURITY_CONDITIONS = new NakCode(6);

    /** This part of the body is not taken. */
    public static final NakCode BIOMETRIC_TYPE = new NakCode(7);

    /** This template format is not taken. */
    public static final NakCode BIOMETRIC_FORMAT = new NakCode(8);

    /** The contents cannot be done. */
    public static final NakCode RECORD = new NakCode(9);

    /** Refused, nothing said. */
    public static final NakCode GENERIC = new NakCode(255);

    /** Refuses what the wire cannot carry. */
    public NakCode {
        Wire.u8("NakCode", code);
    }

    @Override
    public String toString() {
        return code == 255
                ? "GENERIC"
                : Wire.name(
                        code,
                        "NO_ERROR",
                        "CHECK",
                        "LENGTH",
                        "UNKNOWN_COMMAND",
                        "SEQUENCE",
                        "SECURITY_BLOCK",
                        "SECURITY_CONDITIONS",
                        "BIOMETRIC_TYPE",
                        "BIOMETRIC_FORMAT",
                        "RECORD");
    }
}
