package dev.openaxis.core;

import java.util.Map;

/** The device answered with an error of its own. */
public class RefusedException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String deviceMessage;
    private final transient Map<String, String> details;
    private final String endpoint;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param endpoint path of the CGI or resource that answered
     * @param code the API's error code, or the HTTP status where the API has none
     * @param deviceMessage the device's own words; not stable between versions
     * @param details the error's details by name
     */
    public RefusedException(
            Failure failure, String endpoint, int code, String deviceMessage, Map<String, String> details) {
        super(failure.orAdvice("Look the code up in the documentation of this API"));
        this.endpoint = endpoint;
        this.code = code;
        this.deviceMessage = deviceMessage;
        this.details = Map.copyOf(details);
    }

    /**
     * The error code.
     *
     * @return the API's error code, or the HTTP status where the API has none
     */
    public int code() {
        return code;
    }

    /**
     * The device's own words. Not stable between versions: decide by {@link #code()}.
     *
     * @return the message, possibly empty
     */
    public String deviceMessage() {
        return deviceMessage;
    }

    /**
     * Details by name, for example {@code port} and {@code propertyName}.
     *
     * @return the details, possibly empty
     */
    public Map<String, String> details() {
        return details;
    }

    /**
     * Which endpoint answered.
     *
     * @return path of the CGI or resource, without the query
     */
    public String endpoint() {
        return endpoint;
    }
}
