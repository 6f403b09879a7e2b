package dev.openaxis.osdp.message;

/** Why contents are not what their code says. */
public enum Fault {
    /** Too many or too few bytes. */
    LENGTH,
    /** Bytes that contradict one another or the standard. */
    CONTENT;

    /**
     * How a device refuses a command with this fault.
     *
     * @return the reason of the {@link Nak}
     */
    public NakCode nak() {
        return this == LENGTH ? NakCode.LENGTH : NakCode.RECORD;
    }
}
