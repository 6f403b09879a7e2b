package dev.openaxis.vapix.io;

/** The device API that told of a port; one per device, chosen by what the device has. */
public enum PortApi {
    /** VAPIX io-port-management (AXIS OS 9.70 and later). Needs a viewer, settings an operator. The first choice. */
    PORT_MANAGEMENT,
    /**
     * The general purpose I/O service {@code axgpio} of VAPIX input-and-outputs, on the A9161 and the A9188 only; chosen where
     * it answers. The one API that tells relays from other outputs. Needs an operator, settings an administrator.
     */
    GENERAL_PURPOSE_IO,
    /**
     * The parameters {@code IOPort} and {@code port.cgi} of VAPIX input-and-outputs (AXIS OS 5.00 and later). Needs an operator,
     * settings an administrator.
     */
    PARAMETERS
}
