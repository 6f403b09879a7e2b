package dev.openaxis.testkit;

/** Direction of a port, seen from the device. */
public enum Direction {
    /** The device reads the circuit. */
    INPUT("input"),
    /** The device drives the circuit. */
    OUTPUT("output");

    private final String wire;

    Direction(String wire) {
        this.wire = wire;
    }

    /**
     * The word used on the wire.
     *
     * @return {@code input} or {@code output}
     */
    public String wire() {
        return wire;
    }
}
