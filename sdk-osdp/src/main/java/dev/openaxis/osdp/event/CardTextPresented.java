package dev.openaxis.osdp.event;

import dev.openaxis.osdp.message.FormattedCardData;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A card was read and sent as characters (OSDP v2.2, FMT; deprecated). {@link #toString()} does not tell whose.
 *
 * @param peripheral which device
 * @param card as it was sent
 * @param secured whether it came over a secure channel
 */
public record CardTextPresented(String peripheral, FormattedCardData card, boolean secured) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/CardText";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("peripheral", peripheral, "reader", Integer.toString(card.reader()));
    }

    @Override
    public Map<String, String> data() {
        return Map.of(
                "characters",
                new String(card.characters().toArray(), StandardCharsets.ISO_8859_1),
                "secured",
                Boolean.toString(secured));
    }

    @Override
    public String toString() {
        return "CardTextPresented[" + peripheral + ", reader " + card.reader() + (secured ? "]" : ", in clear]");
    }
}
