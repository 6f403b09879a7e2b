package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mqtt/event.cgi}: events become messages, messages become events. */
class MqttEventTest {
    private static final String CGI = "/axis-cgi/mqtt/event.cgi";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PORT_TOPIC = "axis/ACCC8E000001/event/tns:onvif/Device/tns:axis/IO/Port/$source/port/1";

    private static SimulatedDevice.Builder device() {
        return MqttTest.quick().serial("ACCC8E000001").variant(Variant.NO_ANY_INSTANCE);
    }

    private static JsonNode call(SimulatedDevice device, String method, String params) {
        return MqttTest.call(device, CGI, method, params);
    }

    private static void publish(SimulatedDevice device, String params) {
        assertThat(call(device, "configureEventPublication", params).toString())
                .isEqualTo("{\"context\":\"c\",\"method\":\"configureEventPublication\",\"data\":{}}");
    }

    private static void connect(SimulatedDevice device, SimulatedBroker broker) {
        MqttTest.connect(device, MqttTest.server("tcp", broker.tcpPort()));
    }

    private static String filter(String topic) {
        return "{\"eventFilterList\":[{\"topicFilter\":\"" + topic + "\"}]}";
    }

    @Test
    void theFactoryAnswerIsTheRecordedOne() {
        String recorded = Recordings.stream("mqtt/getEventPublicationConfig-response-clean-acap-rs.json");
        try (SimulatedDevice device = device().start()) {
            String request = "{\"apiVersion\":\"1.0\",\"method\":\"getEventPublicationConfig\"}";
            assertThat(new Client(device).post(CGI, request).body()).isEqualTo(recorded.strip());
        }
        String older = Recordings.stream("mqtt/getEventPublicationConfig-response-kane610.json");
        try (SimulatedDevice device = device().axisOs("9.80")
                .variant(MqttVariant.EVENT_BRIDGE_UNLISTED)
                .start()) {
            call(device, "configureEventPublication", filter("//."));
            String request =
                    "{\"apiVersion\":\"1.0\",\"context\":\"Axis lib\",\"method\":\"getEventPublicationConfig\"}";
            assertThat(new Client(device).post(CGI, request).body()).isEqualTo(older.strip());
        }
        try (SimulatedDevice device =
                device().variant(MqttVariant.EVENT_ANSWERS_NAME_VERSION).start()) {
            assertThat(call(device, "getEventPublicationConfig", null)
                            .get("apiVersion")
                            .asText())
                    .isEqualTo("1.2");
        }
    }

    @Test
    void omittedFieldsReturnToTheirDefaults() {
        try (SimulatedDevice device = device().start()) {
            JsonNode factory = call(device, "getEventPublicationConfig", null);
            String params = "{\"topicPrefix\":\"custom\",\"customTopicPrefix\":\"mine\",\"appendEventTopic\":false,"
                    + "\"includeTopicNamespaces\":false,\"includeSerialNumberInPayload\":true,\"eventFilterList\":["
                    + "{\"topicFilter\":\"//.\",\"qos\":2,\"retain\":\"all\"},"
                    + "{\"topicFilter\":\"axis:Storage//.\",\"qos\":0,\"retain\":\"property\"}]}";
            publish(device, params);
            assertThat(call(device, "getEventPublicationConfig", null).at("/data/eventPublicationConfig"))
                    .isEqualTo(Client.parse(params));
            publish(device, "{\"customTopicPrefix\":\"kept\"}");
            assertThat(call(device, "getEventPublicationConfig", null)
                            .at("/data/eventPublicationConfig/customTopicPrefix")
                            .asText())
                    .isEqualTo("kept");
            publish(device, "{}");
            assertThat(call(device, "getEventPublicationConfig", null)).isEqualTo(factory);
        }
    }

    @Test
    void mistakesAreRefusedAndANullRetainMayCrashTheCgi() {
        try (SimulatedDevice device = device().start()) {
            for (String wrong : List.of(
                    "{\"topicPrefix\":\"other\"}",
                    "{\"appendEventTopic\":null}",
                    "{\"eventFilterList\":7}",
                    "{\"eventFilterList\":[7]}",
                    "{\"eventFilterList\":[{\"topicFilter\":\"//.\",\"qos\":null}]}",
                    "{\"eventFilterList\":[{\"topicFilter\":\"//.\",\"qos\":3}]}",
                    "{\"eventFilterList\":[{\"topicFilter\":\"//.\",\"retain\":\"some\"}]}",
                    "{\"eventFilterList\":[{\"topicFilter\":\"//.\",\"retain\":null}]}")) {
                assertThat(call(device, "configureEventPublication", wrong)
                                .at("/error/code")
                                .asInt())
                        .as(wrong)
                        .isEqualTo(2104);
            }
            for (String missing : List.of("{\"topicPrefix\":\"custom\"}", "{\"eventFilterList\":[{\"qos\":1}]}")) {
                assertThat(call(device, "configureEventPublication", missing)
                                .at("/error/code")
                                .asInt())
                        .isEqualTo(2103);
            }
        }
        try (SimulatedDevice device =
                device().variant(MqttVariant.NULL_RETAIN_CRASHES).start()) {
            String request = "{\"apiVersion\":\"1.0\",\"method\":\"configureEventPublication\",\"params\":"
                    + "{\"eventFilterList\":[{\"topicFilter\":\"//.\",\"retain\":null}]}}";
            assertThat(new Client(device).post(CGI, request).statusCode()).isEqualTo(500);
            publish(device, filter("//."));
        }
    }

    @Test
    void anInputIsPublishedWithTheObservedTopicAndPayload() throws InterruptedException {
        TestClock clock = new TestClock();
        JsonNode composed = Client.parse(Recordings.stream("mqtt/composed-payload-IO-Port.json"));
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().clock(clock).start()) {
            publish(
                    device,
                    "{\"eventFilterList\":[{\"topicFilter\":\"onvif:Device/axis:IO/Port\",\"qos\":1,\"retain\":\"property\"}]}");
            device.input(1).close();
            connect(device, broker);
            device.input(1).open();
            BrokerMessage message = broker.takeMessage(SOON);
            assertThat(Recordings.stream("mqtt/composed-published-topics.json")).contains('"' + message.topic() + '"');
            assertThat(message.topic()).isEqualTo(PORT_TOPIC);
            assertThat(message.text())
                    .isEqualTo(composed.toString()
                            .replace(
                                    composed.get("timestamp").asText(),
                                    Long.toString(clock.instant().toEpochMilli())));
            assertThat(message.qos()).isEqualTo(1);
            assertThat(message.retained()).isTrue();
            assertThat(broker.retained(PORT_TOPIC)).isPresent();
            assertThat(device.mqtt().eventsPublished()).isEqualTo(1);
        }
    }

    /** The topic under which input 1 is published. */
    private static BrokerMessage published(String publication, Reading... variants) throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().variant(variants).start()) {
            publish(
                    device,
                    "{" + publication + ",\"eventFilterList\":[{\"topicFilter\":\"onvif:Device/axis:IO/Port\"}]}");
            connect(device, broker);
            device.input(1).close();
            return broker.takeMessage(SOON);
        }
    }

    @Test
    void topicAndPayloadFollowThePublicationConfiguration() throws InterruptedException {
        assertThat(published("\"includeTopicNamespaces\":false").topic())
                .isEqualTo("axis/ACCC8E000001/event/Device/IO/Port/$source/port/1");
        assertThat(published("\"appendEventTopic\":false").topic()).isEqualTo("axis/ACCC8E000001/event");
        assertThat(published("\"topicPrefix\":\"custom\",\"customTopicPrefix\":\"a/b\"")
                        .topic())
                .isEqualTo("a/b/tns:onvif/Device/tns:axis/IO/Port/$source/port/1");
        BrokerMessage plain = published("\"customTopicPrefix\":\"a/b\"");
        assertThat(plain.topic()).isEqualTo(PORT_TOPIC);
        assertThat(plain.retained()).isFalse();
        assertThat(plain.text()).startsWith("{\"topic\":\"onvif:Device/axis:IO/Port\",\"timestamp\":");
        assertThat(published("\"includeSerialNumberInPayload\":true").text())
                .startsWith("{\"serial\":\"ACCC8E000001\",\"topic\":");
        String recorded = Recordings.stream("mqtt/payload-Sensor-PIR-kane610.json");
        BrokerMessage timeFirst = published("\"appendEventTopic\":true", MqttVariant.TIMESTAMP_FIRST);
        assertThat(shape(timeFirst.text())).isEqualTo(shape(recorded.replace("sensor", "port")));
    }

    private static String shape(String payload) {
        return Client.parse(payload).toString().replaceAll("[0-9]+", "0").replaceFirst("onvif[^\"]*", "topic");
    }

    @Test
    void theOldestVersionHasNoAxisBeforeItsSerialNumber() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().axisOs("9.80")
                        .variant(MqttVariant.EVENT_BRIDGE_UNLISTED)
                        .start()) {
            call(device, "configureEventPublication", filter("onvif:Device/axis:IO/Port"));
            MqttTest.call(
                    device,
                    "/axis-cgi/mqtt/client.cgi",
                    "configureClient",
                    "{" + MqttTest.server("tcp", broker.tcpPort()) + "}");
            MqttTest.call(device, "/axis-cgi/mqtt/client.cgi", "activateClient", null);
            await().atMost(SOON).until(device.mqtt()::isConnected);
            device.input(1).close();
            BrokerMessage message = broker.takeMessage(SOON);
            assertThat(message.topic())
                    .isEqualTo("ACCC8E000001/event/tns:onvif/Device/tns:axis/IO/Port/$source/port/1");
            assertThat(message.text()).startsWith("{\"timestamp\":");
        }
    }

    @Test
    void anEventThatSeveralFiltersMatchIsPublishedSeveralTimes() throws InterruptedException {
        String filters = "{\"eventFilterList\":[{\"topicFilter\":\"//.\",\"qos\":0,\"retain\":\"none\"},"
                + "{\"topicFilter\":\"onvif:Device/axis:IO//.\",\"qos\":1,\"retain\":\"property\"},"
                + "{\"topicFilter\":\"onvif:Device/axis:Tampering//.\",\"qos\":1,\"retain\":\"property\"},"
                + "{\"topicFilter\":\"onvif:Device/axis:Tampering//.\",\"qos\":2,\"retain\":\"all\"},"
                + "{\"topicFilter\":\"tns1:Device/tnsaxis:IO/Port\"}]}";
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().variant(Variant.NO_TRIGGER_TOPICS, ShockVariant.ON_FROM_THE_FACTORY)
                        .shockDetection()
                        .start()) {
            connect(device, broker);
            publish(device, filters);
            device.input(1).close();
            assertThat(List.of(broker.takeMessage(SOON), broker.takeMessage(SOON)))
                    .extracting(BrokerMessage::qos, BrokerMessage::retained)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(0, false),
                            org.assertj.core.groups.Tuple.tuple(1, true));
            device.shockDetection().strike();
            assertThat(List.of(broker.takeMessage(SOON), broker.takeMessage(SOON), broker.takeMessage(SOON)))
                    .extracting(BrokerMessage::qos, BrokerMessage::retained)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(0, false),
                            org.assertj.core.groups.Tuple.tuple(1, false),
                            org.assertj.core.groups.Tuple.tuple(2, true));
            assertThat(broker.messagesReceived()).isEqualTo(5);
        }
    }

    @Test
    void whatHappensWithoutAConnectionIsNotPublishedLater() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().start()) {
            publish(device, filter("onvif:Device/axis:IO/Port"));
            device.input(1).close();
            connect(device, broker);
            device.input(2).close();
            assertThat(broker.takeMessage(SOON).topic()).endsWith("/port/2");
            publish(device, "{}");
            device.input(3).close();
            publish(device, filter("onvif:Device/axis:IO/Port"));
            device.input(4).close();
            assertThat(broker.takeMessage(SOON).topic()).endsWith("/port/9");
        }
    }

    @Test
    void presentStatesMayBePublishedAtConnecting() {
        for (boolean initially : List.of(false, true)) {
            SimulatedDevice.Builder builder = device();
            if (initially) {
                builder.variant(MqttVariant.INITIAL_STATES_PUBLISHED);
            }
            try (SimulatedBroker broker = SimulatedBroker.start();
                    SimulatedDevice device = builder.start()) {
                publish(device, filter("onvif:Device/axis:IO/Port"));
                connect(device, broker);
                device.input(1).close();
                int expected = initially ? 8 : 1;
                await().atMost(SOON).until(() -> broker.messagesReceived() == expected);
            }
        }
    }

    private static String subscription(String filter, boolean prefix, boolean state) {
        return "{\"topicFilter\":\"" + filter + "\",\"useDeviceTopicPrefix\":" + prefix + ",\"qos\":1,\"isStateData\":"
                + state + "}";
    }

    private static void subscribe(SimulatedDevice device, String... subscriptions) {
        assertThat(call(
                                device,
                                "configureMqttSubscription",
                                "{\"mqttFilterList\":[" + String.join(",", subscriptions) + "]}")
                        .has("data"))
                .isTrue();
    }

    private static List<String> subscribed(SimulatedBroker broker) {
        return broker.clients().isEmpty() ? List.of() : broker.clients().get(0).subscriptions();
    }

    @Test
    void subscriptionsAreRememberedAndReplacedAsAWhole() {
        JsonNode composed = Client.parse(Recordings.stream("mqtt/composed-getMqttSubscriptionConfig-response.json"));
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().start()) {
            assertThat(call(device, "getMqttSubscriptionConfig", null)
                            .at("/data/mqttSubscriptionConfig/mqttFilterList")
                            .toString())
                    .isEqualTo("[]");
            JsonNode list = composed.at("/data/mqttSubscriptionConfig/mqttFilterList");
            call(device, "configureMqttSubscription", "{\"mqttFilterList\":" + list + "}");
            assertThat(call(device, "getMqttSubscriptionConfig", null).get("data"))
                    .isEqualTo(composed.get("data"));
            connect(device, broker);
            await().atMost(SOON)
                    .until(() -> subscribed(broker).equals(List.of("site/door/1/cmd", "site/door/1/armed")));
            subscribe(device, "{\"topicFilter\":\"+/x/#\"}", subscription("in", true, false));
            await().atMost(SOON).until(() -> subscribed(broker).equals(List.of("+/x/#", "axis/ACCC8E000001/in")));
            for (String wrong : List.of(
                    subscription("a/#", false, true), subscription("a#", false, false), "{\"topicFilter\":\"\"}")) {
                assertThat(call(device, "configureMqttSubscription", "{\"mqttFilterList\":[" + wrong + "]}")
                                .at("/error/code")
                                .asInt())
                        .isEqualTo(2104);
            }
            assertThat(call(device, "configureMqttSubscription", "{}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(2103);
        }
    }

    /** The event that a message on one topic becomes. */
    private static String event(String subscription, String topic, Reading... variants) {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().variant(variants).start()) {
            EventClient events = EventClient.open(device);
            events.configure("tnsaxis:MQTT//.");
            subscribe(device, subscription);
            connect(device, broker);
            await().atMost(SOON).until(() -> subscribed(broker).size() == 1);
            broker.publish(topic, "öpen", 1, false);
            String event = events.notification();
            assertThat(device.mqtt().messagesReceived()).isEqualTo(1);
            return event;
        }
    }

    @Test
    void aMessageBecomesAnEvent() {
        assertThat(event(subscription("site/+/cmd", false, false), "site/1/cmd"))
                .isEqualTo("tnsaxis:MQTT/Message/Stateless {\"device-prefix\":\"0\",\"mqtt-topic\":\"site/1/cmd\"}"
                        + " {\"mqtt-payload\":\"öpen\"}");
        String prefixed = "axis/ACCC8E000001/cmd";
        assertThat(event(subscription("cmd", true, false), prefixed))
                .contains("{\"device-prefix\":\"1\",\"mqtt-topic\":\"cmd\"}");
        assertThat(event(subscription("cmd", true, false), prefixed, MqttVariant.MESSAGE_TOPIC_WITH_PREFIX))
                .contains("{\"device-prefix\":\"1\",\"mqtt-topic\":\"" + prefixed + "\"}");
        assertThat(event(subscription("armed", false, true), "armed", MqttVariant.STATE_MESSAGES_ARE_PULSES))
                .startsWith("tnsaxis:MQTT/Message/Stateless ");
        assertThat(event(subscription("armed", false, true), "armed")).startsWith("tnsaxis:MQTT/Message/Stateful ");
    }

    @Test
    void aStateReceivedIsToldToNewSubscribersUntilARestart() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = device().start()) {
            broker.publish("armed", "1", 1, true);
            subscribe(device, subscription("armed", false, true));
            connect(device, broker);
            await().atMost(SOON).until(() -> device.mqtt().messagesReceived() == 1);
            EventClient events = EventClient.open(device);
            events.configure("tnsaxis:MQTT/Message//.");
            assertThat(events.notification()).endsWith("{\"mqtt-payload\":\"1\"}");
            // A refresh of the device's own states leaves it alone.
            device.input(1).close();
            assertThat(events.isQuiet()).isTrue();
            subscribe(device);
            device.restart(Duration.ofMillis(10));
            await().atMost(SOON).until(device::isReady);
            EventClient later = EventClient.open(device);
            later.configure("tnsaxis:MQTT/Message//.");
            assertThat(later.isQuiet()).isTrue();
        }
    }

    @Test
    void severalSourceItemsMakeOneTopic() {
        Map<Reading[], String> expected = Map.of(
                new Reading[] {},
                "/Stateless/$source/device-prefix/0/mqtt-topic/in",
                new Reading[] {MqttVariant.SOURCE_LEVEL_REPEATED},
                "/Stateless/$source/device-prefix/0/$source/mqtt-topic/in");
        expected.forEach((variants, end) -> {
            try (SimulatedBroker broker = SimulatedBroker.start();
                    SimulatedDevice device = device().variant(variants).start()) {
                publish(device, filter("axis:MQTT//."));
                subscribe(device, subscription("in", false, false));
                connect(device, broker);
                await().atMost(SOON).until(() -> subscribed(broker).size() == 1);
                broker.publish("in", "x", 0, false);
                await().atMost(SOON).until(() -> broker.messagesReceived() == 1);
                assertThat(broker.messages().get(0).topic())
                        .isEqualTo("axis/ACCC8E000001/event/tns:axis/MQTT/Message" + end);
                assertThat(broker.messages().get(0).receivedAt()).isBeforeOrEqualTo(Instant.now());
            }
        });
    }
}
