package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A manufacturer's own reply (OSDP v2.2, MFGREP; 3 bytes and more).
 *
 * @param vendor whose
 * @param data as the manufacturer has it
 */
public record ManufacturerReply(Oui vendor, Octets data) implements Reply {
    @Override
    public int code() {
        return ReplyCode.MFGREP;
    }
}
