package dev.openaxis.core;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Bytes that never change. They may be a key, a card, a PIN or a fingerprint, so {@link #toString()} tells only how many
 * there are; {@link #hex()} shows them to whoever asks. Comparing takes the same time wherever they differ.
 */
public final class Octets {
    /** No bytes. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * These bytes.
     *
     * @param bytes the bytes; copied
     * @return the same as a value
     */
    public static Octets of(byte... bytes) {
        return copyOf(bytes, 0, bytes.length);
    }

    /**
     * Some of these bytes.
     *
     * @param bytes where they are; copied
     * @param offset index of the first
     * @param length how many
     * @return the same as a value
     * @throws IndexOutOfBoundsException if they are not all there
     */
    public static Octets copyOf(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return length == 0 ? EMPTY : new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * Bytes written as hexadecimal digits.
     *
     * @param digits two for each byte, white space between bytes is allowed
     * @return the bytes
     * @throws IllegalArgumentException if these are not pairs of hexadecimal digits; the message does not hold them
     */
    public static Octets ofHex(String digits) {
        try {
            return new Octets(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not pairs of hexadecimal digits");
        }
    }

    /**
     * How many bytes.
     *
     * @return 0 or more
     */
    public int length() {
        return bytes.length;
    }

    /**
     * One byte.
     *
     * @param index 0 is the first
     * @return its value, 0 to 255
     * @throws IndexOutOfBoundsException if there is none
     */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /**
     * Some of these bytes.
     *
     * @param from index of the first
     * @param length how many
     * @return these
     * @throws IndexOutOfBoundsException if they are not all there
     */
    public Octets slice(int from, int length) {
        return copyOf(bytes, from, length);
    }

    /**
     * Writes all bytes.
     *
     * @param target where to
     * @param offset index of the first there
     * @throws IndexOutOfBoundsException if there is no room
     */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /**
     * All bytes in an array.
     *
     * @return a copy
     */
    public byte[] toArray() {
        return bytes.clone();
    }

    /**
     * The bytes as text for people. Do not log what may be a key or a card.
     *
     * @return two upper-case hexadecimal digits for each
     */
    public String hex() {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Octets[" + bytes.length + "]";
    }
}
