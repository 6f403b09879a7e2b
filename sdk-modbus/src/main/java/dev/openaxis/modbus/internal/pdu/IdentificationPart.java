package dev.openaxis.modbus.internal.pdu;

import dev.openaxis.modbus.DeviceIdentification;

/**
 * What a unit has said about itself so far.
 *
 * @param all everything up to now
 * @param next the object to go on with, or {@link #END}
 */
public record IdentificationPart(DeviceIdentification all, int next) {
    /** There is no more. */
    public static final int END = -1;
}
