package dev.openaxis.core;

/**
 * Too many calls to this device are already waiting; this one was not queued.
 */
public final class OverloadedException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public OverloadedException(Failure failure) {
        super(failure.orAdvice("Wait for earlier calls before making more"));
    }
}
