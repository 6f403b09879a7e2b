package dev.openaxis.core;

/**
 * A file on this machine could not be read or written, or it changed while it was being sent. The device is not to blame;
 * the effect says whether it may have acted on what was sent before.
 */
public final class LocalFileException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public LocalFileException(Failure failure) {
        super(failure.orAdvice(
                "Check that the file is there, that it may be read or written, and that nobody changes it"
                        + " meanwhile"));
    }
}
