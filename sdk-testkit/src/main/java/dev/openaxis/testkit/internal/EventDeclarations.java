package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.EventVariant;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GetEventInstances}, reference 04 section 2.1: the recording where there is one of the device, else
 * composed from the events the device emits at this moment. No declaration of an I/O module is public; the form is that of
 * the recordings of 12.9.57.
 */
final class EventDeclarations {
    private final DeviceCore device;
    private final DeviceConfig config;
    private final EventCatalogue catalogue;
    private final @Nullable String recording;

    EventDeclarations(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        this.catalogue = new EventCatalogue(config);
        String file = RecordedEvents.declarations(config.model());
        this.recording = file == null ? null : Recorded.text(file);
    }

    /** The recorded answer, or null if this device has none. */
    @Nullable
    String recorded() {
        return recording;
    }

    /** The topic set composed from what the device emits now. */
    String composed() {
        TopicTree tree = new TopicTree();
        byTopic(device.events().declared()).forEach((topic, events) -> {
            EventCatalogue.Kind kind = catalogue.kind(topic);
            tree.add(topic, "wstop:topic=\"true\"" + kind.attributes(), kind.niceName(), message(topic, kind, events));
        });
        return config.is(EventVariant.OTHER_TOPIC_PREFIXES)
                ? tree.written("t1", "ax")
                : tree.written("tns1", "tnsaxis");
    }

    private static Map<String, List<EventState>> byTopic(List<EventState> events) {
        Map<String, List<EventState>> topics = new LinkedHashMap<>();
        for (EventState event : events) {
            topics.computeIfAbsent(event.topic(), key -> new ArrayList<>()).add(event);
        }
        return topics;
    }

    private String message(String topic, EventCatalogue.Kind kind, List<EventState> events) {
        Set<String> sources = new LinkedHashSet<>();
        Set<String> data = new LinkedHashSet<>();
        for (EventState event : events) {
            sources.addAll(event.source().keySet());
            data.addAll(event.data().keySet());
        }
        StringBuilder sourceItems = new StringBuilder();
        for (String name : sources) {
            Set<String> values = new LinkedHashSet<>();
            events.forEach(event -> values.add(event.source().getOrDefault(name, "")));
            sourceItems.append(item(topic, kind, name, ListOrder.of(values)));
        }
        StringBuilder dataItems = new StringBuilder();
        for (String name : data) {
            dataItems.append(item(topic, kind, name, catalogue.dataValues(topic, name)));
        }
        String content = group("aev:SourceInstance", sourceItems) + group("aev:DataInstance", dataItems);
        return "<aev:MessageInstance" + (kind.stateful() ? " aev:isProperty=\"true\"" : "") + ">" + content
                + "</aev:MessageInstance>";
    }

    private static String group(String name, StringBuilder items) {
        return items.isEmpty() ? "" : SoapEnvelope.element(name, items.toString());
    }

    private String item(String topic, EventCatalogue.Kind kind, String name, List<String> values) {
        StringBuilder text = new StringBuilder("<aev:SimpleItemInstance");
        text.append(kind.isState(name) ? " isPropertyState=\"true\"" : "");
        text.append(niceName(kind.niceNameOf(name)));
        text.append(" Type=\"").append(catalogue.type(topic, kind, name)).append('"');
        text.append(" Name=\"").append(name).append("\">");
        if (!config.is(EventVariant.DECLARED_WITHOUT_VALUES)) {
            values.forEach(value -> text.append("<aev:Value")
                    .append(niceName(nameOfValue(topic, value)))
                    .append('>')
                    .append(SoapEnvelope.escaped(value))
                    .append("</aev:Value>"));
        }
        return text.append("</aev:SimpleItemInstance>").toString();
    }

    static String niceName(@Nullable String name) {
        return name == null ? "" : " aev:NiceName=\"" + SoapEnvelope.quoted(name) + "\"";
    }

    /** Schedules are declared with their name, ports with the number printed beside them, from 1 (recorded). */
    private @Nullable String nameOfValue(String topic, String value) {
        if (topic.equals(Schedules.INTERVAL) || topic.equals(Schedules.PULSE)) {
            return device.schedules().nameOf(value);
        }
        boolean output = topic.equals(EventTopics.OUTPUT_PORT);
        if (!output && !topic.equals(EventTopics.PORT) && !topic.equals(EventTopics.SUPERVISED_PORT)) {
            return null;
        }
        if (value.equals("-1")) {
            return "Any";
        }
        int index = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : -1;
        int number = output && config.is(Variant.OUTPUT_PORT_ONE_BASED) ? index - 1 : index;
        Port port = device.board().find(number);
        if (port == null) {
            return null;
        }
        return config.is(EventVariant.DECLARED_WITH_PORT_NAMES) ? port.name() : PortSpec.defaultName(number);
    }
}
