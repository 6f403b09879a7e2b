package dev.openaxis.osdp.event;

import dev.openaxis.osdp.card.CardBits;
import dev.openaxis.osdp.message.CardDataFormat;
import java.util.Map;

/**
 * A card was read (OSDP v2.2, RAW). {@link #toString()} does not tell whose.
 *
 * @param peripheral which device
 * @param reader number of the reader there, 0 for the first or only one
 * @param format what the reader says about the bits; readers often say nothing of use
 * @param bits the card's bits, exactly as many as it has; see {@link dev.openaxis.osdp.card.CardDecoder}
 * @param secured whether it came over a secure channel; what came in clear can have been made up or repeated by anybody on
 *     the line, and should open nothing
 */
public record CardPresented(String peripheral, int reader, CardDataFormat format, CardBits bits, boolean secured)
        implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/Card";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("peripheral", peripheral, "reader", Integer.toString(reader));
    }

    @Override
    public Map<String, String> data() {
        return Map.of("bits", bits.toText(), "secured", Boolean.toString(secured));
    }

    @Override
    public String toString() {
        return "CardPresented[" + peripheral + ", reader " + reader + ", " + bits.length() + " bits"
                + (secured ? "]" : ", in clear]");
    }
}
