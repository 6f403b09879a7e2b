package dev.openaxis.core;

/**
 * What an operation may do to the world. Everything that could repeat a request (a pool, a proxy, a fresh
 * authentication challenge, a fallback to another wire API) decides by this and never by the HTTP method: {@code
 * port.cgi?action=} is a GET that pulses a relay.
 */
public enum Effect {
    /** Changes nothing; may be repeated. */
    READ,
    /** Changes settings; repeated only when the device is known not to have executed it. */
    CONFIGURE,
    /** Moves something: a relay, an output, a door. Never sent again once its bytes reached the socket. */
    ACTUATE,
    /** Interrupts the device: restart, upgrade, factory default, address change. Never sent again either. */
    DISRUPT;

    /**
     * Whether a request with this effect may be sent a second time by the SDK after the device declined it (for
     * example with a fresh authentication challenge).
     *
     * @return {@code true} for {@link #READ} and {@link #CONFIGURE}
     */
    public boolean mayBeSentAgain() {
        return this == READ || this == CONFIGURE;
    }
}
