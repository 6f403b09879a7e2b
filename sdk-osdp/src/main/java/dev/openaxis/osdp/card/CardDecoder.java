package dev.openaxis.osdp.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads cards in the formats a site has. A card is told by the number of its bits, so there is one format for each: which
 * of two the site uses cannot be seen on the cards.
 *
 * <pre>{@code
 * CardDecoder decoder = CardDecoder.of(CardFormat.H10301, CardFormat.H10302);
 * decoder.read(card.bits()).filter(CardRead::parityValid).ifPresent(read -> ...);
 * }</pre>
 */
public final class CardDecoder {
    private final Map<Integer, CardFormat> formats;

    private CardDecoder(Map<Integer, CardFormat> formats) {
        this.formats = formats;
    }

    /**
     * Reads these formats.
     *
     * @param formats of different lengths
     * @return the decoder
     * @throws IllegalArgumentException if two have the same number of bits
     */
    public static CardDecoder of(CardFormat... formats) {
        return of(List.of(formats));
    }

    /**
     * Reads these formats.
     *
     * @param formats of different lengths
     * @return the decoder
     * @throws IllegalArgumentException if two have the same number of bits
     */
    public static CardDecoder of(List<CardFormat> formats) {
        Map<Integer, CardFormat> byLength = new TreeMap<>();
        for (CardFormat format : formats) {
            CardFormat other = byLength.put(format.length(), format);
            if (other != null) {
                throw new IllegalArgumentException(
                        "the bits do not tell " + format + " from " + other + ": name the one the site uses");
            }
        }
        return new CardDecoder(byLength);
    }

    /**
     * Reads a card.
     *
     * @param bits its bits
     * @return what they mean, also with wrong parity; none if no format has as many bits
     */
    public Optional<CardRead> read(CardBits bits) {
        return Optional.ofNullable(formats.get(bits.length())).flatMap(format -> format.read(bits));
    }
}
