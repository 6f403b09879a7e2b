package dev.openaxis.osdp.card;

import java.util.OptionalLong;

/**
 * What the bits of a card mean. {@link #toString()} does not tell whose card it is.
 *
 * @param format the format they were read in
 * @param facility facility code; none if the format has none
 * @param number card number, 0 or more
 * @param parityValid whether all parity bits hold; if not, neither number is to be trusted
 */
public record CardRead(CardFormat format, OptionalLong facility, long number, boolean parityValid) {
    @Override
    public String toString() {
        return "CardRead[" + format + ", parity " + (parityValid ? "right" : "wrong") + "]";
    }
}
