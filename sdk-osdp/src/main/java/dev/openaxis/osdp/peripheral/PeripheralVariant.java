package dev.openaxis.osdp.peripheral;

/**
 * How a device reads what the standard leaves open or its sources tell in different ways, and what real devices do against it.
 * A panel has to live with each of them, or refuse it knowingly. Without any, a device does what the sources recommend.
 */
public enum PeripheralVariant {
    /** Only sequence number 0 is taken after a start; others are refused with NAK 4. */
    STRICT_FIRST_SEQUENCE,
    /** The same sequence number and command code are taken for a retransmission, whatever the other bytes (libosdp). */
    SAME_CODE_IS_REPETITION,
    /** Nothing is said to wrong check characters, instead of NAK 1. */
    SILENT_ON_WRONG_CHECK,
    /** A wrong frame for somebody else ends the own session (libosdp, which looks at the check characters first). */
    SESSION_ENDS_ON_FOREIGN_ERROR,
    /** BUSY carries the command's sequence number instead of 0. */
    BUSY_WITH_SEQUENCE,
    /** NAK carries a detail byte: the command's code. */
    NAK_WITH_DETAIL,
    /** A wrong server cryptogram is refused with NAK 5 (libosdp, OSDP.Net) instead of RMAC_I. */
    NAK_FOR_WRONG_CRYPTOGRAM,
    /** A key that is not there is refused with NAK 6 instead of NAK 5. */
    NAK_6_FOR_MISSING_KEY,
    /** RMAC_I comes in a block of type 12 instead of 14 (old OSDP.Net). */
    INITIAL_MAC_IN_OLD_BLOCK,
    /** Who asks for SCBK-D gets CCRYPT with the own key and its selector (libosdp outside of install mode). */
    OWN_KEY_FOR_DEFAULT_KEY,
    /** In install mode and without a key of its own, the device takes a key of zeros (libosdp). */
    ZERO_KEY_WITHOUT_KEY,
    /** The session ends after KEYSET was acknowledged (libosdp), also one with the own key. */
    SESSION_ENDS_AFTER_KEYSET,
    /** The session goes on after KEYSET (OSDP-Embedded), also one with SCBK-D. */
    SESSION_CONTINUES_AFTER_KEYSET,
    /** The session ends at KEYSET, which is acknowledged in clear (HID). */
    CLEAR_ACK_TO_KEYSET,
    /** Status that was asked for comes in the block of commands, with readable data (libosdp); reports do not. */
    COMMAND_BLOCK_ON_STATUS,
    /** Replies in a session have readable data under their MAC (SCS_16 with data, which the standard allows). */
    READABLE_REPLIES,
    /** Replies without data come in the block for encrypted data (SCS_18). */
    EMPTY_ENCRYPTED_REPLIES,
    /** The capabilities say that there is no secure channel, as somebody on the line would change them. */
    DOWNGRADED_CAPABILITIES,
    /** COMSET is taken in clear although the device has its key and requires security, as the standard allows. */
    CLEAR_COMSET_WHEN_PAIRED,
    /** COMSET to values that are not supported is refused with NAK 9 instead of answered with the present ones. */
    NAK_FOR_UNSUPPORTED_COMSET,
    /** OUT is answered with ACK instead of the states of all outputs. */
    ACK_TO_OUT,
    /** The extended identification is refused with NAK 3 where there is none, instead of answered with the short one. */
    NAK_FOR_EXTENDED_ID,
    /** Unknown and unsupported commands are refused with NAK 1 instead of NAK 3 (seen for XWR). */
    NAK_1_FOR_UNSUPPORTED,
    /** A gap in a file is refused with NAK 9 instead of a status of -3. */
    NAK_FOR_FILE_GAP,
    /** The first report after a start tells of a power failure (libosdp-conformance). */
    REPORTS_POWER_AT_START
}
