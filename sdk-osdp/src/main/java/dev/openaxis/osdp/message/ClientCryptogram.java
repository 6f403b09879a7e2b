package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Second step of the handshake (OSDP v2.2, CCRYPT; 32 bytes), in a security block of type 12.
 *
 * @param clientId cUID, 8 bytes; compare with the last one and alarm on a change
 * @param randomB RND.B, 8 bytes
 * @param cryptogram 16 bytes
 */
public record ClientCryptogram(Octets clientId, Octets randomB, Octets cryptogram) implements Reply {
    /** Refuses what the wire cannot carry. */
    public ClientCryptogram {
        Wire.size("clientId", clientId, 8);
        Wire.size("randomB", randomB, 8);
        Wire.size("cryptogram", cryptogram, 16);
    }

    @Override
    public int code() {
        return ReplyCode.CCRYPT;
    }
}
