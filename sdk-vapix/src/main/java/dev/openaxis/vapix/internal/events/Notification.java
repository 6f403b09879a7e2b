package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.io.PortState;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One {@code events:notify} (VAPIX event-streaming-over-websocket). There is no id and no property operation: whether a value
 * is new is found by comparing.
 *
 * @param topic canonical topic: prefixes stripped from every level
 * @param source source items
 * @param data data items
 * @param time the device's time, if it knows it
 */
record Notification(String topic, Map<String, String> source, Map<String, String> data, Optional<Instant> time) {

    /** Reads a notification; empty if the message is not a complete one. */
    static Optional<Notification> of(Json message) {
        Optional<Json> notification = message.object("params").flatMap(params -> params.object("notification"));
        return notification
                .flatMap(n -> n.text("topic"))
                .filter(topic -> !topic.isBlank())
                .map(topic -> {
                    Json content = notification.get();
                    Optional<Json> items = content.object("message");
                    return new Notification(
                            canonical(topic),
                            items.flatMap(m -> m.object("source"))
                                    .map(Json::asTexts)
                                    .orElse(Map.of()),
                            items.flatMap(m -> m.object("data"))
                                    .map(Json::asTexts)
                                    .orElse(Map.of()),
                            time(content.integer("timestamp")));
                });
    }

    private static Optional<Instant> time(OptionalLong milliseconds) {
        return milliseconds.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds.getAsLong()));
    }

    /** Strips the namespace prefix of every level: devices put them on some levels only. */
    static String canonical(String topic) {
        StringBuilder path = new StringBuilder(topic.length());
        for (String level : topic.split("/")) {
            if (path.length() > 0) {
                path.append('/');
            }
            path.append(level, level.lastIndexOf(':') + 1, level.length());
        }
        return path.toString();
    }

    boolean is(String canonicalTopic) {
        return topic.equalsIgnoreCase(canonicalTopic);
    }

    /** A boolean in any of the spellings devices use. */
    static PortState state(String value) {
        return switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "1", "true", "high", "active", "on" -> PortState.ACTIVE;
            case "0", "false", "low", "inactive", "off" -> PortState.INACTIVE;
            default -> PortState.UNKNOWN;
        };
    }
}
