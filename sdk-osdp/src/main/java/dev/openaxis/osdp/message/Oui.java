package dev.openaxis.osdp.message;

/**
 * A manufacturer: three octets of its IEEE number, in the order they are sent.
 *
 * @param value 0 to 0xFFFFFF, the octet sent first is the highest
 */
public record Oui(int value) {
    /** Refuses what the wire cannot carry. */
    public Oui {
        Wire.u24("vendor", value);
    }

    @Override
    public String toString() {
        return String.format("%02X-%02X-%02X", value >> 16, value >> 8 & 0xFF, value & 0xFF);
    }
}
