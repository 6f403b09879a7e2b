package dev.openaxis.osdp.peripheral;

/** What can be wrong with what arrives at a device; each is counted by itself. */
public enum PeripheralFault {
    /** The check characters are wrong. */
    CHECK,
    /** A security block that does not fit its type or the frame, or of an unknown type. */
    SECURITY_BLOCK,
    /** A security block with a MAC, and no room for one. */
    NO_MAC,
    /** Not the sequence number that was expected. */
    SEQUENCE,
    /** The MAC is wrong. */
    WRONG_MAC,
    /** The MAC is wrong, and that of an earlier command of this session: somebody recorded and repeats. Counted besides. */
    REPLAY,
    /** Encrypted data that is not whole blocks or has no padding. */
    CIPHER,
    /** A frame in clear ended the session. */
    CLEAR_IN_SESSION,
    /** A frame with a MAC, and no session. */
    NO_SESSION,
    /** A command that a device which requires security does not take in clear. */
    REFUSED_IN_CLEAR,
    /** A step of the handshake in no block of the handshake, or a key that everybody could read. */
    NOT_PROTECTED,
    /** A handshake with a key this device does not have or does not take now, or a step out of order. */
    HANDSHAKE,
    /** The panel's cryptogram is wrong: it has another key. */
    CRYPTOGRAM,
    /** A key that can be guessed, or of an unknown type. */
    KEY_REFUSED,
    /** A key that the host could not store. */
    KEY_NOT_STORED,
    /** A command of a wrong length. */
    LENGTH,
    /** A command whose contents contradict one another or cannot be done by this device. */
    CONTENT,
    /** A command this device does not know or does not do. */
    UNSUPPORTED,
    /** A part of a message that cannot follow what came before. */
    PART_ORDER,
    /** A message or a file of which parts are missing for good. */
    INCOMPLETE,
    /** A part of a file that cannot follow what came before. */
    FILE_ORDER,
    /** A reply that is larger than the frames the panel takes. */
    REPLY_TOO_LARGE,
    /** A report that was not delivered. */
    REPORT_DISCARDED,
    /** An exception of the host's own code. */
    HOST,
    /** A frame that was not complete when the line fell silent. */
    TRUNCATED,
    /** A start byte with an impossible or too large length behind it. */
    FRAME_LENGTH,
    /** A byte outside of frames. */
    NOISE
}
