package dev.openaxis.core;

/**
 * The references do not prove which terminal this index is, so nothing was switched. Check the wiring and accept a port
 * map that says so.
 */
public final class UnverifiedMappingException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public UnverifiedMappingException(Failure failure) {
        super(failure.orAdvice("Check the wiring and accept a port map that says so"));
    }
}
