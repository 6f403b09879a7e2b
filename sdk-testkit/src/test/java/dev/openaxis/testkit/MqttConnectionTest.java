package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The connection of a device to its broker, and what it tells about it. */
class MqttConnectionTest {
    private static final String CGI = "/axis-cgi/mqtt/client.cgi";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CONNECTION = "axis/B8A44F000001/event/connection";

    private static SimulatedDevice.Builder quick() {
        return MqttTest.quick();
    }

    private static String server(String protocol, int port) {
        return MqttTest.server(protocol, port);
    }

    private static void connect(SimulatedDevice device, String params) {
        MqttTest.connect(device, params);
    }

    private static JsonNode call(SimulatedDevice device, String method, String params) {
        return MqttTest.call(device, CGI, method, params);
    }

    private static JsonNode status(SimulatedDevice device) {
        return call(device, "getClientStatus", null).get("data");
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

    /** Connects anew, with a check of the broker. */
    private static void checks(SimulatedDevice device, SimulatedBroker broker, String ssl) {
        call(device, "deactivateClient", null);
        String params = "{" + server("ssl", broker.tlsPort()) + ",\"ssl\":{\"validateServerCert\":true," + ssl + "}}";
        assertThat(call(device, "configureClient", params).has("data")).isTrue();
        call(device, "activateClient", null);
    }

    @Test
    void aBrokerIsCheckedOnlyIfThatIsWanted() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedBroker other = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("ssl", broker.tlsPort()) + ",\"ssl\":{\"validateServerCert\":false}");
            device.mqtt().trust("other-ca", other.certificate());
            checks(device, broker, "\"CACertID\":\"other-ca\"");
            await().atMost(SOON).until(() -> broker.connectionsAccepted() >= 3);
            assertThat(device.mqtt().isConnected()).isFalse();
            device.mqtt().trust("broker-ca", broker.certificate());
            checks(device, broker, "\"CACertID\":\"none\"");
            await().during(Duration.ofMillis(300))
                    .atMost(SOON)
                    .until(() -> !device.mqtt().isConnected());
            checks(device, broker, "\"clientCertID\":\"x\"");
            await().atMost(SOON).until(device.mqtt()::isConnected);
            assertThat(device.mqtt().connections()).isEqualTo(2);
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
            device.faults().cutConnections();
            await().atMost(SOON).until(() -> device.mqtt().connections() == 4);
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

    private static void pulse(SimulatedDevice device, String when) {
        device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Pulse", Map.of(), Map.of("told", when)));
    }

    @Test
    void throughACutNetworkNothingComesAndTheBrokerMissesTheDevice() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            MqttTest.call(
                    device,
                    "/axis-cgi/mqtt/event.cgi",
                    "configureEventPublication",
                    "{\"eventFilterList\":[{\"topicFilter\":\"axis:Test//.\"}]}");
            connect(
                    device,
                    server("tcp", broker.tcpPort()) + ",\"keepAliveInterval\":1,"
                            + "\"lastWillTestament\":{\"useDefault\":true}");
            device.faults().cutNetwork(Duration.ofSeconds(4));
            pulse(device, "meanwhile");
            // Its pings are not answered.
            await().atMost(SOON).until(() -> !device.mqtt().isConnected());
            await().atMost(SOON).until(device.mqtt()::isConnected);
            pulse(device, "afterwards");

            BrokerMessage will = broker.takeMessage(SOON);
            assertThat(will.will()).isTrue();
            assertThat(broker.takeMessage(SOON).text()).contains("afterwards");
            assertThat(broker.connectionsAccepted()).isEqualTo(2);
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
    void theConnectionTopicIsThatOfTheDevicePrefix() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start();
                SimulatedDevice device = quick().start()) {
            connect(device, server("tcp", broker.tcpPort()) + ",\"connectMessage\":{\"useDefault\":true}");
            assertThat(broker.takeMessage(SOON).topic()).isEqualTo(CONNECTION);
        }
    }
}
