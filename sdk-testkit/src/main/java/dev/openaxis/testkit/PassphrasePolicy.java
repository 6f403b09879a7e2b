package dev.openaxis.testkit;

/**
 * What a device of AXIS OS 12 asks of new passwords, as {@code passphrasepolicy} of {@code systemready} tells it
 * (reference 01 sections 7.1 and 10.3, recorded and observed).
 */
public enum PassphrasePolicy {
    /** No rule besides 1 to 64 printable ASCII characters. */
    NONE("none"),
    /** At least 15 characters. */
    LENGTH("length"),
    /** At least 12 characters with an upper-case and a lower-case letter, a digit and a special character. */
    COMPLEX("complex");

    private final String wire;

    PassphrasePolicy(String wire) {
        this.wire = wire;
    }

    /**
     * The word used on the wire.
     *
     * @return {@code none}, {@code length} or {@code complex}
     */
    public String wire() {
        return wire;
    }
}
