package dev.openaxis.core;

/**
 * Something answers at the address, but not as an Axis device: another web server, a captive portal, or a device with
 * another serial number than expected.
 */
public final class NotAnAxisDeviceException extends AxisException {
    private static final long serialVersionUID = 1L;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     */
    public NotAnAxisDeviceException(Failure failure) {
        super(failure.orAdvice("Check the address"));
    }
}
