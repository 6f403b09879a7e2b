package dev.openaxis.modbus.internal.pdu;

/** These bytes are no answer to that request. */
public final class WrongAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    /** Says why, in words that fit after "the answer". */
    public WrongAnswer(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    /** Why, in words that fit after "the answer". */
    public String why() {
        return why;
    }
}
