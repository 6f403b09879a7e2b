package dev.openaxis.vapix.io;

/**
 * How the two resistors at the end of a supervised line are connected; the installation drawings of the product show both
 * ways (manuals A9210, A1710-B).
 */
public sealed interface EndOfLineResistors {

    /** Values of the two equal resistors of {@link #serialFirst}. */
    enum Value {
        /** 1 k. */
        OHMS_1000,
        /** 2.2 k; the documented levels are for 2 k. */
        OHMS_2200,
        /** 4.7 k. */
        OHMS_4700,
        /** 10 k. */
        OHMS_10000
    }

    /** Parallel first connection. */
    record ParallelFirst() implements EndOfLineResistors {}

    /**
     * Serial first connection.
     *
     * @param value what both resistors have
     */
    record SerialFirst(Value value) implements EndOfLineResistors {}

    /**
     * Parallel first connection: exactly 4.7 k and 22 k.
     *
     * @return the connection
     */
    static EndOfLineResistors parallelFirst() {
        return new ParallelFirst();
    }

    /**
     * Serial first connection: two equal resistors.
     *
     * @param value what both have
     * @return the connection
     */
    static EndOfLineResistors serialFirst(Value value) {
        return new SerialFirst(value);
    }
}
