package dev.openaxis.core;

/**
 * The device object, or the runtime below it, was closed.
 */
public final class ClosedException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public ClosedException(Failure failure) {
        super(failure.orAdvice("Connect again"));
    }
}
