package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A last will, connect or disconnect message as configured, reference 04 section 5.2.
 *
 * @param own topic, text, QoS and retain flag, or null for the default message
 */
record MqttStatusMessage(@Nullable Own own) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'z'", Locale.ROOT);

    /**
     * A message of the user's.
     *
     * @param topic topic name
     * @param message text
     * @param retain true to be retained
     * @param qos 0, 1 or 2
     */
    record Own(String topic, String message, boolean retain, int qos) {}

    /** All others are required if the default is not used, and ignored if it is (documented). */
    static MqttStatusMessage read(JsonFields fields) {
        return new MqttStatusMessage(
                fields.flag("useDefault")
                        ? null
                        : new Own(
                                topic(fields),
                                fields.text("message", ""),
                                fields.flag("retain"),
                                fields.number("qos", 0, 2)));
    }

    private static String topic(JsonFields fields) {
        String topic = fields.text("topic");
        if (!fields.has("message")) {
            throw JsonFields.Refused.missing("message");
        }
        if (!MqttTopics.isName(topic)) {
            throw JsonFields.Refused.invalid("topic");
        }
        return topic;
    }

    void write(ObjectNode into) {
        into.put("useDefault", own == null);
        if (own != null) {
            into.put("topic", own.topic())
                    .put("message", own.message())
                    .put("retain", own.retain())
                    .put("qos", own.qos());
        }
    }

    /**
     * What is sent.
     *
     * @param prefix device topic prefix
     * @param serial serial number
     * @param connected what the default message tells
     * @param description what the default message tells
     * @param time what the default message tells, null in a last will
     */
    MqttMessageOut toSend(String prefix, String serial, boolean connected, String description, @Nullable Instant time) {
        if (own != null) {
            return new MqttMessageOut(
                    own.topic(), own.message().getBytes(StandardCharsets.UTF_8), own.qos(), own.retain());
        }
        ObjectNode payload = JsonText.MAPPER
                .createObjectNode()
                .put("serialNumber", serial)
                .put("connected", connected)
                .put("description", description)
                .put("timestamp", time == null ? null : TIME.format(time.atZone(ZoneOffset.UTC)));
        return new MqttMessageOut(prefix + "/event/connection", bytes(payload), 1, true);
    }

    private static byte[] bytes(ObjectNode payload) {
        return JsonText.write(payload, JsonText.Style.COMPACT).getBytes(StandardCharsets.UTF_8);
    }
}
