package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * A reply whose contents are not what its code says. What was received is kept, so that it can be shown, counted and
 * answered.
 *
 * @param code a code of {@link ReplyCode}, 0 to 255
 * @param data what came after the code
 * @param fault what is wrong
 * @param reason the same for people
 */
public record MalformedReply(int code, Octets data, Fault fault, String reason) implements Reply {
    /** Refuses what the wire cannot carry. */
    public MalformedReply {
        Wire.u8("code", code);
        if (!ReplyCode.hasLayout(code)) {
            throw new IllegalArgumentException(ReplyCode.name(code) + " has no layout to be broken");
        }
    }

    @Override
    public String toString() {
        return "MalformedReply[" + ReplyCode.name(code) + ", " + data.length() + " bytes, " + reason + "]";
    }
}
