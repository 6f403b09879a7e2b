package dev.openaxis.osdp.message;

import dev.openaxis.core.Octets;

/**
 * Keys were pressed (OSDP v2.2, KEYPAD; 2 bytes and the keys). They may be a PIN.
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param keys 0 to 255 key codes, see {@link dev.openaxis.osdp.card.KeypadKey}
 */
public record Keypad(int reader, Octets keys) implements Reply {
    /** Refuses what the wire cannot carry. */
    public Keypad {
        Wire.u8("reader", reader);
        Wire.atMost("keys", keys, Wire.U8);
    }

    @Override
    public int code() {
        return ReplyCode.KEYPAD;
    }
}
