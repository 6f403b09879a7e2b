package dev.openaxis.osdp.card;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bits of a card in the order it sent them; bit 0 is the first. {@link #toString()} tells only how many there are.
 */
public final class CardBits {
    private static final int LONGEST_NUMBER = 63;

    private final byte[] bytes;
    private final int length;

    private CardBits(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /**
     * Bits in bytes, as RAW has them (OSDP v2.2).
     *
     * @param bytes the bits, the first is the highest of the first byte; what is behind the last bit is not looked at,
     *     as bad readers send garbage there
     * @param length how many bits
     * @return the bits
     * @throws IllegalArgumentException if there are not so many
     */
    public static CardBits of(byte[] bytes, int length) {
        if (length < 0 || length > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException(length + " bits are not in " + bytes.length + " bytes");
        }
        byte[] copy = Arrays.copyOf(bytes, (length + Byte.SIZE - 1) / Byte.SIZE);
        int unused = copy.length * Byte.SIZE - length;
        if (unused > 0) {
            copy[copy.length - 1] = (byte) (copy[copy.length - 1] >> unused << unused);
        }
        return new CardBits(copy, length);
    }

    /**
     * Bits written as text.
     *
     * @param text only {@code 0} and {@code 1}, the first bit first
     * @return the bits
     * @throws IllegalArgumentException if there is anything else; the message does not hold it
     */
    public static CardBits parse(String text) {
        byte[] bytes = new byte[(text.length() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '0' -> {}
                case '1' -> set(bytes, i);
                default -> throw new IllegalArgumentException("bits are written as 0 and 1");
            }
        }
        return new CardBits(bytes, text.length());
    }

    static void set(byte[] bytes, int bit) {
        bytes[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
    }

    /**
     * How many bits.
     *
     * @return 0 or more
     */
    public int length() {
        return length;
    }

    /**
     * One bit.
     *
     * @param index 0 is the first
     * @return whether it is 1
     * @throws IndexOutOfBoundsException if there is none
     */
    public boolean bit(int index) {
        Objects.checkIndex(index, length);
        return (bytes[index / Byte.SIZE] & 0x80 >> index % Byte.SIZE) != 0;
    }

    /**
     * Some bits as a number, the first is the highest.
     *
     * @param first index of the first bit
     * @param count how many, 0 to 63
     * @return the number, 0 or more
     * @throws IndexOutOfBoundsException if they are not all there
     * @throws IllegalArgumentException if there are more than 63
     */
    public long number(int first, int count) {
        Objects.checkFromIndexSize(first, count, length);
        if (count > LONGEST_NUMBER) {
            throw new IllegalArgumentException("a number has at most " + LONGEST_NUMBER + " bits");
        }
        long number = 0;
        for (int i = first; i < first + count; i++) {
            number = number << 1 | (bit(i) ? 1 : 0);
        }
        return number;
    }

    /**
     * The same bytes in the other order, for card numbers that some readers send the other way round.
     *
     * @return the bits
     * @throws IllegalStateException if these are not whole bytes
     */
    public CardBits withBytesReversed() {
        if (length % Byte.SIZE != 0) {
            throw new IllegalStateException(length + " bits are not whole bytes");
        }
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new CardBits(reversed, length);
    }

    /**
     * The bits in bytes, as RAW has them.
     *
     * @return a copy; what is behind the last bit is 0
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * The bits as text. Do not log it.
     *
     * @return {@code 0} and {@code 1}, the first bit first
     */
    public String toText() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(bit(i) ? '1' : '0');
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardBits that && length == that.length && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + length;
    }

    @Override
    public String toString() {
        return "CardBits[" + length + "]";
    }
}
