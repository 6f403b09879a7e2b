package dev.openaxis.vapix.events;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a device said in an event, as it said it: all values are texts.
 *
 * @param serial which device
 * @param topic canonical topic, without namespace prefixes, for example {@code Device/IO/Port}
 * @param source source items: which instance
 * @param data data items: the values
 * @param deviceTime the device's time, empty if it does not know it
 */
public record EventContent(
        String serial,
        String topic,
        Map<String, String> source,
        Map<String, String> data,
        Optional<Instant> deviceTime) {

    /** Makes the maps immutable. */
    public EventContent {
        source = Map.copyOf(source);
        data = Map.copyOf(data);
    }
}
