package dev.openaxis.vapix.io;

/** What a supervised circuit is found to be (VAPIX supervised-io). The last two are what sabotage looks like. */
public enum SupervisedState {
    /** The switch is open, the cable is whole. */
    OPEN,
    /** The switch is closed, the cable is whole. */
    CLOSED,
    /** The cable is short-circuited to ground: tampering, or a fault. */
    SHORTED,
    /** No current flows: the cable is cut, or nothing is connected. */
    CUT,
    /** The device said something else, or nothing. */
    UNDEFINED
}
