package dev.openaxis.osdp.event;

import dev.openaxis.osdp.message.InputState;
import java.util.Locale;
import java.util.Map;

/**
 * The state of an input (OSDP v2.2, ISTATR).
 *
 * @param peripheral which device
 * @param input its number there, from 0
 * @param state as the device sees it
 */
public record InputReported(String peripheral, int input, InputState state) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/Input";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("peripheral", peripheral, "input", Integer.toString(input));
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
