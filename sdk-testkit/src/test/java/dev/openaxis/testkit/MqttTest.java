package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mqtt/client.cgi}; {@link MqttConnectionTest} has the connection it controls. */
class MqttTest {
    private static final String CGI = "/axis-cgi/mqtt/client.cgi";
    private static final Duration SOON = Duration.ofSeconds(20);

    static JsonNode call(SimulatedDevice device, String cgi, String method, String params) {
        return new Client(device)
                .json(
                        cgi,
                        "{\"apiVersion\":\"1.0\",\"context\":\"c\",\"method\":\"" + method + "\""
                                + (params == null ? "" : ",\"params\":" + params) + "}");
    }

    private static JsonNode call(SimulatedDevice device, String method, String params) {
        return call(device, CGI, method, params);
    }

    private static int code(SimulatedDevice device, String method, String params) {
        return call(device, method, params).at("/error/code").asInt();
    }

    private static JsonNode status(SimulatedDevice device) {
        return call(device, "getClientStatus", null).get("data");
    }

    static String server(String protocol, int port) {
        return "\"server\":{\"protocol\":\"" + protocol + "\",\"host\":\"127.0.0.1\",\"port\":" + port + "}";
    }

    /** Configures, activates and waits for the connection. */
    static void connect(SimulatedDevice device, String params) {
        assertThat(call(device, "configureClient", "{" + params + "}")
                        .get("data")
                        .isEmpty())
                .isTrue();
        assertThat(call(device, "activateClient", null).toString())
                .isEqualTo("{\"apiVersion\":\"1.6\",\"context\":\"c\",\"method\":\"activateClient\",\"data\":{}}");
        await().atMost(SOON).until(device.mqtt()::isConnected);
    }

    static SimulatedDevice.Builder quick() {
        return SimulatedDevice.a9210().mqttReconnectDelay(Duration.ofMillis(20)).readyAfterRestart(Duration.ZERO);
    }

    @Test
    void theStatusHasTheReportedMembers() {
        JsonNode reported = Client.parse(Recordings.stream("mqtt/getClientStatus-response-kane610.json"));
        JsonNode config = reported.at("/data/config");
        try (SimulatedDevice device =
                quick().axisOs("9.80").variant(MqttVariant.STATUS_CAPITALISED).start()) {
            assertThat(call(device, "configureClient", config.toString()).has("data"))
                    .isTrue();
            JsonNode answer = call(device, "getClientStatus", null);
            assertThat(answer.at("/data/status").toString())
                    .isEqualTo("{\"state\":\"inactive\",\"connectionStatus\":\"Disconnected\"}");
            ((ObjectNode) answer).put("context", "some context");
            ((ObjectNode) answer.at("/data/status")).put("state", "active").put("connectionStatus", "Connected");
            assertThat(answer.toString()).isEqualTo(reported.toString());
        }
    }

    @Test
    void everyFieldIsRememberedAndThePasswordIsMasked() {
        String params = "{\"server\":{\"protocol\":\"wss\",\"host\":\"broker.example\",\"basepath\":\"mqtt\","
                + "\"alpnProtocol\":\"mqtt\"},\"username\":\"u\",\"password\":\"very secret\",\"clientId\":\"me\","
                + "\"keepAliveInterval\":30,\"connectTimeout\":5,\"cleanSession\":false,\"autoReconnect\":false,"
                + "\"deviceTopicPrefix\":\"site/1\",\"httpProxy\":\"p\",\"httpsProxy\":\"q\","
                + "\"lastWillTestament\":{\"useDefault\":true},"
                + "\"connectMessage\":{\"useDefault\":false,\"topic\":\"t\",\"message\":\"m\",\"retain\":true,\"qos\":2},"
                + "\"ssl\":{\"validateServerCert\":true,\"CACertID\":\"ca\",\"clientCertID\":\"own\"}}";
        try (SimulatedDevice device = quick().start()) {
            assertThat(call(device, "configureClient", params).has("error")).isFalse();
            ObjectNode expected = (ObjectNode) Client.parse(params);
            expected.put("password", "*****");
            ((ObjectNode) expected.get("server")).put("port", 443);
            assertThat(status(device).get("config")).isEqualTo(expected);
            assertThat(status(device).toString()).doesNotContain("secret");
        }
    }

    @Test
    void omittedFieldsReturnToTheirDefaults() {
        Map<String, Integer> ports = Map.of("tcp", 1883, "ssl", 8883, "ws", 80, "wss", 443);
        try (SimulatedDevice device = quick().start()) {
            call(
                    device,
                    "configureClient",
                    "{\"server\":{\"protocol\":\"tcp\",\"host\":\"h\"},\"username\":\"u\",\"password\":\"p\","
                            + "\"keepAliveInterval\":5,\"autoReconnect\":false,\"connectMessage\":{\"useDefault\":true}}");
            ports.forEach((protocol, port) -> {
                call(device, "configureClient", "{\"server\":{\"protocol\":\"" + protocol + "\",\"host\":\"h\"}}");
                assertThat(status(device).get("config").toString())
                        .isEqualTo("{\"server\":{\"protocol\":\"" + protocol + "\",\"host\":\"h\",\"port\":" + port
                                + "},\"clientId\":\"B8A44F000001\",\"keepAliveInterval\":60,\"connectTimeout\":60,"
                                + "\"cleanSession\":true,\"autoReconnect\":true,"
                                + "\"deviceTopicPrefix\":\"axis/B8A44F000001\"}");
            });
        }
        try (SimulatedDevice device =
                quick().variant(MqttVariant.SESSION_KEPT_BY_DEFAULT).start()) {
            call(device, "configureClient", "{\"server\":{\"protocol\":\"tcp\",\"host\":\"h\"}}");
            assertThat(status(device).at("/config/cleanSession").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void anExistingPasswordCanBeKept() {
        try (SimulatedBroker broker =
                        SimulatedBroker.builder().account("u", "p").start();
                SimulatedDevice device = quick().start()) {
            String server = server("tcp", broker.tcpPort()) + ",\"username\":\"u\"";
            call(device, "configureClient", "{" + server + ",\"password\":\"p\"}");
            connect(device, server + ",\"password\":\"other\",\"keepExistingPassword\":true");
            assertThat(broker.clients()).extracting(BrokerClient::username).containsExactly("u");
            call(device, "deactivateClient", null);
            call(device, "configureClient", "{" + server + "}");
            call(device, "activateClient", null);
            await().atMost(SOON).until(() -> broker.connectionsAccepted() >= 4);
            assertThat(device.mqtt().isConnected()).isFalse();
        }
    }

    @Test
    void mistakesAreRefusedWithTheDocumentedCodes() {
        String server = "\"server\":{\"protocol\":\"tcp\",\"host\":\"h\"}";
        String message = "{" + server + ",\"connectMessage\":";
        try (SimulatedDevice device = quick().start()) {
            assertThat(code(device, "configureClient", null)).isEqualTo(2103);
            assertThat(code(device, "configureClient", "{}")).isEqualTo(2103);
            assertThat(code(device, "configureClient", "{\"server\":{\"host\":\"h\"}}"))
                    .isEqualTo(2103);
            assertThat(code(device, "configureClient", "{\"server\":{\"protocol\":\"tcp\"}}"))
                    .isEqualTo(2103);
            assertThat(code(device, "configureClient", message + "{}}")).isEqualTo(2103);
            assertThat(code(device, "configureClient", message + "{\"useDefault\":false,\"topic\":\"t\"}}"))
                    .isEqualTo(2103);
            for (String wrong : List.of(
                    "[]",
                    "{\"server\":7}",
                    "{\"server\":{\"protocol\":\"udp\",\"host\":\"h\"}}",
                    "{\"server\":{\"protocol\":\"tcp\",\"host\":\"\"}}",
                    "{\"server\":{\"protocol\":\"tcp\",\"host\":\"h\",\"port\":0}}",
                    "{\"server\":{\"protocol\":\"tcp\",\"host\":\"h\",\"port\":\"1883\"}}",
                    "{\"server\":{\"protocol\":\"ws\",\"host\":\"h\",\"basepath\":\"a b\"}}",
                    "{" + server + ",\"clientId\":null}",
                    "{" + server + ",\"cleanSession\":\"yes\"}",
                    "{" + server + ",\"httpProxy\":\"" + "x".repeat(256) + "\"}",
                    message + "{\"useDefault\":false,\"topic\":\"a/#\",\"message\":\"m\",\"retain\":true,\"qos\":1}}",
                    message + "{\"useDefault\":false,\"topic\":\"a\",\"message\":\"m\",\"retain\":true,\"qos\":3}}")) {
                assertThat(code(device, "configureClient", wrong)).as(wrong).isEqualTo(2104);
            }
            assertThat(status(device).get("config").isEmpty()).isTrue();
            assertThat(code(device, "noSuch", null)).isEqualTo(2102);
            Client client = new Client(device);
            assertThat(client.json(CGI, "{\"apiVersion\":\"2.0\",\"method\":\"activateClient\"}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(2100);
            assertThat(client.json(CGI, "{").at("/error/code").asInt()).isEqualTo(2101);
            assertThat(client.json(CGI, "{\"method\":\"getSupportedVersions\"}")
                            .at("/data")
                            .toString())
                    .isEqualTo("{\"apiVersions\":[\"1.6\"]}");
        }
        try (SimulatedDevice device = quick().user("op", "x", SimulatedRole.OPERATOR)
                .user("root", "pass-of-tests", SimulatedRole.ADMIN)
                .variant(Variant.LOW_ROLE_IN_BAND, MqttVariant.CLIENT_ID_REQUIRED)
                .start()) {
            assertThat(new Client(device, "op", "x", false)
                            .json(CGI, "{\"apiVersion\":\"1.0\",\"method\":\"getClientStatus\"}")
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(2105);
            assertThat(code(device, "configureClient", "{" + server + "}")).isEqualTo(2103);
        }
    }

    @Test
    void aClientThatWasNeverConfiguredFollowsTheVariants() {
        try (SimulatedDevice device = quick().start()) {
            assertThat(status(device).toString())
                    .isEqualTo(
                            "{\"status\":{\"state\":\"inactive\",\"connectionStatus\":\"disconnected\"},\"config\":{}}");
            assertThat(code(device, "activateClient", null)).isEqualTo(1100);
            assertThat(call(device, "deactivateClient", null).has("data")).isTrue();
        }
        try (SimulatedDevice device = quick().variant(
                        MqttVariant.ACTIVATION_WITHOUT_CONFIGURATION,
                        MqttVariant.FACTORY_CONFIG_TELLS_DEFAULTS,
                        MqttVariant.STATUS_NOT_CONNECTED)
                .start()) {
            assertThat(call(device, "activateClient", null).has("data")).isTrue();
            assertThat(status(device).get("status").toString())
                    .isEqualTo("{\"state\":\"active\",\"connectionStatus\":\"not connected\"}");
            assertThat(status(device).get("config").toString())
                    .isEqualTo("{\"keepAliveInterval\":60,\"connectTimeout\":60,\"cleanSession\":true,"
                            + "\"autoReconnect\":true,\"deviceTopicPrefix\":\"axis/B8A44F000001\"}");
        }
    }

    @Test
    void theClientTellsItsStatusAsAnEvent() {
        String topic = "tns1:Device/tnsaxis:MQTT/ClientStatus";
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            EventClient events = EventClient.open(device);
            events.configure(topic);
            assertThat(events.next().at("/params/notification/message/data"))
                    .isEqualTo(Client.parse("{\"active\":\"0\",\"connected\":\"0\"}"));
            connect(device, server("tcp", broker.tcpPort()));
            assertThat(events.next().at("/params/notification/message/data"))
                    .isEqualTo(Client.parse("{\"active\":\"1\",\"connected\":\"0\"}"));
            assertThat(events.next().at("/params/notification/message/data"))
                    .isEqualTo(Client.parse("{\"active\":\"1\",\"connected\":\"1\"}"));
        }
        try (SimulatedDevice device =
                SimulatedDevice.a9210().without("mqtt-client").start()) {
            EventClient events = EventClient.open(device);
            events.configure(topic);
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void devicesOfOtherGenerationsHaveWhatTheirListsName() {
        Map<RecordedDevice, String> versions = Map.of(
                RecordedDevice.D4200_VE_12_9, "1.6 1.2",
                RecordedDevice.P8815_2_11_11, "1.6 1.2",
                RecordedDevice.P8815_2_10_12, "1.5 1.2",
                RecordedDevice.COMPANION_BULLET_LE_9_80, "1.0 404",
                RecordedDevice.PIR_CAMERA_9_80, "1.0 404",
                RecordedDevice.P5512_5_51, "404 404");
        versions.forEach((recorded, expected) -> {
            try (SimulatedDevice device = SimulatedDevice.recorded(recorded).start()) {
                assertThat(version(device, CGI) + " " + version(device, "/axis-cgi/mqtt/event.cgi"))
                        .as(recorded.name())
                        .isEqualTo(expected);
            }
        });
        try (SimulatedDevice device = SimulatedDevice.a9188().start()) {
            assertThat(version(device, CGI)).isEqualTo("404");
        }
        try (SimulatedDevice device = quick().axisOs("9.80")
                .variant(MqttVariant.EVENT_BRIDGE_UNLISTED)
                .start()) {
            assertThat(version(device, "/axis-cgi/mqtt/event.cgi")).isEqualTo("1.0");
            assertThat(call(device, "/axis-cgi/mqtt/event.cgi", "getMqttSubscriptionConfig", null)
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(2102);
        }
        try (SimulatedDevice device = quick().axisOs("9.70").start()) {
            assertThat(version(device, CGI)).isEqualTo("404");
        }
    }

    private static String version(SimulatedDevice device, String cgi) {
        var answer = new Client(device).post(cgi, "{\"method\":\"getSupportedVersions\"}");
        return answer.statusCode() == 200
                ? Client.parse(answer.body()).at("/data/apiVersions/0").asText()
                : Integer.toString(answer.statusCode());
    }
}
