package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.internal.mqtt.MqttTopics;
import java.util.Objects;

/**
 * A message that tells whether a device is connected to its broker (VAPIX mqtt-client-api): last will, connect message or
 * disconnect message.
 *
 * @param useDefault whether it is the device's own, which {@link MqttEventDecoder} reads; the rest is without meaning then
 * @param topic where it is published
 * @param message its text
 * @param retain whether the broker keeps it for those who subscribe later
 * @param qos how surely it is delivered
 */
public record MqttStatusMessage(boolean useDefault, String topic, String message, boolean retain, MqttQos qos) {
    private static final MqttStatusMessage STANDARD = new MqttStatusMessage(true, "", "", false, MqttQos.AT_MOST_ONCE);

    /**
     * Checks the topic.
     *
     * @throws IllegalArgumentException if nothing can be published under it
     */
    public MqttStatusMessage {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(qos, "qos");
        if (!useDefault) {
            MqttTopics.topic(topic);
        }
    }

    /**
     * The device's own message: JSON with serial number, {@code connected} and a description, retained, QoS 1, under
     * {@code <device topic prefix>/event/connection}.
     *
     * @return the standard message
     */
    public static MqttStatusMessage standard() {
        return STANDARD;
    }

    /**
     * A message of one's own, not retained, QoS 0.
     *
     * @param topic where it is published; the device topic prefix is not put before it
     * @param message its text
     * @return the message
     * @throws IllegalArgumentException if nothing can be published under the topic
     */
    public static MqttStatusMessage of(String topic, String message) {
        return new MqttStatusMessage(false, topic, message, false, MqttQos.AT_MOST_ONCE);
    }

    /**
     * The same, kept by the broker for those who subscribe later.
     *
     * @return a copy
     */
    public MqttStatusMessage retained() {
        return new MqttStatusMessage(useDefault, topic, message, true, qos);
    }

    /**
     * The same, delivered otherwise.
     *
     * @param quality how surely
     * @return a copy
     */
    public MqttStatusMessage qos(MqttQos quality) {
        return new MqttStatusMessage(useDefault, topic, message, retain, quality);
    }
}
