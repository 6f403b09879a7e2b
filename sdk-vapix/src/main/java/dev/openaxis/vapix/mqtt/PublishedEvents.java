package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.internal.mqtt.BridgeFilters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Events that a device publishes, and how (VAPIX mqtt-event-bridge, {@code eventFilterList}).
 *
 * @param topicFilter which events, in the device's spelling: {@code onvif:Device/axis:IO//.}
 * @param qos how surely each message is delivered
 * @param retain which of them the broker keeps
 */
public record PublishedEvents(String topicFilter, MqttQos qos, MqttRetain retain) {

    /** Checks that a filter is named. */
    public PublishedEvents {
        Objects.requireNonNull(qos, "qos");
        Objects.requireNonNull(retain, "retain");
        if (topicFilter.isBlank()) {
            throw new IllegalArgumentException("which events? //. are all");
        }
    }

    /**
     * Events of one topic, or of one and everything below it; QoS 0, none retained. Take the topic from
     * {@link dev.openaxis.vapix.events.Events#declarations() the device's declarations} or from the reference: a device takes
     * one it does not have silently (inference), and publishes nothing.
     *
     * @param filter one topic, with its prefixes
     * @return what is published
     * @throws IllegalArgumentException if the filter names several topics ({@link #each} takes those), looks at content, which
     *     devices cannot do here, or its topic has no prefix
     */
    public static PublishedEvents of(EventFilter filter) {
        List<PublishedEvents> each = each(filter);
        if (each.size() > 1) {
            throw new IllegalArgumentException(
                    "one topic is published by one entry, each(...) makes several: " + filter);
        }
        return each.get(0);
    }

    /**
     * An entry for each topic of a filter. An event that several of them match is published several times.
     *
     * @param filter topics, with their prefixes
     * @return what is published; QoS 0, none retained
     * @throws IllegalArgumentException if the filter looks at content, or a topic has no prefix
     */
    public static List<PublishedEvents> each(EventFilter filter) {
        return BridgeFilters.texts(filter).stream()
                .map(text -> new PublishedEvents(text, MqttQos.AT_MOST_ONCE, MqttRetain.NONE))
                .toList();
    }

    /**
     * The same, delivered otherwise.
     *
     * @param quality how surely
     * @return a copy
     */
    public PublishedEvents qos(MqttQos quality) {
        return new PublishedEvents(topicFilter, quality, retain);
    }

    /**
     * The same, kept otherwise.
     *
     * @param which messages the broker keeps; {@link MqttRetain#PROPERTY} for the last value of each state
     * @return a copy
     */
    public PublishedEvents retain(MqttRetain which) {
        return new PublishedEvents(topicFilter, qos, which);
    }

    /**
     * The filter as a value, to be compared or matched against events.
     *
     * @return the filter; empty if the device tells something that is none
     */
    public Optional<EventFilter> filter() {
        return BridgeFilters.read(topicFilter);
    }
}
