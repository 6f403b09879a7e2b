package dev.openaxis.osdp.event;

import dev.openaxis.osdp.message.LocalStatus;
import java.util.Map;

/**
 * Whether the device was opened or moved, and whether its power fails (OSDP v2.2, LSTATR).
 *
 * @param peripheral which device
 * @param status what it says
 */
public record LocalStatusReported(String peripheral, LocalStatus status) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/LocalStatus";
    }

    @Override
    public Map<String, String> data() {
        return Map.of("tamper", status.isTampered() ? "1" : "0", "power", status.isPowerFailing() ? "1" : "0");
    }

    @Override
    public boolean stateful() {
        return true;
    }
}
