package dev.openaxis.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A message that a {@link SimulatedBroker} was given.
 *
 * @param topic topic name
 * @param payload the bytes
 * @param qos 0, 1 or 2, as published
 * @param retained true if it was to be kept
 * @param clientId who published it, also if it is a last will; empty if the broker itself did
 * @param will true if it is a last will
 * @param receivedAt when it came
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record BrokerMessage(
        String topic, byte[] payload, int qos, boolean retained, String clientId, boolean will, Instant receivedAt) {

    /** Copies the payload. */
    public BrokerMessage {
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /**
     * The payload as UTF-8.
     *
     * @return text
     */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BrokerMessage message
                && topic.equals(message.topic)
                && Arrays.equals(payload, message.payload)
                && qos == message.qos
                && retained == message.retained
                && clientId.equals(message.clientId)
                && will == message.will
                && receivedAt.equals(message.receivedAt);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return topic + " (QoS " + qos + (retained ? ", retained" : "") + (will ? ", will" : "") + "): " + text();
    }
}
