package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.MqttVariant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Topic and payload of an event that is published over MQTT, reference 04 section 5.4. */
final class PublishedEvent {
    private final DeviceConfig config;
    private final EventPublication publication;

    PublishedEvent(DeviceConfig config, EventPublication publication) {
        this.config = config;
        this.publication = publication;
    }

    MqttMessageOut message(EventNotice notice, EventPublication.Filter filter, String devicePrefix) {
        return new MqttMessageOut(
                topic(notice.state(), devicePrefix), payload(notice), filter.qos(), filter.keeps(notice));
    }

    private String topic(EventState state, String devicePrefix) {
        String prefix = publication.custom() ? publication.customPrefix() : devicePrefix + "/event";
        if (!publication.appendTopic()) {
            return prefix;
        }
        List<String> levels = new ArrayList<>(List.of(prefix));
        for (String level : TopicNotation.ofFilters(state.topic()).split("/", -1)) {
            int colon = level.indexOf(':');
            if (colon >= 0 && publication.namespaces()) {
                levels.add("tns:" + level.substring(0, colon));
            }
            levels.add(level.substring(colon + 1));
        }
        String mark = "$source";
        for (var item : state.source().entrySet()) {
            if (!mark.isEmpty()) {
                levels.add(mark);
            }
            mark = config.is(MqttVariant.SOURCE_LEVEL_REPEATED) ? mark : "";
            levels.add(item.getKey());
            levels.add(item.getValue());
        }
        // Nobody may publish with wildcards (MQTT 3.1.1 section 4.7.1); what a device does then is not found.
        return String.join("/", levels).replace('#', '_').replace('+', '_');
    }

    private byte[] payload(EventNotice notice) {
        ObjectNode payload = JsonText.MAPPER.createObjectNode();
        if (publication.serialInPayload()) {
            payload.put("serial", config.serial());
        }
        boolean timeFirst = MqttSettings.isOld(config) || config.is(MqttVariant.TIMESTAMP_FIRST);
        if (timeFirst) {
            payload.put("timestamp", notice.since().toEpochMilli());
        }
        payload.put("topic", TopicNotation.ofFilters(notice.state().topic()));
        if (!timeFirst) {
            payload.put("timestamp", notice.since().toEpochMilli());
        }
        ObjectNode message = payload.putObject("message");
        notice.state().source().forEach(message.putObject("source")::put);
        message.putObject("key");
        notice.state().data().forEach(message.putObject("data")::put);
        return JsonText.write(payload, JsonText.Style.COMPACT).getBytes(StandardCharsets.UTF_8);
    }
}
