package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.internal.mqtt.OddPayloads;
import dev.openaxis.vapix.internal.mqtt.PublishedPayload;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Makes events of the messages that devices publish (VAPIX mqtt-event-bridge). The host receives them from its broker with any
 * MQTT library, subscribed to {@code axis/+/event/#} or to the prefix it gave the devices, and hands each one over:
 *
 * <pre>{@code
 * decoder.decode(topic, payload, retained).ifPresent(message -> {
 *   if (message instanceof MqttMessage.Event told && told.event() instanceof PortEvent port) { ... }
 * });
 * }</pre>
 *
 * <p>What counts is the payload, which names the event's topic whatever the device's settings are; the MQTT topic is looked at
 * for the serial number only, {@code axis/<serial>/…}, on firmware 9.80 {@code <serial>/…}. With topics of one's own
 * {@link MqttPublication.Builder#includeSerialNumber} tells devices apart. Events of outputs and relays stay
 * {@link dev.openaxis.vapix.events.OtherEvent}s: which port they mean is proven by asking the device, as its live stream does.
 * Thread-safe.
 */
public final class MqttEventDecoder {
    /** Events of devices are of some hundred bytes; a limit of this side, not of the devices. */
    private static final int DEFAULT_LIMIT = 256 * 1024;

    private final Clock clock;
    private final int mostBytes;
    private final OddPayloads odd = new OddPayloads();

    private MqttEventDecoder(Clock clock, int mostBytes) {
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    /**
     * A decoder that leaves payloads of more than 256 KiB alone.
     *
     * @return the decoder
     */
    public static MqttEventDecoder create() {
        return new MqttEventDecoder(Clock.systemUTC(), DEFAULT_LIMIT);
    }

    /**
     * The same with another clock.
     *
     * @param time tells when messages are received
     * @return a decoder that has counted nothing yet
     */
    public MqttEventDecoder with(Clock time) {
        return new MqttEventDecoder(time, mostBytes);
    }

    /**
     * The same with another limit.
     *
     * @param bytes longest payload that is read, 1 at least
     * @return a decoder that has counted nothing yet
     */
    public MqttEventDecoder maxPayload(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a payload has at least one byte");
        }
        return new MqttEventDecoder(clock, bytes);
    }

    /**
     * Reads one message.
     *
     * @param topic the MQTT topic it came under
     * @param payload its payload, which is not changed
     * @param retained whether it had MQTT's retain flag
     * @return an event or a connection message; empty if it is something else, a message of a rule for example, or cannot be
     *     read, which {@link #oddities} counts. Nothing a device sends is an exception
     */
    public Optional<MqttMessage> decode(String topic, byte[] payload, boolean retained) {
        if (payload.length > mostBytes) {
            odd.report(topic, "a payload of more than " + mostBytes + " bytes");
            return Optional.empty();
        }
        return PublishedPayload.read(topic, payload, what -> odd.report(topic, what))
                .flatMap(read -> read.message(retained, clock.instant()));
    }

    /**
     * What could not be read, counted: such things are logged once per kind.
     *
     * @return how often, by kind
     */
    public Map<String, Long> oddities() {
        return odd.counts();
    }
}
