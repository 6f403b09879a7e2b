package dev.openaxis.core;

/**
 * An action was sent, and its outcome could not be confirmed. The relay may have moved or not: look before acting again.
 */
public final class OutcomeUnknownException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public OutcomeUnknownException(Failure failure) {
        super(failure.orAdvice("Read the state before acting again"));
    }
}
