package dev.openaxis.core;

/**
 * The device did not accept the account, or offers only a way to log in that the SDK does not use unasked (Basic over
 * clear text).
 */
public final class AuthenticationException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public AuthenticationException(Failure failure) {
        super(failure);
    }
}
