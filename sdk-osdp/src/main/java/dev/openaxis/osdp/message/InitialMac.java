package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Fourth step of the handshake (OSDP v2.2, RMAC_I; 16 bytes), in a security block of type 14.
 *
 * @param mac R-MAC-I, 16 bytes
 */
public record InitialMac(Octets mac) implements Reply {
    /** Refuses what the wire cannot carry. */
    public InitialMac {
        Wire.size("mac", mac, 16);
    }

    @Override
    public int code() {
        return ReplyCode.RMAC_I;
    }
}
