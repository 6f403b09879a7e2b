package dev.openaxis.osdp.capture;

/**
 * How whoever recorded stood to the bytes. It does not tell which way a frame went: recorded at a device, a command is
 * {@link #INPUT}.
 */
public enum RecordedAs {
    /** The recorder sent it. */
    OUTPUT,
    /** The recorder received it. */
    INPUT,
    /** The recorder only listened, or did not say. */
    TRACE
}
