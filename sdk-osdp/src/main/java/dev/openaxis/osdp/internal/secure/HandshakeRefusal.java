package dev.openaxis.osdp.internal.secure;

import dev.openaxis.osdp.message.NakCode;

/** Why a handshake ended without a session. */
public enum HandshakeRefusal {
    /** The frame is not the next step. */
    OUT_OF_ORDER,
    /** The step came without the security block it has to be in. */
    SECURITY_BLOCK,
    /** The step is not of the length it has to be. */
    LENGTH,
    /** The device refused the step with a NAK. */
    NAK,
    /** The other key than the one that was asked for, or one nobody knows. */
    SELECTOR,
    /** The device has no key, or not the one asked for. */
    NO_SUCH_KEY,
    /** The other end holds another key. */
    WRONG_KEY,
    /** The device holds a key of zeros, as libosdp devices without a key do in install mode. */
    ZERO_KEY,
    /** The device says that the panel holds another key. */
    CRYPTOGRAM_REFUSED,
    /** The device holds the key, and yet another first MAC. */
    INITIAL_MAC;

    /**
     * How a device refuses a step, unless it was the server cryptogram: that is refused by RMAC_I.
     *
     * @return the reason of the NAK
     */
    public NakCode nak() {
        return switch (this) {
            case LENGTH -> NakCode.LENGTH;
            case WRONG_KEY, ZERO_KEY, CRYPTOGRAM_REFUSED, INITIAL_MAC -> NakCode.SECURITY_CONDITIONS;
            case OUT_OF_ORDER, SECURITY_BLOCK, NAK, SELECTOR, NO_SUCH_KEY -> NakCode.SECURITY_BLOCK;
        };
    }
}
