package dev.openaxis.osdp.message;

/**
 * Who the device is (OSDP v2.2, PDID; 12 bytes).
 *
 * @param vendor who made it
 * @param model 0 to 255
 * @param version of the model, 0 to 255
 * @param serial serial number, 0 to 4294967295
 * @param firmwareMajor 0 to 255
 * @param firmwareMinor 0 to 255
 * @param firmwareBuild 0 to 255
 */
public record PdIdentification(
        Oui vendor, int model, int version, long serial, int firmwareMajor, int firmwareMinor, int firmwareBuild)
        implements Reply {
    /** Refuses what the wire cannot carry. */
    public PdIdentification {
        Wire.u8("model", model);
        Wire.u8("version", version);
        Wire.u8("firmwareMajor", firmwareMajor);
        Wire.u8("firmwareMinor", firmwareMinor);
        Wire.u8("firmwareBuild", firmwareBuild);
        Wire.u32("serial", serial);
    }

    @Override
    public int code() {
        return ReplyCode.PDID;
    }

    /**
     * The firmware version as people write it.
     *
     * @return for example {@code 1.7.15}
     */
    public String firmware() {
        return firmwareMajor + "." + firmwareMinor + "." + firmwareBuild;
    }
}
