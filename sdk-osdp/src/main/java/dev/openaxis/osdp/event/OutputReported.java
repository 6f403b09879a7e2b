package dev.openaxis.osdp.event;

import dev.openaxis.osdp.message.OutputState;
import java.util.Locale;
import java.util.Map;

/**
 * The state of an output (OSDP v2.2, OSTATR).
 *
 * @param peripheral which device
 * @param output its number there, from 0
 * @param state as the device sees it
 */
public record OutputReported(String peripheral, int output, OutputState state) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/Output";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("peripheral", peripheral, "output", Integer.toString(output));
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
