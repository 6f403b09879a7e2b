package dev.openaxis.osdp.event;

import java.util.Map;

/**
 * A device answers, or does not any more.
 *
 * @param peripheral which device
 * @param online whether it can be used: it has answered, over the channel it must have, and said who it is
 * @param why for people, without secrets
 */
public record ConnectionChanged(String peripheral, boolean online, String why) implements OsdpEvent {
    @Override
    public String topic() {
        return "OSDP/Connection";
    }

    @Override
    public Map<String, String> data() {
        return Map.of("online", online ? "1" : "0", "why", why);
    }

    @Override
    public boolean stateful() {
        return true;
    }
}
