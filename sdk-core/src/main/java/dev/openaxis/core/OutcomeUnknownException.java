package dev.openaxis.core;

/**
 * An action was sent, and its outcome could not be confirmed. The relay may have moved, may still
 * move, or not: look, and give the action time before acting again.
 */
public final class OutcomeUnknownException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public OutcomeUnknownException(Failure failure) {
        super(failure.orAdvice("It may still take effect later: read the state, and give it time before acting again"));
    }
}
