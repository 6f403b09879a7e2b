package dev.openaxis.modbus.register;

import dev.openaxis.modbus.RegisterTable;
import dev.openaxis.modbus.Registers;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One value in a unit's registers: where it is, how it is laid out, and what it means.
 *
 * @param name unique in its map
 * @param table where it is
 * @param address of its first register or bit, 0 to 65535
 * @param layout how it is laid out; a {@link Flag} of bit 0 in tables of bits
 * @param scale what the number is multiplied with; 1 for none
 * @param offset what is added then; 0 for none
 * @param unit UCUM code of the result, for example {@code Cel} or {@code %}; empty for none
 * @param invalid raw numbers with which the unit says that it has no value, signed or unsigned, for example {@code 0x8000} or {@code -32768};
 *     kept as bits
 */
public record RegisterField(
        String name,
        RegisterTable table,
        int address,
        Layout layout,
        BigDecimal scale,
        BigDecimal offset,
        String unit,
        Set<Long> invalid) {
    private static final int ADDRESSES = 0x1_0000;
    private static final int MOST_DIGITS = 40;

    /** How a value is laid out. */
    public sealed interface Layout {
        /**
         * How many registers it takes.
         *
         * @return 1 or more
         */
        int registers();
    }

    /**
     * A number.
     *
     * @param type its type
     * @param order how its registers are ordered
     */
    public record Numeric(NumberType type, WordOrder order) implements Layout {
        @Override
        public int registers() {
            return type.registers();
        }

        /**
         * The bits of a raw number, however people write it: {@code -32768} and {@code 0x8000} are the same 16.
         *
         * @param raw signed or unsigned
         * @return the bits, zeros before them
         * @throws IllegalArgumentException if it has more than the type
         */
        public long bits(long raw) {
            return RegisterField.bits(raw, registers() * Short.SIZE);
        }
    }

    /**
     * A whole number in some bits of one register.
     *
     * @param lowest its lowest bit, 0 to 15
     * @param width how many bits, at most up to the register's highest
     */
    public record Bits(int lowest, int width) implements Layout {
        /** Refuses what a register does not have. */
        public Bits {
            if (lowest < 0 || width < 1 || width > Short.SIZE - lowest) {
                throw new IllegalArgumentException("a register has no " + width + " bits from " + lowest + " on");
            }
        }

        @Override
        public int registers() {
            return 1;
        }
    }

    /**
     * One bit of a register, or of a table of bits.
     *
     * @param bit 0 to 15, 0 in a table of bits
     */
    public record Flag(int bit) implements Layout {
        /** Refuses what a register does not have. */
        public Flag {
            Objects.checkIndex(bit, Short.SIZE);
        }

        @Override
        public int registers() {
            return 1;
        }
    }

    /**
     * Text, two characters of ISO 8859-1 in a register.
     *
     * @param registers 1 to 125
     * @param order how they are ordered: only whether the low byte comes first counts
     */
    public record Text(int registers, WordOrder order) implements Layout {
        /** Refuses what is not read at once. */
        public Text {
            if (registers < 1 || registers > RegisterMap.MOST_REGISTERS) {
                throw new IllegalArgumentException("text takes 1 to 125 registers, not " + registers);
            }
        }
    }

    /** Refuses what no unit has. */
    public RegisterField {
        Objects.requireNonNull(name, "name");
        scale = plain(scale);
        offset = plain(offset);
        Objects.requireNonNull(unit, "unit");
        if (address < 0 || address + layout.registers() > ADDRESSES) {
            throw new IllegalArgumentException(name + " is not in addresses 0 to 65535, but from " + address + " on");
        }
        if (table.isBits() && !layout.equals(new Flag(0))) {
            throw new IllegalArgumentException(name + " is in " + table + ", which hold single bits");
        }
        if (scale.signum() == 0) {
            throw new IllegalArgumentException(name + " is multiplied with 0");
        }
        int width = width(layout);
        if (width == 0 && (scale.compareTo(BigDecimal.ONE) != 0 || offset.signum() != 0 || !invalid.isEmpty())) {
            throw new IllegalArgumentException(name + " is no number that could be scaled or invalid");
        }
        invalid = invalid.stream().map(raw -> bits(raw, width)).collect(Collectors.toUnmodifiableSet());
    }

    /** How many bits a number in a layout has; 0 if it is none. */
    private static int width(Layout layout) {
        if (layout instanceof Numeric numeric) {
            return numeric.registers() * Short.SIZE;
        }
        return layout instanceof Bits bits ? bits.width() : 0;
    }

    private static long bits(long raw, int width) {
        if (width == Long.SIZE) {
            return raw;
        }
        long mask = (1L << width) - 1;
        boolean fits = raw >= 0 ? raw <= mask : raw >= -(1L << (width - 1));
        if (!fits) {
            throw new IllegalArgumentException(raw + " does not fit in " + width + " bits");
        }
        return raw & mask;
    }

    /** One way to write a number, so that equal fields are equal. */
    private static BigDecimal plain(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "no sensor needs a factor or offset of more than " + MOST_DIGITS + " digits");
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * A number, not scaled.
     *
     * @param name unique in its map
     * @param table holding or input registers
     * @param address of its first register
     * @param type its type
     * @param order how its registers are ordered
     * @return a field without unit
     */
    public static RegisterField number(
            String name, RegisterTable table, int address, NumberType type, WordOrder order) {
        return of(name, table, address, new Numeric(type, order));
    }

    /**
     * One bit.
     *
     * @param name unique in its map
     * @param table any
     * @param address of the bit, or of the register it is in
     * @param bit 0 to 15 in a register, 0 in a table of bits
     * @return a field
     */
    public static RegisterField flag(String name, RegisterTable table, int address, int bit) {
        return of(name, table, address, new Flag(bit));
    }

    /**
     * Any layout.
     *
     * @param name unique in its map
     * @param table any
     * @param address of its first register or bit
     * @param layout how it is laid out
     * @return a field that is not scaled and has no unit
     */
    public static RegisterField of(String name, RegisterTable table, int address, Layout layout) {
        return new RegisterField(name, table, address, layout, BigDecimal.ONE, BigDecimal.ZERO, "", Set.of());
    }

    /**
     * The same, scaled.
     *
     * @param factor what the number is multiplied with, for example 0.01
     * @param added what is added then
     * @param ucum unit of the result
     * @return a copy
     */
    public RegisterField scaled(BigDecimal factor, BigDecimal added, String ucum) {
        return new RegisterField(name, table, address, layout, factor, added, ucum, invalid);
    }

    /**
     * The same, with values that are none.
     *
     * @param raw bits of the raw number
     * @return a copy
     */
    public RegisterField invalidIf(long... raw) {
        Set<Long> all = new HashSet<>(invalid);
        for (long one : raw) {
            all.add(one);
        }
        return new RegisterField(name, table, address, layout, scale, offset, unit, all);
    }

    /**
     * How many registers or bits it takes.
     *
     * @return 1 or more
     */
    public int length() {
        return layout.registers();
    }

    /**
     * What registers say.
     *
     * @param contents those of the field
     * @return the value
     */
    public RegisterValue decode(Registers contents) {
        if (layout instanceof Numeric number) {
            long raw = number.type().bits(contents, number.order());
            Optional<BigDecimal> value =
                    invalid.contains(raw) ? Optional.empty() : number.type().decode(contents, number.order());
            return value.map(this::scaled).orElseGet(() -> new RegisterValue.Invalid(raw));
        } else if (layout instanceof Bits bits) {
            long raw = (contents.get(0) >>> bits.lowest()) & ((1L << bits.width()) - 1);
            return invalid.contains(raw) ? new RegisterValue.Invalid(raw) : scaled(BigDecimal.valueOf(raw));
        } else if (layout instanceof Flag flag) {
            return new RegisterValue.Flag(((contents.get(0) >>> flag.bit()) & 1) != 0);
        }
        return text(contents, ((Text) layout).order());
    }

    private RegisterValue scaled(BigDecimal raw) {
        BigDecimal product = scale.compareTo(BigDecimal.ONE) == 0 ? raw : raw.multiply(scale);
        return new RegisterValue.Numeric(offset.signum() == 0 ? product : product.add(offset));
    }

    private static RegisterValue text(Registers contents, WordOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(contents.size() * Short.BYTES);
        for (int i = 0; i < contents.size(); i++) {
            bytes.putShort((short) order.word(contents.get(i)));
        }
        String all = new String(bytes.array(), StandardCharsets.ISO_8859_1);
        int end = all.indexOf('\0');
        return new RegisterValue.Text((end < 0 ? all : all.substring(0, end)).stripTrailing());
    }
}
