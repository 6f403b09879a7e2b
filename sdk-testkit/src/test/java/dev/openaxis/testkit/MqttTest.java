package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mqtt/client.cgi} and the connection it controls. */
class MqttTest {
    private static final String CGI = "/axis-cgi/mqtt/client.cgi";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONNECTION = "axis/B8A44F000001/event/connection";

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
    void defaultMessagesTellOfTheConnection() throws InterruptedException {
        TestClock clock = new TestClock();
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device =
                        quick().serial("ACCC8E000001").clock(clock).start()) {
            connect(
                    device,
                    server("tcp", broker.tcpPort()) + ",\"lastWillTestament\":{\"useDefault\":true},"
                            + "\"connectMessage\":{\"useDefault\":true},\"disconnectMessage\":{\"useDefault\":true}");
            BrokerMessage hello = broker.takeMessage(SOON);
            assertThat(hello.topic()).isEqualTo("axis/ACCC8E000001/event/connection");
            assertThat(hello.qos()).isEqualTo(1);
            assertThat(hello.retained()).isTrue();
            assertThat(hello.text())
                    .isEqualTo(Recordings.stream("mqtt/composed-default-connect-payload.json")
                            .strip()
                            .replace("2025-09-04T11:02:55z", "2026-05-01T10:00:00z"));
            assertThat(broker.retained(hello.topic())).isPresent();
            broker.cutConnections();
            BrokerMessage will = broker.takeMessage(SOON);
            assertThat(will.will()).isTrue();
            assertThat(will.text())
                    .isEqualTo(Recordings.stream("mqtt/composed-default-lwt-payload.json")
                            .strip());
            // It connects again by itself.
            assertThat(broker.takeMessage(SOON).text()).contains("\"Connected\"");
            await().atMost(SOON).until(device.mqtt()::isConnected);
            call(device, "deactivateClient", null);
            assertThat(broker.takeMessage(SOON).text())
                    .isEqualTo(
                            "{\"serialNumber\":\"ACCC8E000001\",\"connected\":false,\"description\":\"Disconnected\","
                                    + "\"timestamp\":\"2026-05-01T10:00:00z\"}");
            await().atMost(SOON).until(() -> broker.clients().isEmpty());
            assertThat(broker.messages()).hasSize(4);
            assertThat(device.mqtt().eventsPublished()).isZero();
        }
    }

    @Test
    void ownMessagesGoWhereTheySay() throws InterruptedException {
        String own = "{\"useDefault\":false,\"topic\":\"site/%s\",\"message\":\"%s!\",\"retain\":false,\"qos\":%d}";
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(
                    device,
                    server("tcp", broker.tcpPort()) + ",\"connectMessage\":" + String.format(own, "up", "up", 0)
                            + ",\"lastWillTestament\":" + String.format(own, "lost", "lost", 1)
                            + ",\"disconnectMessage\":" + String.format(own, "down", "down", 2));
            assertThat(broker.takeMessage(SOON)).hasToString("site/up (QoS 0): up!");
            assertThat(broker.clients().get(0).willTopic()).isEqualTo("site/lost");
            device.restart(Duration.ofMillis(10));
            assertThat(broker.takeMessage(SOON)).hasToString("site/lost (QoS 1, will): lost!");
            assertThat(broker.takeMessage(SOON)).hasToString("site/up (QoS 0): up!");
            await().atMost(SOON).until(device.mqtt()::isConnected);
            call(device, "deactivateClient", null);
            assertThat(broker.takeMessage(SOON)).hasToString("site/down (QoS 2): down!");
        }
    }

    @Test
    void allTransportsReachTheBroker() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            device.mqtt().trust("broker-ca", broker.certificate());
            Map<String, Integer> ports = Map.of(
                    "tcp", broker.tcpPort(),
                    "ssl", broker.tlsPort(),
                    "ws", broker.webSocketPort(),
                    "wss", broker.secureWebSocketPort());
            for (String protocol : List.of("tcp", "ssl", "ws", "wss")) {
                String where = server(protocol, ports.get(protocol))
                        .replace("}", ",\"basepath\":\"a/b?c=d\",\"alpnProtocol\":\"x-mqtt\"}");
                connect(device, where + ",\"ssl\":{\"validateServerCert\":true,\"CACertID\":\"broker-ca\"}");
                BrokerClient client = broker.clients().get(0);
                assertThat(client.transport()).isEqualTo(protocol);
                assertThat(client.clientId()).isEqualTo("B8A44F000001");
                assertThat(client.keepAlive()).isEqualTo(Duration.ofSeconds(60));
                assertThat(client.path()).isEqualTo(protocol.startsWith("ws") ? "/a/b?c=d" : "");
                assertThat(client.offeredProtocols())
                        .isEqualTo(List.of("ssl", "wss").contains(protocol) ? List.of("x-mqtt") : List.of());
                call(device, "deactivateClient", null);
                await().atMost(SOON).until(() -> broker.clients().isEmpty());
            }
        }
    }

    @Test
    void aBrokerIsCheckedOnlyIfThatIsWanted() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedBroker other = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("ssl", broker.tlsPort()) + ",\"ssl\":{\"validateServerCert\":false}");
            call(device, "deactivateClient", null);
            device.mqtt().trust("other-ca", other.certificate());
            for (String ssl : List.of("\"CACertID\":\"other-ca\"", "\"CACertID\":\"none\"", "\"clientCertID\":\"x\"")) {
                call(
                        device,
                        "configureClient",
                        "{" + server("ssl", broker.tlsPort()) + ",\"ssl\":{\"validateServerCert\":true," + ssl + "}}");
                long before = broker.connectionsAccepted();
                call(device, "activateClient", null);
                boolean comes = !ssl.contains("none");
                await().atMost(SOON).until(() -> !comes || broker.connectionsAccepted() > before);
                assertThat(device.mqtt().isConnected()).isFalse();
                call(device, "deactivateClient", null);
            }
            assertThat(device.mqtt().connections()).isEqualTo(1);
        }
    }

    @Test
    void aLostConnectionIsMadeAgainUnlessThatIsSwitchedOff() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("tcp", broker.tcpPort()) + ",\"autoReconnect\":false");
            broker.cutConnections();
            await().atMost(SOON).until(() -> !device.mqtt().isConnected());
            assertThat(device.mqtt().isActive()).isTrue();
            assertThat(status(device).at("/status/connectionStatus").asText()).isEqualTo("disconnected");
            call(device, "deactivateClient", null);
            broker.refuseConnections(true);
            call(device, "configureClient", "{" + server("tcp", broker.tcpPort()) + "}");
            call(device, "activateClient", null);
            await().atMost(SOON).until(() -> broker.connectionsAccepted() >= 4);
            assertThat(device.mqtt().isConnected()).isFalse();
            broker.refuseConnections(false);
            await().atMost(SOON).until(device.mqtt()::isConnected);
            device.faults().dropEventStreams();
            await().atMost(SOON).until(() -> device.mqtt().connections() == 3);
        }
    }

    @Test
    void aSilentBrokerIsLeft() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("tcp", broker.tcpPort()) + ",\"keepAliveInterval\":1");
            await().during(Duration.ofMillis(2500))
                    .atMost(SOON)
                    .until(() ->
                            device.mqtt().connections() == 1 && device.mqtt().isConnected());
            broker.halfOpenConnections();
            await().atMost(SOON).until(() -> device.mqtt().connections() == 2);
        }
    }

    @Test
    void aNameIsLookedUpAndOneThatIsNotThereDoesNoHarm() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("tcp", broker.tcpPort()).replace("127.0.0.1", "localhost"));
            call(device, "deactivateClient", null);
            call(
                    device,
                    "configureClient",
                    "{" + server("tcp", 1).replace("127.0.0.1", "no-such-host.invalid") + ",\"autoReconnect\":false}");
            call(device, "activateClient", null);
            assertThat(status(device).at("/status/state").asText()).isEqualTo("active");
            assertThat(device.mqtt().isConnected()).isFalse();
        }
    }

    @Test
    void newSettingsWaitForTheNextConnectionOrMakeOne() {
        for (boolean anew : List.of(false, true)) {
            SimulatedDevice.Builder builder = quick();
            if (anew) {
                builder.variant(MqttVariant.CONFIGURATION_RECONNECTS);
            }
            try (SimulatedBroker first = SimulatedBroker.start();
                    SimulatedBroker second = SimulatedBroker.start();
                    SimulatedDevice device = builder.start()) {
                connect(device, server("tcp", first.tcpPort()));
                call(device, "configureClient", "{" + server("tcp", second.tcpPort()) + "}");
                if (!anew) {
                    assertThat(first.clients()).hasSize(1);
                    first.cutConnections();
                }
                await().atMost(SOON).until(() -> second.clients().size() == 1);
                await().atMost(SOON).until(() -> first.clients().isEmpty());
            }
        }
    }

    @Test
    void anActiveClientIsActiveAfterARestartAndNotAfterAFactoryDefault() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("tcp", broker.tcpPort()));
            device.restart(Duration.ofMillis(10));
            assertThat(device.mqtt().isConnected()).isFalse();
            await().atMost(SOON).until(() -> device.mqtt().connections() == 2);
            await().atMost(SOON).until(device::isReady);
            new Client(device).get("/axis-cgi/factorydefault.cgi");
            await().atMost(SOON).until(() -> device.counters().restarts() == 2 && device.isReady());
            assertThat(device.mqtt().isActive()).isFalse();
        }
    }

    @Test
    void onTheOldestVersionActivateOnRebootDecides() {
        for (Boolean given : new Boolean[] {null, true, false}) {
            for (boolean byDefault : List.of(false, true)) {
                SimulatedDevice.Builder builder = quick().axisOs("9.80");
                if (byDefault) {
                    builder.variant(MqttVariant.ACTIVE_AFTER_REBOOT_BY_DEFAULT);
                }
                try (SimulatedBroker broker = SimulatedBroker.start();
                        SimulatedDevice device = builder.start()) {
                    call(
                            device,
                            "configureClient",
                            "{" + server("tcp", broker.tcpPort())
                                    + (given == null ? "" : ",\"activateOnReboot\":" + given) + "}");
                    call(device, "activateClient", null);
                    await().atMost(SOON).until(device.mqtt()::isConnected);
                    device.restart(Duration.ofMillis(10));
                    await().atMost(SOON).until(device::isReady);
                    assertThat(device.mqtt().isActive()).isEqualTo(given == null ? byDefault : given);
                }
            }
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

    @Test
    void theConnectionTopicIsThatOfTheDevicePrefix() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("tcp", broker.tcpPort()) + ",\"connectMessage\":{\"useDefault\":true}");
            assertThat(broker.takeMessage(SOON).topic()).isEqualTo(CONNECTION);
        }
    }
}
