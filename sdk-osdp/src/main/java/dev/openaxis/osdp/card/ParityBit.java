package dev.openaxis.osdp.card;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A bit that makes the number of ones among others even or odd.
 *
 * @param bit index of the parity bit
 * @param kind what it makes of the number of ones, itself counted
 * @param covered indexes of the bits it covers, without itself
 */
public record ParityBit(int bit, Kind kind, Set<Integer> covered) {

    /** What a parity bit makes of the number of ones. */
    public enum Kind {
        /** Even. */
        EVEN,
        /** Odd. */
        ODD
    }

    /** Refuses what is no parity bit. */
    public ParityBit {
        Objects.requireNonNull(kind, "kind");
        covered = Set.copyOf(covered);
        if (bit < 0 || covered.contains(bit) || covered.stream().anyMatch(index -> index < 0)) {
            throw new IllegalArgumentException("no parity bit: " + bit);
        }
    }

    /**
     * A bit that covers others in a row.
     *
     * @param bit index of the parity bit
     * @param kind what it makes of the number of ones
     * @param first index of the first bit it covers
     * @param last index of the last bit it covers
     * @return the parity bit
     */
    public static ParityBit over(int bit, Kind kind, int first, int last) {
        return new ParityBit(
                bit, kind, IntStream.rangeClosed(first, last).boxed().collect(Collectors.toUnmodifiableSet()));
    }

    boolean holds(CardBits bits) {
        return bits.bit(bit) == wanted(bits);
    }

    /** What the bit has to be. */
    boolean wanted(CardBits bits) {
        long ones = covered.stream().filter(bits::bit).count();
        return ones % 2 == (kind == Kind.EVEN ? 1 : 0);
    }

    int last() {
        return covered.stream().mapToInt(Integer::intValue).reduce(bit, Math::max);
    }
}
