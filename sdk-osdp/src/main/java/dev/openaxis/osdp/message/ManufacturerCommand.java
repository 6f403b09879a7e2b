package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A manufacturer's own command (OSDP v2.2, MFG; 3 bytes and more).
 *
 * @param vendor whose
 * @param data as the manufacturer has it
 */
public record ManufacturerCommand(Oui vendor, Octets data) implements Command {
    @Override
    public int code() {
        return CommandCode.MFG;
    }
}
