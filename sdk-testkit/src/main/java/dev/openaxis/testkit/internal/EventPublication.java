package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Which events are published and how, reference 04 section 5.3; every configuration replaces all of it.
 *
 * @param custom true for the prefix below, false for the one of the device
 * @param customPrefix remembered even if it is not used (recorded)
 * @param appendTopic true to append the event's topic
 * @param namespaces true to write name spaces into it
 * @param serialInPayload true to tell the serial number in payloads
 * @param filters each of them publishes what it matches
 */
record EventPublication(
        boolean custom,
        String customPrefix,
        boolean appendTopic,
        boolean namespaces,
        boolean serialInPayload,
        List<Filter> filters) {

    /** As it leaves the factory: nothing is published. */
    static final EventPublication FACTORY = new EventPublication(false, "", true, true, false, List.of());

    /** Which messages the broker is to keep. */
    enum Retain {
        NONE,
        /** States only. */
        PROPERTY,
        ALL;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A filter.
     *
     * @param topicFilter with {@code onvif:} and {@code axis:} prefixes
     * @param qos 0, 1 or 2
     * @param retain what the broker is to keep
     */
    record Filter(String topicFilter, int qos, Retain retain) {
        static Filter read(JsonFields fields) {
            return new Filter(fields.text("topicFilter"), fields.number("qos", 0, 2, 0), retain(fields));
        }

        private static Retain retain(JsonFields fields) {
            return switch (fields.text("retain", "none")) {
                case "none" -> Retain.NONE;
                case "property" -> Retain.PROPERTY;
                case "all" -> Retain.ALL;
                default -> throw JsonFields.Refused.invalid("retain");
            };
        }

        boolean matches(EventState state) {
            return new TopicFilter(topicFilter).matches(TopicNotation.ofFilters(state.topic()));
        }

        boolean keeps(EventNotice notice) {
            boolean state = notice.change() != EventNotice.Change.NONE;
            return retain == Retain.ALL || (retain == Retain.PROPERTY && state);
        }
    }

    /** Omitted fields return to their defaults. */
    static EventPublication read(JsonFields fields) {
        String prefix = fields.text("topicPrefix", "default");
        boolean custom = prefix.equals("custom");
        if (!custom && !prefix.equals("default")) {
            throw JsonFields.Refused.invalid("topicPrefix");
        }
        String own = fields.text("customTopicPrefix", "");
        if (custom && own.isEmpty()) {
            throw JsonFields.Refused.missing("customTopicPrefix");
        }
        return new EventPublication(
                custom,
                own,
                fields.flag("appendEventTopic", true),
                fields.flag("includeTopicNamespaces", true),
                fields.flag("includeSerialNumberInPayload", false),
                fields.has("eventFilterList")
                        ? fields.objects("eventFilterList").stream()
                                .map(Filter::read)
                                .toList()
                        : List.of());
    }

    /** Order of members as recorded. */
    void write(ObjectNode into) {
        into.put("topicPrefix", custom ? "custom" : "default")
                .put("customTopicPrefix", customPrefix)
                .put("appendEventTopic", appendTopic)
                .put("includeTopicNamespaces", namespaces)
                .put("includeSerialNumberInPayload", serialInPayload);
        ArrayNode list = into.putArray("eventFilterList");
        filters.forEach(filter -> list.addObject()
                .put("topicFilter", filter.topicFilter())
                .put("qos", filter.qos())
                .put("retain", filter.retain().wire()));
    }
}
