package dev.openaxis.testkit;

/**
 * What the references leave open about {@code port.cgi?monitor}; one constant per plausible reading that is not the
 * default.
 */
public enum PortMonitorVariant implements Reading {
    /**
     * How many ports does a part tell? All that are monitored, one per line, those that have not changed as {@code H} or
     * {@code L}. By default one. Reference 02 §2.3, not found.
     */
    ALL_PORTS_IN_A_PART("MONITOR_PORTS_PER_PART", Mark.NOT_FOUND, "02 §2.3"),
    /**
     * What comes first? The present levels as if they had just changed, {@code /} or {@code \}. The default tells them as
     * {@code H} or {@code L}. Reference 02 §2.3, inference.
     */
    LEVELS_BEGIN_AS_CHANGES("MONITOR_FIRST_PART", Mark.INFERENCE, "02 §2.3"),
    /** What comes first? Nothing until a port changes. Reference 02 §2.3, inference. */
    NOTHING_BEFORE_A_CHANGE("MONITOR_FIRST_PART", Mark.INFERENCE, "02 §2.3"),
    /**
     * Which boundary separates the parts? {@code io-0b0e} in quotes; the header tells it. The default is
     * {@code ioboundary}, as in the documented example. Reference 02 §2.3, documented.
     */
    OTHER_BOUNDARY("MONITOR_BOUNDARY", Mark.DOCUMENTED, "02 §2.3"),
    /**
     * When does the line end after the text of a part come? With the boundary of the next part, to which RFC 2046 counts it.
     * By default with the text. Reference 02 §2.3, not found.
     */
    LINE_ENDS_COME_WITH_THE_NEXT_PART("MONITOR_LINE_ENDS", Mark.NOT_FOUND, "02 §2.3");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    PortMonitorVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
