package dev.openaxis.osdp.message;

/**
 * Where a device is found on a line.
 *
 * @param address address, 0 to 255 on the wire; a device has 0 to 126
 * @param baudRate bits per second, 0 to 4294967295; lines run at 9600, 19200, 38400, 57600, 115200 or 230400
 */
public record CommunicationSettings(int address, long baudRate) {
    /** Refuses what the wire cannot carry. */
    public CommunicationSettings {
        Wire.u8("address", address);
        Wire.u32("baudRate", baudRate);
    }
}
