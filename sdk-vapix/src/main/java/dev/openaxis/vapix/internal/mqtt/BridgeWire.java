package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.mqtt.MqttPublication;
import dev.openaxis.vapix.mqtt.MqttRetain;
import dev.openaxis.vapix.mqtt.MqttSubscription;
import dev.openaxis.vapix.mqtt.PublishedEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Publications and subscriptions as {@code event.cgi} takes and tells them (VAPIX mqtt-event-bridge). */
final class BridgeWire {
    static final String EVENTS = "eventFilterList";
    static final String SUBSCRIPTIONS = "mqttFilterList";
    private static final String CUSTOM = "custom";

    private BridgeWire() {}

    /** The entries of a list that say what an entry must. */
    private static <T> List<T> entries(
            Json config, String name, Consumer<String> forgiver, BiFunction<Json, Consumer<String>, Optional<T>> one) {
        return config.objects(name).stream()
                .flatMap(entry -> one.apply(entry, forgiver).stream())
                .toList();
    }

    // ---- publication ----

    /** What is sent; nothing is null, which crashed a device (observed on 11.11.64). */
    static Map<String, Object> fields(MqttPublication publication) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topicPrefix", publication.customTopicPrefix().isPresent() ? CUSTOM : "default");
        publication.customTopicPrefix().ifPresent(prefix -> fields.put("customTopicPrefix", prefix));
        fields.put("appendEventTopic", publication.appendEventTopic());
        fields.put("includeTopicNamespaces", publication.includeTopicNamespaces());
        fields.put("includeSerialNumberInPayload", publication.includeSerialNumber());
        return fields;
    }

    static Map<String, Object> fields(PublishedEvents events) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topicFilter", events.topicFilter());
        fields.put("qos", events.qos().level());
        fields.put("retain", events.retain().word());
        return fields;
    }

    static MqttPublication publication(Json config, Consumer<String> forgiver) {
        boolean custom = config.text("topicPrefix", "").equalsIgnoreCase(CUSTOM);
        return new MqttPublication(
                config.text("customTopicPrefix").filter(prefix -> custom && !prefix.isBlank()),
                config.bool("appendEventTopic").orElse(true),
                config.bool("includeTopicNamespaces").orElse(true),
                config.bool("includeSerialNumberInPayload").orElse(false),
                entries(config, EVENTS, forgiver, BridgeWire::events));
    }

    private static Optional<PublishedEvents> events(Json entry, Consumer<String> forgiver) {
        Optional<String> filter = entry.text("topicFilter").filter(text -> !text.isBlank());
        if (filter.isEmpty()) {
            forgiver.accept(EVENTS + "[]");
        }
        return filter.map(text -> new PublishedEvents(
                text,
                ClientConfigWire.qos(entry, EVENTS + "[].qos", forgiver),
                retain(entry.text("retain", "none"), forgiver)));
    }

    private static MqttRetain retain(String word, Consumer<String> forgiver) {
        for (MqttRetain retain : MqttRetain.values()) {
            if (retain.word().equalsIgnoreCase(word)) {
                return retain;
            }
        }
        forgiver.accept(EVENTS + "[].retain");
        return MqttRetain.NONE;
    }

    // ---- subscriptions ----

    static Map<String, Object> fields(MqttSubscription subscription) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topicFilter", subscription.topicFilter());
        fields.put("useDeviceTopicPrefix", subscription.useDeviceTopicPrefix());
        fields.put("qos", subscription.qos().level());
        fields.put("isStateData", subscription.stateful());
        return fields;
    }

    static List<MqttSubscription> subscriptions(Json config, Consumer<String> forgiver) {
        return entries(config, SUBSCRIPTIONS, forgiver, BridgeWire::subscription);
    }

    private static Optional<MqttSubscription> subscription(Json entry, Consumer<String> forgiver) {
        try {
            return Optional.of(new MqttSubscription(
                    entry.text("topicFilter", ""),
                    entry.bool("useDeviceTopicPrefix").orElse(false),
                    ClientConfigWire.qos(entry, SUBSCRIPTIONS + "[].qos", forgiver),
                    entry.bool("isStateData").orElse(false)));
        } catch (IllegalArgumentException e) {
            forgiver.accept(SUBSCRIPTIONS + "[]");
            return Optional.empty();
        }
    }
}
