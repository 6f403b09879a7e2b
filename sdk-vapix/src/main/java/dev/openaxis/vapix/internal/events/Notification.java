package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.internal.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One notification, over whatever channel it came. Items of the group {@code key} count as source items: they name the instance,
 * too, and no device was seen using them.
 *
 * @param topic canonical topic: prefixes stripped from every level
 * @param source source items
 * @param data data items
 * @param time the device's time, if it knows it
 * @param change what the channel says about the state
 */
public record Notification(
        String topic, Map<String, String> source, Map<String, String> data, Optional<Instant> time, Change change) {
    /** Devices without a clock start in 1970 or 2000; no event is that old. */
    private static final Instant NO_CLOCK = Instant.parse("2015-01-01T00:00:00Z");

    /** What became of the state. */
    public enum Change {
        /** The channel does not say, nor whether it is a state at all. */
        NOT_TOLD,
        /** It is as it was when the connection began. */
        INITIALIZED,
        /** It has changed. */
        CHANGED,
        /** It is no more. */
        DELETED,
        /** It is no state. */
        MOMENTARY
    }

    /** Leaves out a time of a device that has no clock. */
    public Notification {
        time = time.filter(at -> !at.isBefore(NO_CLOCK));
    }

    /** Reads a frame of the WebSocket stream; empty if it is not a complete notification. */
    static Optional<Notification> ofFrame(Json frame) {
        return frame.object("params")
                .flatMap(params -> params.object("notification"))
                .flatMap(Notification::of);
    }

    /**
     * Reads the form of the WebSocket stream ({@code params.notification}) and of MQTT payloads.
     *
     * @return empty if there is no topic
     */
    public static Optional<Notification> of(Json notification) {
        return notification.text("topic").filter(topic -> !topic.isBlank()).map(topic -> {
            Optional<Json> items = notification.object("message");
            return new Notification(
                    canonical(topic),
                    merged(texts(items, "source"), texts(items, "key")),
                    texts(items, "data"),
                    time(notification.integer("timestamp")),
                    Change.NOT_TOLD);
        });
    }

    private static Map<String, String> texts(Optional<Json> items, String group) {
        return items.flatMap(of -> of.object(group)).map(Json::asTexts).orElse(Map.of());
    }

    /** Source and key items together. */
    static Map<String, String> merged(Map<String, String> source, Map<String, String> key) {
        if (key.isEmpty()) {
            return source;
        }
        Map<String, String> both = new LinkedHashMap<>(key);
        both.putAll(source);
        return both;
    }

    private static Optional<Instant> time(OptionalLong milliseconds) {
        return milliseconds.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds.getAsLong()));
    }

    /** Strips the namespace prefix of every level: devices put them on some levels only. */
    public static String canonical(String topic) {
        if (topic.indexOf(':') < 0) {
            return topic;
        }
        StringBuilder path = new StringBuilder(topic.length());
        int last = topic.length();
        while (last > 0 && topic.charAt(last - 1) == '/') {
            last--;
        }
        for (int from = 0; from < last; ) {
            int slash = topic.indexOf('/', from);
            int end = slash < 0 ? last : Math.min(slash, last);
            int colon = topic.lastIndexOf(':', end - 1);
            if (path.length() > 0) {
                path.append('/');
            }
            path.append(topic, Math.max(colon + 1, from), end);
            from = end + 1;
        }
        return path.toString();
    }

    boolean is(String canonicalTopic) {
        return topic.equalsIgnoreCase(canonicalTopic);
    }

    /** A source item, or an empty text. */
    String source(String name) {
        return source.getOrDefault(name, "");
    }

    /** A data item that is a boolean. */
    Optional<Boolean> flag(String name) {
        return flagOf(data.getOrDefault(name, ""));
    }

    /** A boolean in any of the spellings devices use. */
    public static Optional<Boolean> flagOf(String value) {
        return switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "1", "true", "high", "active", "on" -> Optional.of(true);
            case "0", "false", "low", "inactive", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
