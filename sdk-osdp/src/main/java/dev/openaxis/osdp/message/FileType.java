package dev.openaxis.osdp.message;

/**
 * What a file is for (OSDP v2.2, FILETRANSFER); 128 to 255 are private.
 *
 * @param code as on the wire, 0 to 255; codes that nobody named are kept
 */
public record FileType(int code) {
    /** Firmware, configuration: the device knows. */
    public static final FileType OPAQUE = new FileType(1);

    /** The template of the next BIOMATCH. */
    public static final FileType BIOMETRIC_TEMPLATE = new FileType(2);

    /** Something to show. */
    public static final FileType DISPLAY = new FileType(3);

    /** Refuses what the wire cannot carry. */
    public FileType {
        Wire.u8("FileType", code);
    }

    @Override
    public String toString() {
        return Wire.name(code, "", "OPAQUE", "BIOMETRIC_TEMPLATE", "DISPLAY");
    }
}
