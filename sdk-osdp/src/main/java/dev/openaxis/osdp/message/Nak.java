package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Refused (OSDP v2.2, NAK; 1 byte and details).
 *
 * @param reason why
 * @param detail what the device adds, mostly nothing
 */
public record Nak(NakCode reason, Octets detail) implements Reply {
    @Override
    public int code() {
        return ReplyCode.NAK;
    }

    /**
     * Refused, nothing added.
     *
     * @param reason why
     * @return the reply
     */
    public static Nak of(NakCode reason) {
        return new Nak(reason, Octets.EMPTY);
    }
}
