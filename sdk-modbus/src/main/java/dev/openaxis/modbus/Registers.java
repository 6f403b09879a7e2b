package dev.openaxis.modbus;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The contents of some registers in a row, 16 bits each. Never changes. */
public final class Registers {
    /** No registers. */
    public static final Registers NONE = new Registers(new short[0]);

    private static final int LARGEST = 0xFFFF;

    private final short[] words;

    private Registers(short[] words) {
        this.words = words;
    }

    /**
     * Registers with these contents.
     *
     * @param values each -32768 to 65535; negative ones are two's complement
     * @return the registers
     * @throws IllegalArgumentException if one does not fit in 16 bits
     */
    public static Registers of(int... values) {
        short[] words = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < Short.MIN_VALUE || values[i] > LARGEST) {
                throw new IllegalArgumentException("a register holds 16 bits, not " + values[i]);
            }
            words[i] = (short) values[i];
        }
        return new Registers(words);
    }

    /**
     * Registers as they are on the wire: the high byte of each first.
     *
     * @param bytes read from position to limit
     * @return the registers
     * @throws IllegalArgumentException if the last one is only half there
     */
    public static Registers read(ByteBuffer bytes) {
        if (bytes.remaining() % 2 != 0) {
            throw new IllegalArgumentException("half a register at the end");
        }
        short[] words = new short[bytes.remaining() / 2];
        for (int i = 0; i < words.length; i++) {
            words[i] = bytes.getShort();
        }
        return new Registers(words);
    }

    /**
     * How many.
     *
     * @return 0 or more
     */
    public int size() {
        return words.length;
    }

    /**
     * One of them.
     *
     * @param index 0 is the first
     * @return 0 to 65535
     * @throws IndexOutOfBoundsException if there is none
     */
    public int get(int index) {
        return words[index] & LARGEST;
    }

    /**
     * One of them as a signed number.
     *
     * @param index 0 is the first
     * @return -32768 to 32767
     * @throws IndexOutOfBoundsException if there is none
     */
    public int signed(int index) {
        return words[index];
    }

    /**
     * Some of them.
     *
     * @param from index of the first
     * @param count how many
     * @return these
     * @throws IndexOutOfBoundsException if they are not all there
     */
    public Registers slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, words.length);
        return new Registers(Arrays.copyOfRange(words, from, from + count));
    }

    /**
     * Writes them as they are on the wire.
     *
     * @param target where to
     * @throws java.nio.BufferOverflowException if there is no room
     */
    public void write(ByteBuffer target) {
        for (short word : words) {
            target.putShort(word);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Registers that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** Four hexadecimal digits for each. */
    @Override
    public String toString() {
        return IntStream.range(0, words.length)
                .mapToObj(i -> String.format("%04X", get(i)))
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
