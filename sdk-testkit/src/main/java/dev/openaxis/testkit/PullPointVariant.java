package dev.openaxis.testkit;

/**
 * What the references leave open about ONVIF pull points; one constant per plausible reading that is not the default. No
 * answer of one is recorded.
 */
public enum PullPointVariant implements Reading {
    /** Does the device have pull points? No: the operations are not implemented. Reference 04 §0, not found. */
    NO_PULL_POINTS("PULL_POINTS", Mark.NOT_FOUND, "04 §0"),
    /** Which role may have a pull point? Administrator. By default a viewer may. Reference 04 §2.3, not found. */
    PULL_POINTS_NEED_ADMIN("PULL_POINT_ROLE", Mark.NOT_FOUND, "04 §2.3"),
    /**
     * Are the present states the first messages of a new pull point? No, only {@code SetSynchronizationPoint} brings them.
     * Reference 04 §2.3, inference.
     */
    STATES_ONLY_WHEN_SYNCHRONISED("PULL_POINT_STATES", Mark.INFERENCE, "04 §2.3"),
    /**
     * Is there a largest {@code Timeout} and {@code MessageLimit}? Yes, 10 s and 20; more is answered
     * {@code PullMessagesFaultResponse}, which tells them. The limits of devices are not found. Reference 04 §2.3,
     * documented.
     */
    PULLS_LIMITED("PULL_LIMITS", Mark.DOCUMENTED, "04 §2.3"),
    /**
     * Does a pull point live as long as asked for? No, 60 s at most; the answer tells until when. Reference 04 §2.3, not
     * found.
     */
    SHORTER_LIFE_GRANTED("PULL_POINT_LIFE", Mark.NOT_FOUND, "04 §2.3"),
    /**
     * What becomes of a pull point whose messages nobody takes? It ends. By default its oldest messages are lost, 1000 are
     * kept. Reference 04 §2.3, not found.
     */
    OVERFLOW_ENDS_PULL_POINT("PULL_POINT_OVERFLOW", Mark.NOT_FOUND, "04 §2.3"),
    /**
     * Which numbers have pull points after a restart? They start from 1 again, and somebody else's may be the one a client
     * had before. By default a number never comes back. Reference 04 §2.3, not found.
     */
    IDS_START_AGAIN("PULL_POINT_IDS", Mark.NOT_FOUND, "04 §2.3"),
    /**
     * Is a filter accepted that matches no topic of the device? No, it is an invalid topic expression. Reference 04 §1.5,
     * §2.3, inference.
     */
    PULL_TOPIC_MUST_EXIST("PULL_POINT_TOPIC", Mark.INFERENCE, "04 §1.5, §2.3");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    PullPointVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
