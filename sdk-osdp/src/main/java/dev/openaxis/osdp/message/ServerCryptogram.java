package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Third step of the handshake (OSDP v2.2, SCRYPT; 16 bytes), in a security block of type 13.
 *
 * @param cryptogram 16 bytes
 */
public record ServerCryptogram(Octets cryptogram) implements Command {
    /** Refuses what the wire cannot carry. */
    public ServerCryptogram {
        Wire.size("cryptogram", cryptogram, 16);
    }

    @Override
    public int code() {
        return CommandCode.SCRYPT;
    }
}
