package dev.openaxis.core;

/**
 * The account is right, but its role is too low for the operation, or the device forbids it.
 */
public final class AuthorizationException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public AuthorizationException(Failure failure) {
        super(failure.orAdvice("Use an account with a higher role"));
    }
}
