package dev.openaxis.core;

/** The answer is not what the reference describes, or is larger than allowed. Carries a bounded excerpt. */
public final class MalformedResponseException extends AxisException {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT = 200;

    private final String excerpt;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param answer the answer's text; only the beginning is kept
     */
    public MalformedResponseException(Failure failure, String answer) {
        super(failure.orAdvice(
                "Check what answers at this address; a device of another version may answer differently"));
        this.excerpt = answer.length() <= EXCERPT ? answer : answer.substring(0, EXCERPT) + "…";
    }

    /**
     * The beginning of the answer.
     *
     * @return at most about 200 characters; may be empty
     */
    public String excerpt() {
        return excerpt;
    }
}
