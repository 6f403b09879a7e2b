package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A command whose contents are not what its code says. What was received is kept, so that it can be shown, counted and
 * answered.
 *
 * @param code a code of {@link CommandCode}, 0 to 255
 * @param data what came after the code
 * @param fault what is wrong
 * @param reason the same for people
 */
public record MalformedCommand(int code, Octets data, Fault fault, String reason) implements Command {
    /** Refuses what the wire cannot carry. */
    public MalformedCommand {
        Wire.u8("code", code);
        if (!CommandCode.hasLayout(code)) {
            throw new IllegalArgumentException(CommandCode.name(code) + " has no layout to be broken");
        }
    }

    @Override
    public String toString() {
        return "MalformedCommand[" + CommandCode.name(code) + ", " + data.length() + " bytes, " + reason + "]";
    }
}
