package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A manufacturer's status (OSDP v2.2, MFGSTATR; 1 byte, libosdp takes any number; deprecated).
 *
 * @param data as the manufacturer has it; nothing says whose it is
 */
public record ManufacturerStatus(Octets data) implements Reply {
    @Override
    public int code() {
        return ReplyCode.MFGSTATR;
    }
}
