package dev.openaxis.osdp.capture;

/** Which way a frame went, by its address byte. */
public enum Direction {
    /** From the panel to a device. */
    COMMAND,
    /** From a device to the panel. */
    REPLY
}
