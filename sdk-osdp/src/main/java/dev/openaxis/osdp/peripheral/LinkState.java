package dev.openaxis.osdp.peripheral;

/** How a device stands with its panel. */
public enum LinkState {
    /**
     * No panel, or none that may command this device: it was silent for 8 s, never spoke, or speaks in clear to a device that
     * requires security.
     */
    OFFLINE,
    /** A panel commands this device in clear. */
    ONLINE,
    /** A panel commands this device in a secure channel; in install mode it may be one with the key that everybody knows. */
    SECURED
}
