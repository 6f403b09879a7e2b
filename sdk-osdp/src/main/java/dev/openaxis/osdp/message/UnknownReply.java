package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A reply whose contents the standard does not say, or no longer.
 *
 * @param code 0 to 255
 * @param data what came after the code
 */
public record UnknownReply(int code, Octets data) implements Reply {
    /** Refuses what the wire cannot carry. */
    public UnknownReply {
        Wire.u8("code", code);
        if (ReplyCode.hasLayout(code)) {
            throw new IllegalArgumentException(ReplyCode.name(code) + " has a record of its own");
        }
    }

    @Override
    public String toString() {
        return "UnknownReply[" + ReplyCode.name(code) + ", " + data.length() + " bytes]";
    }
}
