package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * First step of the handshake (OSDP v2.2, CHLNG; 8 bytes), in a security block of type 11.
 *
 * @param randomA RND.A, 8 bytes
 */
public record Challenge(Octets randomA) implements Command {
    /** Refuses what the wire cannot carry. */
    public Challenge {
        Wire.size("randomA", randomA, 8);
    }

    @Override
    public int code() {
        return CommandCode.CHLNG;
    }
}
