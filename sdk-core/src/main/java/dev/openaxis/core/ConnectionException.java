package dev.openaxis.core;

/**
 * The device could not be reached, or the connection broke: refused, reset, cut in the middle, not TLS, not HTTP.
 */
public final class ConnectionException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public ConnectionException(Failure failure) {
        super(failure.orAdvice("Check address, scheme and port, and whether the device is up"));
    }
}
