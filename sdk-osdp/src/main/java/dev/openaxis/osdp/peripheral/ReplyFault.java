package dev.openaxis.osdp.peripheral;

/**
 * What can go wrong with a reply, on demand. Except for {@link #BUSY} the command was carried out before, and the right reply
 * is kept: the panel gets it when it repeats the command as it was.
 */
public enum ReplyFault {
    /** BUSY instead: the command is not carried out. */
    BUSY,
    /** Not sent. */
    LOST,
    /** Sent 300 ms late, when the panel does not wait any more. */
    LATE,
    /** Sent twice. */
    DUPLICATED,
    /** The last byte is missing. */
    TRUNCATED,
    /** Wrong check characters. */
    WRONG_CHECK,
    /** Another sequence number. */
    WRONG_SEQUENCE,
    /** Sequence number 0: the device asks for a restart. */
    SEQUENCE_ZERO,
    /** Another device's address. */
    WRONG_ADDRESS,
    /** A wrong MAC; waits for a reply that has one. */
    WRONG_MAC,
    /** A wrong cryptogram in CCRYPT; waits for that. */
    WRONG_CRYPTOGRAM,
    /** A wrong R-MAC-I in RMAC_I; waits for that. */
    WRONG_INITIAL_MAC
}
