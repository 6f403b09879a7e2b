package dev.openaxis.osdp.card;

import dev.openaxis.osdp.card.ParityBit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the bits of a card make a facility code and a number, and which parity bits must hold. The constants are common
 * practice with Wiegand readers; {@link #named} makes others.
 */
public final class CardFormat {
    /** 26 bits: facility 8, number 16. */
    public static final CardFormat H10301 = named("26-bit H10301", 26)
            .facility(1, 8)
            .number(9, 16)
            .parity(ParityBit.over(0, Kind.EVEN, 1, 12))
            .parity(ParityBit.over(25, Kind.ODD, 13, 24))
            .build();

    /** 34 bits: facility 16, number 16 (H10306 style). */
    public static final CardFormat FACILITY_34 = named("34-bit (16+16)", 34)
            .facility(1, 16)
            .number(17, 16)
            .parity(ParityBit.over(0, Kind.EVEN, 1, 16))
            .parity(ParityBit.over(33, Kind.ODD, 17, 32))
            .build();

    /** 34 bits: number 32. The bits do not tell it from {@link #FACILITY_34}. */
    public static final CardFormat UID_34 = named("34-bit (32-bit UID)", 34)
            .number(1, 32)
            .parity(ParityBit.over(0, Kind.EVEN, 1, 16))
            .parity(ParityBit.over(33, Kind.ODD, 17, 32))
            .build();

    /** 37 bits: facility 16, number 19. */
    public static final CardFormat H10304 = named("37-bit H10304", 37)
            .facility(1, 16)
            .number(17, 19)
            .parity(ParityBit.over(0, Kind.EVEN, 1, 18))
            .parity(ParityBit.over(36, Kind.ODD, 18, 35))
            .build();

    /** 37 bits: number 35. The bits do not tell it from {@link #H10304}. */
    public static final CardFormat H10302 = named("37-bit H10302", 37)
            .number(1, 35)
            .parity(ParityBit.over(0, Kind.EVEN, 1, 18))
            .parity(ParityBit.over(36, Kind.ODD, 18, 35))
            .build();

    /** 32 bits: the card's own number without parity, the byte sent first is the highest. */
    public static final CardFormat CSN_32 =
            named("32-bit CSN", 32).number(0, 32).build();

    private final String name;
    private final int length;
    private final Optional<BitField> facility;
    private final BitField number;
    private final List<ParityBit> parity;

    private CardFormat(Builder builder, BitField number) {
        this.name = builder.name;
        this.length = builder.length;
        this.facility = builder.facility;
        this.number = number;
        this.parity = List.copyOf(builder.parity);
    }

    /**
     * Describes another format.
     *
     * @param name what people call it
     * @param length how many bits such a card has, 1 or more
     * @return a builder that wants at least a number
     */
    public static Builder named(String name, int length) {
        return new Builder(name, length);
    }

    /**
     * What people call it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * How many bits such a card has.
     *
     * @return 1 or more
     */
    public int length() {
        return length;
    }

    /**
     * Reads a card.
     *
     * @param bits its bits
     * @return what they mean, also with wrong parity; none if a card of this format has another number of bits
     */
    public Optional<CardRead> read(CardBits bits) {
        if (bits.length() != length) {
            return Optional.empty();
        }
        OptionalLong code = facility.isPresent() ? OptionalLong.of(value(facility.get(), bits)) : OptionalLong.empty();
        boolean holds = parity.stream().allMatch(bit -> bit.holds(bits));
        return Optional.of(new CardRead(this, code, value(number, bits), holds));
    }

    /**
     * Makes a card of a format without a facility code.
     *
     * @param cardNumber the number
     * @return its bits with right parity
     * @throws IllegalArgumentException if the number does not fit, or the format has a facility code
     */
    public CardBits write(long cardNumber) {
        return write(OptionalLong.empty(), cardNumber);
    }

    /**
     * Makes a card of a format with a facility code.
     *
     * @param facilityCode the facility code
     * @param cardNumber the number
     * @return its bits with right parity
     * @throws IllegalArgumentException if one does not fit, or the format has no facility code
     */
    public CardBits write(long facilityCode, long cardNumber) {
        return write(OptionalLong.of(facilityCode), cardNumber);
    }

    private CardBits write(OptionalLong facilityCode, long cardNumber) {
        if (facilityCode.isPresent() != facility.isPresent()) {
            throw new IllegalArgumentException(name + (facility.isPresent() ? " has a" : " has no") + " facility code");
        }
        byte[] bytes = new byte[(length + Byte.SIZE - 1) / Byte.SIZE];
        facility.ifPresent(field -> put(field, facilityCode.getAsLong(), bytes));
        put(number, cardNumber, bytes);
        for (ParityBit bit : parity) {
            if (bit.wanted(CardBits.of(bytes, length))) {
                CardBits.set(bytes, bit.bit());
            }
        }
        return CardBits.of(bytes, length);
    }

    private void put(BitField field, long value, byte[] bytes) {
        if (!field.fits(value)) {
            throw new IllegalArgumentException("a value does not fit " + field.count() + " bits of " + name);
        }
        for (int i = 0; i < field.count(); i++) {
            if ((value >>> (field.count() - 1 - i) & 1) != 0) {
                CardBits.set(bytes, field.first() + i);
            }
        }
    }

    private static long value(BitField field, CardBits bits) {
        return bits.number(field.first(), field.count());
    }

    @Override
    public String toString() {
        return name;
    }

    /** Describes a format. */
    public static final class Builder {
        private final String name;
        private final int length;
        private final List<ParityBit> parity = new ArrayList<>();
        private Optional<BitField> facility = Optional.empty();
        private Optional<BitField> number = Optional.empty();

        private Builder(String name, int length) {
            if (length < 1) {
                throw new IllegalArgumentException("a card has at least one bit");
            }
            this.name = name;
            this.length = length;
        }

        /**
         * Where the facility code is.
         *
         * @param first index of its first and highest bit
         * @param count how many bits, 1 to 63
         * @return this builder
         */
        public Builder facility(int first, int count) {
            facility = Optional.of(inside(new BitField(first, count)));
            return this;
        }

        /**
         * Where the card number is.
         *
         * @param first index of its first and highest bit
         * @param count how many bits, 1 to 63
         * @return this builder
         */
        public Builder number(int first, int count) {
            number = Optional.of(inside(new BitField(first, count)));
            return this;
        }

        /**
         * A parity bit that must hold. Where one covers another, the other comes first.
         *
         * @param bit which
         * @return this builder
         */
        public Builder parity(ParityBit bit) {
            if (bit.last() >= length) {
                throw new IllegalArgumentException("a parity bit beyond the " + length + " bits of " + name);
            }
            parity.add(bit);
            return this;
        }

        /**
         * The format.
         *
         * @return the format
         * @throws IllegalArgumentException if it has no number, or bits that are two things at once
         */
        public CardFormat build() {
            BitField field = number.orElseThrow(() -> new IllegalArgumentException(name + " has no number"));
            boolean[] taken = new boolean[length];
            facility.ifPresent(code -> take(taken, code));
            take(taken, field);
            parity.forEach(bit -> take(taken, new BitField(bit.bit(), 1)));
            return new CardFormat(this, field);
        }

        private BitField inside(BitField field) {
            if (field.first() + field.count() > length) {
                throw new IllegalArgumentException("a field beyond the " + length + " bits of " + name);
            }
            return field;
        }

        private void take(boolean[] taken, BitField field) {
            for (int i = field.first(); i < field.first() + field.count(); i++) {
                if (taken[i]) {
                    throw new IllegalArgumentException("bit " + i + " of " + name + " is two things at once");
                }
                taken[i] = true;
            }
        }
    }
}
