package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.events.VapixEvent;
import java.time.Instant;
import java.util.Optional;

/** A message that a device published, read by {@link MqttEventDecoder}. */
public sealed interface MqttMessage {

    /**
     * Which device.
     *
     * @return its serial number as the payload tells it, else as the topic does; empty if neither does
     */
    Optional<String> serial();

    /**
     * Whether the broker kept it: then it tells how things are, as far as the broker knows, and not that they changed now.
     *
     * @return {@code true} if the message had MQTT's retain flag
     */
    boolean retained();

    /**
     * When it was decoded.
     *
     * @return a time of this side
     */
    Instant receivedAt();

    /**
     * The device's own time of it.
     *
     * @return the time; empty if the device did not say, or has no clock
     */
    Optional<Instant> deviceTime();

    /**
     * An event, as the live streams have it. Whether a state is new, has changed or is gone MQTT does not tell.
     *
     * @param event what happened, typed where the SDK knows the topic; its serial number is blank if nothing tells it
     * @param retained whether the broker kept it
     * @param receivedAt when it was decoded
     */
    record Event(VapixEvent event, boolean retained, Instant receivedAt) implements MqttMessage {
        @Override
        public Optional<String> serial() {
            return Optional.of(event.serial()).filter(serial -> !serial.isEmpty());
        }

        @Override
        public Optional<Instant> deviceTime() {
            return event.deviceTime();
        }
    }

    /**
     * The device is connected to its broker, or is not any more: its {@link MqttStatusMessage#standard() standard} connect
     * message, disconnect message or last will.
     *
     * @param serial which device
     * @param connected whether it is connected
     * @param description the device's own words, {@code Connection Lost} in the last will
     * @param deviceTime when; empty in the last will, which is written beforehand
     * @param retained whether the broker kept it
     * @param receivedAt when it was decoded
     */
    record Connection(
            Optional<String> serial,
            boolean connected,
            String description,
            Optional<Instant> deviceTime,
            boolean retained,
            Instant receivedAt)
            implements MqttMessage {}
}
