package dev.openaxis.osdp.internal.frame;

/** Why a frame that is for us cannot be used. */
public enum FrameFault {
    /** Nothing. */
    NONE,
    /** The check characters are wrong. */
    CHECK,
    /** The security block is too short for its type, or ends outside the frame. */
    BLOCK_LENGTH,
    /** No such security block is known. */
    BLOCK_TYPE,
    /** There is no room for the code after the security block. */
    NO_CODE,
    /** There is no room for the MAC that the security block announces. */
    NO_MAC
}
