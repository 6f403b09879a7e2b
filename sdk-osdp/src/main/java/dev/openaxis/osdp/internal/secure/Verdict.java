package dev.openaxis.osdp.internal.secure;

/** What a frame is worth, in a session or outside of one (OSDP v2.2, Annex D). */
public enum Verdict {
    /** It can be used. */
    ACCEPTED(true),
    /** BUSY or NAK 1 in clear: the command was not carried out and is sent again as it was; nothing has moved. */
    NOT_CARRIED_OUT(false),
    /** Authentic, but a step of the handshake is not sent this way. A device refuses it with NAK 5. */
    HANDSHAKE_CODE(true),
    /** A key that everybody could read. A device refuses it. */
    KEY_NOT_ENCRYPTED(true),
    /** In clear although a session runs. */
    CLEAR(false),
    /** A block of the handshake although a session runs. For a device this is a new start. */
    HANDSHAKE_BLOCK(false),
    /** A block with a MAC although no session runs. */
    NO_SESSION(false),
    /** A block, or a frame, of the other direction. */
    DIRECTION(false),
    /** A reply, but nothing was asked. */
    NOT_ASKED(false),
    /** The MAC is wrong: changed, repeated, out of order or from somebody else. */
    MAC(false),
    /** Encrypted data that is not whole blocks. */
    CIPHER_LENGTH(false),
    /** Encrypted data without the mark at its end. */
    PADDING(false);

    private final boolean authentic;

    Verdict(boolean authentic) {
        this.authentic = authentic;
    }

    /**
     * In a session: whether the frame came from the other end in its turn, so that the chain goes on with it.
     *
     * @return false if the chain has not moved
     */
    public boolean isAuthentic() {
        return authentic;
    }
}
