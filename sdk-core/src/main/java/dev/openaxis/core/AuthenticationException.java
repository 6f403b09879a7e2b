package dev.openaxis.core;

/**
 * The device did not accept the account, or offers only a way to log in that the SDK does not use unasked (Basic over clear
 * text).
 */
public final class AuthenticationException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final boolean stale;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public AuthenticationException(Failure failure) {
        this(failure, false);
    }

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param stale whether the device said that only the log-in's nonce was too old
     */
    public AuthenticationException(Failure failure, boolean stale) {
        super(failure.orAdvice("Check the account on the device"));
        this.stale = stale;
    }

    /**
     * Whether the account is fine and only the nonce of the log-in was too old. The device declined the request, so calling
     * again is safe; the SDK does so by itself for everything but actions.
     *
     * @return {@code true} if the device said so
     */
    public boolean stale() {
        return stale;
    }
}
