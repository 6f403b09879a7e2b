package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.internal.mqtt.BridgeFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which events a device publishes and under which topics (VAPIX mqtt-event-bridge, configureEventPublication).
 *
 * @param customTopicPrefix what topics begin with; empty for the device's own, {@code <device topic prefix>/event}
 * @param appendEventTopic whether the event's topic and source follow the prefix; default {@code true}
 * @param includeTopicNamespaces whether levels {@code tns:onvif} and {@code tns:axis} stand in it; default {@code true}
 * @param includeSerialNumber whether every payload has the serial number; default {@code false}
 * @param events which events; none on a factory-new device, which publishes nothing
 */
public record MqttPublication(
        Optional<String> customTopicPrefix,
        boolean appendEventTopic,
        boolean includeTopicNamespaces,
        boolean includeSerialNumber,
        List<PublishedEvents> events) {

    /**
     * Makes the list immutable.
     *
     * @throws IllegalArgumentException if the prefix is blank
     */
    public MqttPublication {
        events = List.copyOf(events);
        if (customTopicPrefix.isPresent() && customTopicPrefix.get().isBlank()) {
            throw new IllegalArgumentException("a prefix of topics has at least one level");
        }
    }

    /**
     * Starts with the defaults above and without events.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from this publication.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.customTopicPrefix = customTopicPrefix;
        builder.appendEventTopic = appendEventTopic;
        builder.includeTopicNamespaces = includeTopicNamespaces;
        builder.includeSerialNumber = includeSerialNumber;
        builder.events.addAll(events);
        return builder;
    }

    /** Collects a publication. */
    public static final class Builder {
        private Optional<String> customTopicPrefix = Optional.empty();
        private boolean appendEventTopic = true;
        private boolean includeTopicNamespaces = true;
        private boolean includeSerialNumber;
        private final List<PublishedEvents> events = new ArrayList<>();

        private Builder() {}

        /**
         * Publishes events, too; an entry for the same filter is replaced.
         *
         * @param more which events and how
         * @return this
         */
        public Builder publish(PublishedEvents more) {
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).topicFilter().equals(more.topicFilter())) {
                    events.set(i, more);
                    return this;
                }
            }
            events.add(more);
            return this;
        }

        /**
         * Publishes events no more. Only entries for exactly these topics go: one for a topic above stays.
         *
         * @param filter topics, with their prefixes
         * @return this
         */
        public Builder withdraw(EventFilter filter) {
            List<String> texts = BridgeFilters.texts(filter);
            events.removeIf(entry -> texts.contains(entry.topicFilter()));
            return this;
        }

        /**
         * Publishes no events.
         *
         * @return this
         */
        public Builder withdrawAll() {
            events.clear();
            return this;
        }

        /**
         * Sets what topics begin with.
         *
         * @param prefix for example {@code site/door-1}
         * @return this
         */
        public Builder topicPrefix(String prefix) {
            customTopicPrefix = Optional.of(prefix);
            return this;
        }

        /**
         * Topics begin with the device's own prefix, {@code <device topic prefix>/event}.
         *
         * @return this
         */
        public Builder defaultTopicPrefix() {
            customTopicPrefix = Optional.empty();
            return this;
        }

        /**
         * Sets whether the event's topic and source follow the prefix. Some brokers limit the length of topics or have fixed
         * ones; the payload names the topic anyway.
         *
         * @param append default {@code true}
         * @return this
         */
        public Builder appendEventTopic(boolean append) {
            appendEventTopic = append;
            return this;
        }

        /**
         * Sets whether levels {@code tns:onvif} and {@code tns:axis} stand in topics.
         *
         * @param include default {@code true}
         * @return this
         */
        public Builder includeTopicNamespaces(boolean include) {
            includeTopicNamespaces = include;
            return this;
        }

        /**
         * Sets whether every payload has the serial number, which tells devices apart whatever their topics are.
         *
         * @param include default {@code false}
         * @return this
         */
        public Builder includeSerialNumber(boolean include) {
            includeSerialNumber = include;
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the publication
         * @throws IllegalArgumentException if the prefix is blank
         */
        public MqttPublication build() {
            return new MqttPublication(
                    customTopicPrefix, appendEventTopic, includeTopicNamespaces, includeSerialNumber, events);
        }
    }
}
