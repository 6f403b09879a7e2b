package dev.openaxis.testkit.internal;

import static java.util.Map.entry;

import dev.openaxis.testkit.Variant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What devices declare about the topics this one emits, reference 04 sections 2.1 and 3: names, types and attributes as a
 * M1075-L and a D4200-VE declare them (12.9.57, recorded); supervised ports and shock detection as documented, their
 * attributes are inference.
 */
final class EventCatalogue {
    private static final Map<String, String> LEVELS = Map.of(
            "tns1:Device", "Device",
            "tns1:Device/tnsaxis:IO", "Input ports",
            "tns1:Device/tnsaxis:Status", "Device sensors",
            "tns1:Device/tnsaxis:SystemMessage", "System message",
            "tns1:UserAlarm/tnsaxis:Recurring", "Schedule");

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            entry(EventTopics.SYSTEM_READY, state("System Ready", item("ready", "xsd:boolean", null))),
            entry(
                    EventTopics.PORT,
                    state(
                            "Digital input port",
                            item("state", "xsd:boolean", "Active"),
                            item("port", "xsd:int", "Port"))),
            entry(
                    EventTopics.OUTPUT_PORT,
                    state(
                            "Digital output port",
                            item("state", "xsd:boolean", "Active"),
                            item("port", "xsd:int", "Port"))),
            entry(
                    EventTopics.SUPERVISED_PORT,
                    state(
                            "Supervised input port",
                            item("state", "xsd:string", null),
                            item("tampered", "xsd:boolean", null),
                            item("port", "xsd:int", "Port"))),
            entry(
                    EventTopics.DIGITAL_INPUT,
                    state(
                                    null,
                                    item("LogicalState", "xsd:boolean", null),
                                    item("InputToken", "tt:ReferenceToken", null))
                            .with("isApplicationData")),
            entry(
                    EventTopics.RELAY,
                    state(
                                    "Relays and Outputs",
                                    item("LogicalState", "tt:RelayLogicalState", null),
                                    item("RelayToken", "tt:ReferenceToken", null))
                            .with("isApplicationData")),
            entry(
                    VirtualInputs.TOPIC,
                    state(
                            "Virtual input",
                            item("active", "xsd:boolean", "Active"),
                            item("port", "xsd:int", "Port number"))),
            entry(
                    VirtualInputs.TRIGGER_TOPIC,
                    state("Manual trigger", item("state", "xsd:boolean", "Active"), item("port", "xsd:int", "Port"))),
            entry(
                    RuleEngine.ACTION_FAILED,
                    pulse("Action failed", item("description", "xsd:string", null))
                            .with("client-event")),
            entry(
                    Schedules.INTERVAL,
                    state(
                            "Scheduled event",
                            item("active", "xsd:boolean", "Active"),
                            item("id", "xsd:string", "Schedule"))),
            entry(Schedules.PULSE, pulse(null, item("id", "xsd:string", "Schedule"))),
            entry(
                    MqttClient.STATUS_TOPIC,
                    state(null, item("connected", "xsd:boolean", null), item("active", "xsd:boolean", null))),
            entry(
                    EventBridge.STATEFUL,
                    state(
                            null,
                            item("mqtt-payload", "xsd:string", null),
                            item("device-prefix", "xsd:boolean", null),
                            item("mqtt-topic", "xsd:string", null))),
            entry(ShockSensor.TOPIC, pulse("Shock Detected", item("channel", "xsd:int", null))));

    private final DeviceConfig config;

    EventCatalogue(DeviceConfig config) {
        this.config = config;
    }

    /**
     * What is declared about a topic.
     *
     * @param niceName name for people, or null
     * @param stateful true if it tells a state; its first item is the state item then
     * @param attributes further attributes of the topic's element, each after a blank
     * @param items source and data items
     */
    record Kind(@Nullable String niceName, boolean stateful, String attributes, List<Item> items) {
        Kind with(String attribute) {
            return new Kind(niceName, stateful, " " + attribute + "=\"true\"", items);
        }

        private @Nullable Item find(String name) {
            return items.stream()
                    .filter(item -> item.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        String niceNameOf(String name) {
            Item item = find(name);
            return item == null ? null : item.niceName();
        }

        boolean isState(String name) {
            return stateful && items.get(0).name().equals(name);
        }
    }

    /**
     * What is declared about an item.
     *
     * @param name its name in notifications
     * @param type its declared type
     * @param niceName name for people, or null
     */
    record Item(String name, String type, @Nullable String niceName) {}

    private static Kind state(@Nullable String niceName, Item... items) {
        return new Kind(niceName, true, "", List.of(items));
    }

    private static Kind pulse(@Nullable String niceName, Item... items) {
        return new Kind(niceName, false, "", List.of(items));
    }

    private static Item item(String name, String type, @Nullable String niceName) {
        return new Item(name, type, niceName);
    }

    /** The name of a level that is no topic, or null. */
    static @Nullable String levelName(String level) {
        return LEVELS.get(level);
    }

    /** Of topics nobody knows, a test's for example, all items are strings. */
    Kind kind(String topic) {
        return KINDS.getOrDefault(topic, state(null, item("", "xsd:string", null)));
    }

    /** The declared type; a state of words is a string (inference). */
    String type(String topic, Kind kind, String name) {
        Item item = kind.find(name);
        boolean words = !dataValues(topic, name).isEmpty();
        return words || item == null ? "xsd:string" : item.type();
    }

    /** The values a state of words can have, none for other items; that devices declare them is inference. */
    List<String> dataValues(String topic, String name) {
        if (!name.equals("state")) {
            return List.of();
        }
        return switch (topic) {
            case EventTopics.OUTPUT_PORT ->
                config.is(Variant.OUTPUT_PORT_HIGH_LOW) ? List.of("high", "low") : List.of();
            case EventTopics.SUPERVISED_PORT ->
                Stream.of(LoopState.values()).map(LoopState::inEvents).toList();
            default -> List.of();
        };
    }
}
