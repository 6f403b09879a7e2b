package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.internal.events.EventTyping;
import dev.openaxis.vapix.internal.events.Notification;
import dev.openaxis.vapix.mqtt.MqttMessage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device published: an event (VAPIX mqtt-event-bridge) or one of its standard messages about its connection (VAPIX
 * mqtt-client-api). JSON of applications, rules and analytics is neither, and left alone.
 */
public final class PublishedPayload {
    private static final Pattern TOPIC = Pattern.compile("(?:axis/)?([0-9A-Fa-f]{12})/.*", Pattern.DOTALL);
    private static final String CONNECTION = "/event/connection";
    /** Devices without a clock start in 1970 or 2000, as for events. */
    private static final Instant NO_CLOCK = Instant.parse("2015-01-01T00:00:00Z");

    private final String topic;
    private final Json payload;
    private final Consumer<String> odd;

    private PublishedPayload(String topic, Json payload, Consumer<String> odd) {
        this.topic = topic;
        this.payload = payload;
        this.odd = odd;
    }

    /**
     * Reads a payload.
     *
     * @param odd told what cannot be read
     * @return empty if it is no JSON object
     */
    public static Optional<PublishedPayload> read(String topic, byte[] payload, Consumer<String> odd) {
        try {
            Json object = Json.parse(
                    new String(payload, StandardCharsets.UTF_8),
                    field -> odd.accept("a field of an unexpected type: " + field));
            return Optional.of(new PublishedPayload(topic, object, odd));
        } catch (Json.NotJsonException e) {
            odd.accept("a payload that is not a JSON object");
            return Optional.empty();
        }
    }

    /** The message, if it is one of the two. */
    public Optional<MqttMessage> message(boolean retained, Instant receivedAt) {
        if (payload.has("topic")) {
            return event(retained, receivedAt);
        }
        if (("/" + topic).endsWith(CONNECTION) && payload.has("connected")) {
            return connection(retained, receivedAt);
        }
        return Optional.empty();
    }

    private Optional<MqttMessage> event(boolean retained, Instant receivedAt) {
        if (payload.object("message").isEmpty()) {
            return Optional.empty();
        }
        Optional<Notification> told = Notification.of(payload);
        if (told.isEmpty()) {
            odd.accept("an event without a topic");
        }
        // Which device declares what is not known here, so only the known topics count as states.
        EventTyping typing = new EventTyping(serial("serial").orElse(""), EventTyping.Declared.NOTHING);
        return told.map(event -> new MqttMessage.Event(typing.event(event), retained, receivedAt));
    }

    private Optional<MqttMessage> connection(boolean retained, Instant receivedAt) {
        return payload.bool("connected")
                .map(connected -> new MqttMessage.Connection(
                        serial("serialNumber"),
                        connected,
                        payload.text("description", ""),
                        payload.text("timestamp").flatMap(this::time),
                        retained,
                        receivedAt));
    }

    private Optional<String> serial(String field) {
        return payload.text(field).filter(serial -> !serial.isBlank()).or(() -> {
            Matcher prefix = TOPIC.matcher(topic);
            return prefix.matches() ? Optional.of(prefix.group(1)) : Optional.empty();
        });
    }

    /** Documented with a small z, too. */
    private Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(at -> !at.isBefore(NO_CLOCK));
        } catch (DateTimeException e) {
            odd.accept("a time that is none");
            return Optional.empty();
        }
    }
}
