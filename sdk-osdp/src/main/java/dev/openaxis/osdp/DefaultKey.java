package dev.openaxis.osdp;

/**
 * SCBK-D, the key that every device is delivered with and everybody knows (OSDP v2.2, Annex D). A channel with it hides
 * nothing from who listens; it is for the moment in which an operator gives a device its own key, and for nothing else.
 */
public final class DefaultKey implements BaseKey {
    private static final DefaultKey KEY = new DefaultKey();

    private DefaultKey() {}

    /**
     * The key, for who knows that it protects nothing.
     *
     * @return SCBK-D
     */
    public static DefaultKey forCommissioningOnly() {
        return KEY;
    }

    @Override
    public String toString() {
        return "SCBK-D";
    }
}
