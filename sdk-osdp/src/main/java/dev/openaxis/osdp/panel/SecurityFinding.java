package dev.openaxis.osdp.panel;

/**
 * A device that is less secure than it could be.
 *
 * @param peripheral which
 * @param kind what is wrong
 * @param words for people, without secrets
 */
public record SecurityFinding(String peripheral, Kind kind, String words) {

    /** What can be wrong. */
    public enum Kind {
        /** There is no key for it; it is not used. */
        NO_KEY,
        /** It is used in clear. */
        UNSECURED,
        /** An install mode is open: it would be given a key over a channel everybody can read. */
        INSTALL_MODE,
        /**
         * It has a key that can be guessed ({@link dev.openaxis.osdp.Scbk#isWeak}): the key store has it, and it is not used; or the device
         * proves a key of zeros.
         */
        WEAK_KEY,
        /**
         * Its key is made of the master key that the panel takes over devices of: whoever knows that one can pass for the device until the
         * key is rotated. Only known while the panel is started with the master key.
         */
        MASTER_KEY,
        /** It has taken the default key, which everybody knows, when it was last tried, by a search too, and was given no first key since. */
        ACCEPTS_DEFAULT_KEY,
        /** It proves none of the keys there are. */
        KEY_MISMATCH,
        /** A change of its key was begun and not ended. */
        ROTATION_UNFINISHED
    }
}
