package dev.openaxis.vapix.rules;

/**
 * The two words that the actions on outputs have for what they do. Which of them is the active state of a port is not
 * documented; {@code high} is taken for active (inference), with the normal state open as it is by default.
 */
public enum OutputLevel {
    /** {@code high}. */
    HIGH,
    /** {@code low}. */
    LOW
}
