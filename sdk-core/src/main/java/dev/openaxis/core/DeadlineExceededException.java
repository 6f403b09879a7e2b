package dev.openaxis.core;

/**
 * The call's one total deadline passed. With {@link AppliedEffect#NONE} nothing was sent (for example because the call
 * waited in a queue), or it only reads.
 */
public final class DeadlineExceededException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public DeadlineExceededException(Failure failure) {
        super(failure.orAdvice("Check that the device is up and answers, or allow more time: with"
                + " CallOptions.deadline, or with the call's own timeout"));
    }
}
