package dev.openaxis.core;

/**
 * The device's ports are not the ones the handle was made for (ids, direction or configurability differ). Nothing was
 * switched; list the ports again and take a new handle.
 */
public final class TopologyChangedException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public TopologyChangedException(Failure failure) {
        super(failure.orAdvice("List the ports again, check the wiring and take a new handle"));
    }
}
