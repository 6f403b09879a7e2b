package dev.openaxis.vapix.io;

/** What a monitored door is found to be. */
public enum DoorState {
    /** Shut. */
    CLOSED,
    /** Open, after a request to exit or an access, or found so. */
    OPEN,
    /** Open, and nobody let anybody through. Stays so until it is shut. */
    FORCED,
    /** Open for longer than it may be. */
    OPEN_TOO_LONG,
    /**
     * The cable of its position switch is cut or short-circuited, so nothing is known about the door. Devices may tell the open
     * or closed circuit first, so {@link #FORCED} may come right before.
     */
    FAULT,
    /** Not known yet, or the device cannot be heard. */
    UNKNOWN
}
