package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A command whose contents the standard does not say, or no longer.
 *
 * @param code 0 to 255
 * @param data what came after the code
 */
public record UnknownCommand(int code, Octets data) implements Command {
    /** Refuses what the wire cannot carry. */
    public UnknownCommand {
        Wire.u8("code", code);
        if (CommandCode.hasLayout(code)) {
            throw new IllegalArgumentException(CommandCode.name(code) + " has a record of its own");
        }
    }

    @Override
    public String toString() {
        return "UnknownCommand[" + CommandCode.name(code) + ", " + data.length() + " bytes]";
    }
}
