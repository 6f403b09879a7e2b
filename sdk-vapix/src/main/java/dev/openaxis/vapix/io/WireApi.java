package dev.openaxis.vapix.io;

/** The device API an action went over; chosen per operation. */
public enum WireApi {
    /**
     * {@code /axis-cgi/io/port.cgi} (VAPIX input-and-outputs): carries the polarity itself and needs a viewer. The first
     * choice.
     */
    PORT_CGI,
    /**
     * {@code /axis-cgi/io/portmanagement.cgi} (VAPIX io-port-management): states are circuit states, so the normal state
     * must be known; setting one needs an operator. Devices without it are driven over {@link #PORT_CGI} only.
     */
    PORT_MANAGEMENT
}
