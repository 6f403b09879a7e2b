package dev.openaxis.core;

/**
 * The device has no such port, or the port cannot do this (for example a pulse on an input).
 */
public final class WrongPortException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public WrongPortException(Failure failure) {
        super(failure.orAdvice("List the ports with io().ports()"));
    }
}
