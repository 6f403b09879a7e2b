package dev.openaxis.vapix.io;

/** The electrical state of a port's circuit (VAPIX io-port-management). */
public enum CircuitState {
    /** Floating; not connected to ground. A relay's COM is not connected to NO. */
    OPEN,
    /** Connected to ground (input), driven to ground (open-drain output), or COM connected to NO (relay). */
    CLOSED,
    /** The device did not say, or said something else. */
    UNKNOWN
}
