package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.internal.mqtt.MqttTopics;
import java.util.Objects;

/**
 * Messages a device takes for events of its own (VAPIX mqtt-event-bridge 1.1): one that arrives becomes an event of the topic
 * {@code tnsaxis:MQTT/Message/Stateless} with the source {@code mqtt-topic} and the data {@code mqtt-payload}, which a rule of
 * the device can start with. The topic of the event of a stateful one is not documented.
 *
 * @param topicFilter MQTT topic; {@code +} and {@code #} only in stateless ones
 * @param useDeviceTopicPrefix whether the device topic prefix is put before it
 * @param qos how surely messages are delivered
 * @param stateful whether the payload is a state; else every message is a momentary event
 */
public record MqttSubscription(String topicFilter, boolean useDeviceTopicPrefix, MqttQos qos, boolean stateful) {

    /**
     * Checks the filter.
     *
     * @throws IllegalArgumentException if MQTT does not have such a filter, or it is stateful and has wildcards
     */
    public MqttSubscription {
        Objects.requireNonNull(qos, "qos");
        MqttTopics.filter(topicFilter);
        if (stateful && MqttTopics.hasWildcards(topicFilter)) {
            throw new IllegalArgumentException(
                    "a stateful subscription is about one topic, without + and #: \"" + topicFilter + "\"");
        }
    }

    /**
     * Every message is a momentary event; QoS 0.
     *
     * @param topicFilter MQTT topic, also with {@code +} and {@code #}
     * @return the subscription
     * @throws IllegalArgumentException if MQTT does not have such a filter
     */
    public static MqttSubscription stateless(String topicFilter) {
        return new MqttSubscription(topicFilter, false, MqttQos.AT_MOST_ONCE, false);
    }

    /**
     * The payload is a state; QoS 0.
     *
     * @param topic MQTT topic
     * @return the subscription
     * @throws IllegalArgumentException if it is no single topic
     */
    public static MqttSubscription stateful(String topic) {
        return new MqttSubscription(topic, false, MqttQos.AT_MOST_ONCE, true);
    }

    /**
     * The same, delivered otherwise.
     *
     * @param quality how surely
     * @return a copy
     */
    public MqttSubscription qos(MqttQos quality) {
        return new MqttSubscription(topicFilter, useDeviceTopicPrefix, quality, stateful);
    }

    /**
     * The same below the device topic prefix, {@code axis/<serial>} unless configured otherwise.
     *
     * @return a copy
     */
    public MqttSubscription belowDeviceTopicPrefix() {
        return new MqttSubscription(topicFilter, true, qos, stateful);
    }
}
