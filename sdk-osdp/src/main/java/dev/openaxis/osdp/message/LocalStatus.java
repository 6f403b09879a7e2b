package dev.openaxis.osdp.message;

/**
 * Tamper and power (OSDP v2.2, LSTATR; 2 bytes).
 *
 * @param tamper 0 to 255, 0 is normal, 1 tampered with
 * @param power 0 to 255, 0 is normal, 1 a power failure
 */
public record LocalStatus(int tamper, int power) implements Reply {
    /** Refuses what the wire cannot carry. */
    public LocalStatus {
        Wire.u8("tamper", tamper);
        Wire.u8("power", power);
    }

    @Override
    public int code() {
        return ReplyCode.LSTATR;
    }

    /**
     * Whether somebody tampers with the device.
     *
     * @return true for anything but normal
     */
    public boolean isTampered() {
        return tamper != 0;
    }

    /**
     * Whether the device's power fails, or failed: many say so once after they started.
     *
     * @return true for anything but normal
     */
    public boolean isPowerFailing() {
        return power != 0;
    }
}
