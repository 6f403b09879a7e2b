package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Gives the device a new base key (OSDP v2.2, KEYSET; 18 bytes). It is sent encrypted only. Any 16 bytes can be on the
 * wire; whether they make a good key is told by {@code Scbk}.
 *
 * @param key 16 bytes, never shown
 */
public record KeySet(Octets key) implements Command {
    /** Refuses what the wire cannot carry. */
    public KeySet {
        Wire.size("key", key, 16);
    }

    @Override
    public int code() {
        return CommandCode.KEYSET;
    }

    @Override
    public String toString() {
        return "KeySet[key hidden]";
    }
}
