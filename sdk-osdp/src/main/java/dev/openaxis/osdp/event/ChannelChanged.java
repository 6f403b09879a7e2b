package dev.openaxis.osdp.event;

import java.util.Locale;
import java.util.Map;

/**
 * How a device is spoken to has changed.
 *
 * @param peripheral which device
 * @param channel how
 */
public record ChannelChanged(String peripheral, Channel channel) implements OsdpEvent {

    /** How a device is spoken to. */
    public enum Channel {
        /** Not at all. */
        NONE,
        /** In clear: anybody on the line can read along, repeat and make things up. */
        CLEAR,
        /** Over a secure channel with a key of its own. */
        SECURED
    }

    @Override
    public String topic() {
        return "OSDP/Channel";
    }

    @Override
    public Map<String, String> data() {
        return Map.of("channel", channel.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean stateful() {
        return true;
    }
}
