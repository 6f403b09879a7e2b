package dev.openaxis.vapix.io;

/** The logical state of a port: active means that its circuit differs from its normal state. */
public enum PortState {
    /** The circuit differs from its normal state. */
    ACTIVE,
    /** The circuit is in its normal state. */
    INACTIVE,
    /** Circuit or normal state is not known; never guessed. */
    UNKNOWN
}
