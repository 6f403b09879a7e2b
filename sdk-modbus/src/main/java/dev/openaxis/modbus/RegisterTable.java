package dev.openaxis.modbus;

/** The four kinds of data a unit can have, each with addresses of its own from 0 to 65535. */
public enum RegisterTable {
    /** Single bits that can be read and set. */
    COILS,
    /** Single bits that can be read. */
    DISCRETE_INPUTS,
    /** 16-bit registers that can be read and set. */
    HOLDING_REGISTERS,
    /** 16-bit registers that can be read. */
    INPUT_REGISTERS;

    /**
     * Whether a piece of data is one bit.
     *
     * @return {@code false} if it is a register
     */
    public boolean isBits() {
        return this == COILS || this == DISCRETE_INPUTS;
    }
}
