package dev.openaxis.core;

/** The device does not have the API this needs. The message names the API and the AXIS OS version that brought it. */
public final class UnsupportedCapabilityException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final String api;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param api id or endpoint of the missing API
     */
    public UnsupportedCapabilityException(Failure failure, String api) {
        super(failure.orAdvice("Look at capabilities() for what the device has"));
        this.api = api;
    }

    /**
     * The missing API.
     *
     * @return its id in API discovery, or its endpoint
     */
    public String api() {
        return api;
    }
}
