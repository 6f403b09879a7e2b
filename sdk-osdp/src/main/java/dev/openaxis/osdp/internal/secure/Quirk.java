package dev.openaxis.osdp.internal.secure;

/** Something the standard does not have and devices do; taken, never sent. */
public enum Quirk {
    /** A block for encrypted data, and no data. */
    EMPTY_CIPHER,
    /** Encrypted data of which nothing is left without the padding. */
    ONLY_PADDING,
    /** Data under a MAC that everybody could read. */
    READABLE_DATA,
    /** The command's block on a status reply, with readable data (libosdp). */
    COMMAND_BLOCK
}
