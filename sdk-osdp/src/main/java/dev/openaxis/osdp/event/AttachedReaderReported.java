package dev.openaxis.osdp.event;

import dev.openaxis.osdp.message.ReaderState;
import java.util.Locale;
import java.util.Map;

/**
 * The state of a reader that is attached to the device (OSDP v2.2, RSTATR).
 *
 * @param peripheral which device
 * @param reader its number there, from 0
 * @param state as the device sees it
 */
public record AttachedReaderReported(String peripheral, int reader, ReaderState state) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/AttachedReader";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("peripheral", peripheral, "reader", Integer.toString(reader));
    }

    @Override
    public Map<String, String> data() {
        return Map.of("state", state.toString().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean stateful() {
        return true;
    }
}
