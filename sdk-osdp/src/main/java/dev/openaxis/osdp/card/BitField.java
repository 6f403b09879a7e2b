package dev.openaxis.osdp.card;

/**
 * Where a number is in the bits of a card.
 *
 * @param first index of the first bit, which is the highest of the number
 * @param count how many bits, 1 to 63
 */
public record BitField(int first, int count) {
    /** Refuses what is no field. */
    public BitField {
        if (first < 0 || count < 1 || count > 63) {
            throw new IllegalArgumentException("no field: " + count + " bits from bit " + first);
        }
    }

    boolean fits(long number) {
        return number >= 0 && number >>> count == 0;
    }
}
