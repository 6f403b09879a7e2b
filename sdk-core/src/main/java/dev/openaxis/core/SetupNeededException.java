package dev.openaxis.core;

/**
 * The device is factory-defaulted: no administrator exists yet, so nothing can log in (header {@code Axis-Setup} or
 * {@code needsetup}, VAPIX systemready-api).
 */
public final class SetupNeededException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public SetupNeededException(Failure failure) {
        super(failure.orAdvice("Create the first account, then connect with it"));
    }
}
