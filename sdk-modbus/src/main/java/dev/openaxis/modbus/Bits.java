package dev.openaxis.modbus;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The states of some coils or discrete inputs in a row. Never changes. */
public final class Bits {
    private final boolean[] states;

    private Bits(boolean[] states) {
        this.states = states;
    }

    /**
     * These states.
     *
     * @param states the first one first; {@code true} is on
     * @return the same as a value
     */
    public static Bits of(boolean... states) {
        return new Bits(states.clone());
    }

    /**
     * States as they are on the wire: eight in a byte, the first one in its lowest bit. Reads as many bytes as they take.
     *
     * @param count how many
     * @param bytes where they are
     * @return the states
     * @throws java.nio.BufferUnderflowException if they are not all there
     */
    public static Bits read(int count, ByteBuffer bytes) {
        boolean[] states = new boolean[count];
        int eight = 0;
        for (int i = 0; i < count; i++) {
            eight = i % Byte.SIZE == 0 ? bytes.get() : eight >> 1;
            states[i] = (eight & 1) != 0;
        }
        return new Bits(states);
    }

    /**
     * How many.
     *
     * @return 0 or more
     */
    public int size() {
        return states.length;
    }

    /**
     * One of them.
     *
     * @param index 0 is the first
     * @return whether it is on
     * @throws IndexOutOfBoundsException if there is none
     */
    public boolean get(int index) {
        return states[index];
    }

    /**
     * How many bytes they take on the wire.
     *
     * @return an eighth of their number, rounded up
     */
    public int byteCount() {
        return byteCount(states.length);
    }

    /**
     * How many bytes so many take.
     *
     * @param count 0 or more
     * @return an eighth of it, rounded up
     */
    public static int byteCount(int count) {
        return (count + Byte.SIZE - 1) / Byte.SIZE;
    }

    /**
     * Writes them as they are on the wire; what is left of the last byte is 0.
     *
     * @param target where to
     * @throws java.nio.BufferOverflowException if there is no room
     */
    public void write(ByteBuffer target) {
        for (int first = 0; first < states.length; first += Byte.SIZE) {
            int eight = 0;
            for (int i = first; i < Math.min(states.length, first + Byte.SIZE); i++) {
                eight |= states[i] ? 1 << (i - first) : 0;
            }
            target.put((byte) eight);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bits that && Arrays.equals(states, that.states);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(states);
    }

    /** A 1 for each that is on and a 0 for the others, the first one first. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (boolean on : states) {
            text.append(on ? '1' : '0');
        }
        return text.append(']').toString();
    }
}
