package dev.openaxis.vapix.events;

import dev.openaxis.core.live.DeviceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event the SDK has no type for, or cannot attribute to a port with certainty. Nothing is held back.
 *
 * @param serial which device
 * @param topic canonical topic, without namespace prefixes
 * @param source source items
 * @param data data items
 * @param deviceTime the device's time
 * @param stateful whether it is a state
 */
public record OtherEvent(
        String serial,
        String topic,
        Map<String, String> source,
        Map<String, String> data,
        Optional<Instant> deviceTime,
        boolean stateful)
        implements DeviceEvent {

    /** Makes the maps immutable. */
    public OtherEvent {
        source = Map.copyOf(source);
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return serial + " " + topic + " " + source + " " + data;
    }
}
