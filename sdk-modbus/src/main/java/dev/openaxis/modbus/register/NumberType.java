package dev.openaxis.modbus.register;

import dev.openaxis.modbus.Registers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** A number in one, two or four registers. */
public enum NumberType {
    /** Signed, two's complement, one register. */
    INT16(1),
    /** Unsigned, one register. */
    UINT16(1),
    /** Signed, two's complement, two registers. */
    INT32(2),
    /** Unsigned, two registers. */
    UINT32(2),
    /** Signed, two's complement, four registers. */
    INT64(4),
    /** Unsigned, four registers. */
    UINT64(4),
    /** IEEE 754 single, two registers. */
    FLOAT32(2),
    /** IEEE 754 double, four registers. */
    FLOAT64(4);

    private static final int WORD = 0xFFFF;

    private final int registers;

    NumberType(int registers) {
        this.registers = registers;
    }

    /**
     * How many registers it takes.
     *
     * @return 1, 2 or 4
     */
    public int registers() {
        return registers;
    }

    /**
     * Whether it is a floating-point number.
     *
     * @return {@code false} for whole numbers
     */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /**
     * Reads a number.
     *
     * @param contents as many registers as it takes
     * @param order how they are ordered
     * @return the number, exactly; empty if it is infinite or not a number
     * @throws IllegalArgumentException if these are fewer or more registers
     */
    public Optional<BigDecimal> decode(Registers contents, WordOrder order) {
        long bits = bits(contents, order);
        return switch (this) {
            case INT16 -> Optional.of(new BigDecimal((short) bits));
            case INT32 -> Optional.of(new BigDecimal((int) bits));
            case UINT16, UINT32, INT64 -> Optional.of(BigDecimal.valueOf(bits));
            case UINT64 -> Optional.of(new BigDecimal(new BigInteger(Long.toUnsignedString(bits))));
            case FLOAT32 -> floating(Float.intBitsToFloat((int) bits));
            case FLOAT64 ->
                Double.isFinite(Double.longBitsToDouble(bits))
                        ? Optional.of(BigDecimal.valueOf(Double.longBitsToDouble(bits)))
                        : Optional.empty();
        };
    }

    /** The shortest decimal that is this float and no other, as people would write it. */
    private static Optional<BigDecimal> floating(float value) {
        return Float.isFinite(value) ? Optional.of(new BigDecimal(Float.toString(value))) : Optional.empty();
    }

    /**
     * Reads the bits of a number, whatever they mean.
     *
     * @param contents as many registers as it takes
     * @param order how they are ordered
     * @return its bits, the lowest at the right, zeros before them
     * @throws IllegalArgumentException if these are fewer or more registers
     */
    public long bits(Registers contents, WordOrder order) {
        if (contents.size() != registers) {
            throw new IllegalArgumentException(this + " takes " + registers + " registers, not " + contents.size());
        }
        long bits = 0;
        for (int word = 0; word < registers; word++) {
            bits = (bits << Short.SIZE) | order.word(contents.get(order.register(word, registers)));
        }
        return bits;
    }

    /**
     * Writes a number.
     *
     * @param value the number; a floating-point type takes the nearest it has
     * @param order how the registers are ordered
     * @return its registers
     * @throws ArithmeticException if a whole-number type cannot hold it
     */
    public Registers encode(BigDecimal value, WordOrder order) {
        long bits = switch (this) {
            case FLOAT32 -> Float.floatToIntBits(finite(value.floatValue(), value));
            case FLOAT64 -> Double.doubleToLongBits(finite(value.doubleValue(), value));
            default -> whole(value);
        };
        int[] contents = new int[registers];
        for (int word = registers - 1; word >= 0; word--) {
            contents[order.register(word, registers)] = order.word((int) (bits & WORD));
            bits >>>= Short.SIZE;
        }
        return Registers.of(contents);
    }

    private long whole(BigDecimal value) {
        BigInteger number = value.toBigIntegerExact();
        boolean signed = this == INT16 || this == INT32 || this == INT64;
        int width = registers * Short.SIZE;
        boolean fits = signed ? number.bitLength() < width : number.signum() >= 0 && number.bitLength() <= width;
        if (!fits) {
            throw new ArithmeticException(this + " cannot hold " + value);
        }
        return number.longValue();
    }

    private float finite(float number, BigDecimal value) {
        finite((double) number, value);
        return number;
    }

    private double finite(double number, BigDecimal value) {
        if (Double.isInfinite(number)) {
            throw new ArithmeticException(this + " cannot hold " + value);
        }
        return number;
    }
}
