package dev.openaxis.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event for {@link SimulatedEvents}. All values are texts, as on the wire.
 *
 * @param topic in the form devices send, for example {@code tns1:Device/tnsaxis:Sensor/PIR}
 * @param source items that say which instance, in this order
 * @param data items with the values, in this order
 * @param stateful true for a state, which new subscribers are told too; false for something that is over at once
 */
public record SimulatedEvent(String topic, Map<String, String> source, Map<String, String> data, boolean stateful) {

    /** Copies the items. */
    public SimulatedEvent {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("An event has a topic");
        }
        source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * A state.
     *
     * @param topic topic
     * @param source source items
     * @param data data items
     * @return an event
     */
    public static SimulatedEvent state(String topic, Map<String, String> source, Map<String, String> data) {
        return new SimulatedEvent(topic, source, data, true);
    }

    /**
     * Something that is over at once.
     *
     * @param topic topic
     * @param source source items
     * @param data data items
     * @return an event
     */
    public static SimulatedEvent pulse(String topic, Map<String, String> source, Map<String, String> data) {
        return new SimulatedEvent(topic, source, data, false);
    }
}
