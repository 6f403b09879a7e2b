package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.MqttDevice.CLIENT;
import static dev.openaxis.vapix.wire.MqttDevice.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttClientStatus;
import dev.openaxis.vapix.mqtt.MqttLogin;
import dev.openaxis.vapix.mqtt.MqttProtocol;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttServer;
import dev.openaxis.vapix.mqtt.MqttStatusMessage;
import dev.openaxis.vapix.mqtt.MqttTls;
import dev.openaxis.vapix.recordings.Recorded;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code client.cgi}: what is sent, what is read, and that a change keeps the rest. */
class MqttClientTest {
    private static final String STATUS = "getClientStatus";
    private static final String RECORDED = Recorded.text("mqtt/getClientStatus-response-kane610.json");
    /** The documented example, written out. */
    private static final String DOCUMENTED =
            "{\"apiVersion\":\"1.0\",\"context\":\"c3\",\"method\":\"getClientStatus\",\"data\":{\"status\":"
                    + "{\"state\":\"active\",\"connectionStatus\":\"connected\"},\"config\":{\"server\":"
                    + "{\"protocol\":\"ssl\",\"host\":\"broker.example\",\"port\":8883,\"basepath\":\"\",\"alpnProtocol\":\"\"},"
                    + "\"username\":\"u\",\"password\":\"*****\",\"clientId\":\"ACCC8E000001\",\"keepAliveInterval\":30,"
                    + "\"ssl\":{\"validateServerCert\":true,\"CACertID\":\"broker-ca\"},"
                    + "\"deviceTopicPrefix\":\"axis/ACCC8E000001\",\"httpProxy\":null,"
                    + "\"newerThanTheReference\":{\"a\":[1,null,{\"b\":2.5}],\"secret\":\"****\"}}}}";

    private final MqttDevice device = MqttDevice.ofToday();

    @AfterEach
    void close() {
        device.close();
    }

    private static String status(String state, String connection) {
        return "{\"data\":{\"status\":{\"state\":\"" + state + "\",\"connectionStatus\":\"" + connection + "\"}}}";
    }

    // ---- reading ----

    @Test
    void theRecordedStatusIsRead() {
        device.says(STATUS, RECORDED);

        assertThat(device.mqtt().status()).isEqualTo(new MqttClientStatus(true, true, "active", "Connected"));
        MqttClientConfig config = device.mqtt().configuration();

        assertThat(config.server()).hasValue(MqttServer.tcp("192.168.0.90").port(1883));
        assertThat(config.clientId()).hasValue("client_1");
        assertThat(config.login()).isEmpty();
        assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.cleanSession()).hasValue(true);
        assertThat(config.autoReconnect()).isTrue();
        assertThat(config.activateOnReboot()).hasValue(true);
        assertThat(config.deviceTopicPrefix()).isEmpty();
        assertThat(config.lastWill())
                .hasValue(MqttStatusMessage.of("LWT/client_1", "client_1 LWT")
                        .retained()
                        .qos(MqttQos.AT_LEAST_ONCE));
        assertThat(config.connectMessage())
                .hasValue(MqttStatusMessage.of("connected/client_1", "client_1 connected")
                        .qos(MqttQos.AT_LEAST_ONCE));
        assertThat(config.disconnectMessage().orElseThrow().topic()).isEqualTo("disconnected/client_1");
        assertThat(config.tls()).hasValue(MqttTls.unchecked());
        assertThat(device.methods()).containsOnly("1.6 getClientStatus");
        assertThat(device.asked()).allMatch(asked -> asked.line().equals("POST " + CLIENT));
    }

    @Test
    void theDocumentedConfigurationIsRead_withItsPasswordKept() {
        device.says(STATUS, DOCUMENTED);

        MqttClientConfig config = device.mqtt().configuration();

        assertThat(config.server().orElseThrow().protocol()).isEqualTo(MqttProtocol.SSL);
        assertThat(config.server().orElseThrow().alpnProtocol()).isEmpty();
        assertThat(config.login()).hasValue(MqttLogin.keepingPassword("u"));
        assertThat(config.tls()).hasValue(MqttTls.validating().caCertificate("broker-ca"));
        assertThat(config.deviceTopicPrefix()).hasValue("axis/ACCC8E000001");
        assertThat(config.lastWill()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "active, connected, true, true",
        "Active, Connected, true, true",
        "active, disconnected, true, false",
        "active, not connected, true, false",
        "inactive, disconnected, false, false",
        "active, connecting, true, false",
        "'', '', false, false",
    })
    void onlyConnectedIsConnected(String state, String connection, boolean active, boolean connected) {
        device.says(STATUS, status(state, connection));

        assertThat(device.mqtt().status()).isEqualTo(new MqttClientStatus(active, connected, state, connection));
    }

    @Test
    void aDeviceThatWasNeverConfigured_hasNoServer() {
        device.says(STATUS, status("inactive", "disconnected"));

        MqttClientConfig config = device.mqtt().configuration();

        assertThat(config.server()).isEmpty();
        assertThatThrownBy(() -> device.mqtt().configure(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broker");
        assertThatThrownBy(() -> device.mqtt().update(some -> some.clientId("x")))
                .isInstanceOf(IllegalArgumentException.class);
        device.mqtt().update(some -> some.server(MqttServer.webSocket("b").basePath("/mqtt")));
        assertThat(device.lastParams().get("server"))
                .isEqualTo(Map.of("protocol", "ws", "host", "b", "basepath", "/mqtt"));
    }

    @Test
    void whatIsOddCountsAsNotTold() {
        device.says(
                STATUS,
                "{\"data\":{\"status\":{},\"config\":{\"server\":{\"protocol\":\"quic\",\"host\":\"b\",\"port\":70000},"
                        + "\"keepAliveInterval\":-1,\"connectTimeout\":\"20\",\"ssl\":7,\"httpProxy\":\""
                        + "x".repeat(256)
                        + "\",\"lastWillTestament\":{\"useDefault\":false,\"topic\":\"a/#\"},"
                        + "\"connectMessage\":{\"useDefault\":false,\"topic\":\"a\",\"qos\":3},"
                        + "\"disconnectMessage\":{}}}}");

        MqttClientConfig config = device.mqtt().configuration();

        assertThat(config.server()).isEmpty();
        assertThat(config.keepAlive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.tls()).isEmpty();
        assertThat(config.httpProxy()).isEmpty();
        assertThat(config.lastWill()).isEmpty();
        assertThat(config.connectMessage()).hasValue(MqttStatusMessage.of("a", ""));
        assertThat(config.disconnectMessage()).isEmpty();
    }

    @Test
    void aProtocolNobodyKnowsIsKept() {
        device.says(STATUS, "{\"data\":{\"config\":{\"server\":{\"protocol\":\"quic\",\"host\":\"b\"}}}}");

        MqttServer server = device.mqtt().configuration().server().orElseThrow();

        assertThat(server.protocol()).isEqualTo(new MqttProtocol("quic"));
        assertThat(server.protocol().encrypted()).isFalse();
        assertThatThrownBy(() -> device.mqtt().status()).isInstanceOf(MalformedResponseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":{\"status\":{},\"config\":[1]}}", "{\"data\":{\"status\":{},\"config\":\"x\"}}"})
    void aConfigurationThatCannotBeRead_isNeitherNoneNorChanged(String answer) {
        device.says(STATUS, answer);

        assertThatThrownBy(() -> device.mqtt().configuration()).isInstanceOf(MalformedResponseException.class);
        assertThatThrownBy(() -> device.mqtt().update(config -> config.server(MqttServer.tcp("b"))))
                .isInstanceOf(MalformedResponseException.class);
        assertThat(device.methods()).doesNotContain("1.6 configureClient");
    }

    // ---- writing ----

    @Test
    void theDocumentedExampleIsSent() {
        MqttClientConfig config = MqttClientConfig.builder(
                        MqttServer.tls("broker.example").port(8883), "ACCC8E000001")
                .login("u", "p")
                .keepAlive(Duration.ofSeconds(30))
                .cleanSession(true)
                .standardMessages()
                .tls(MqttTls.validating().caCertificate("broker-ca"))
                .build();

        device.mqtt().configure(config);

        Map<?, ?> example = tree("{\"server\":{\"protocol\":\"ssl\",\"host\":\"broker.example\",\"port\":8883},"
                + "\"clientId\":\"ACCC8E000001\",\"username\":\"u\",\"password\":\"p\",\"keepAliveInterval\":30,"
                + "\"cleanSession\":true,\"autoReconnect\":true,\"lastWillTestament\":{\"useDefault\":true},"
                + "\"connectMessage\":{\"useDefault\":true},\"disconnectMessage\":{\"useDefault\":true},"
                + "\"ssl\":{\"validateServerCert\":true,\"CACertID\":\"broker-ca\"}}");
        assertThat(device.lastParams()).hasSize(example.size() + 1);
        example.forEach((name, value) ->
                assertThat(device.lastParams().get(name)).as("%s", name).isEqualTo(value));
        // Not in the example, and as the device takes it to be without.
        assertThat(device.lastParams().get("connectTimeout")).isEqualTo(60);
        assertThat(device.methods()).containsExactly("1.6 configureClient");
    }

    @Test
    void everyOtherFieldIsSent() {
        device.mqtt()
                .configure(MqttClientConfig.builder(
                                MqttServer.secureWebSocket("b")
                                        .basePath("/mqtt")
                                        .alpnProtocol("x-amzn-mqtt-ca"),
                                "c")
                        .tls(MqttTls.unchecked().clientCertificate("mine"))
                        .httpProxy("http://p1:3128")
                        .httpsProxy("http://p2:3128")
                        .connectTimeout(Duration.ofSeconds(5))
                        .autoReconnect(false)
                        .activateOnReboot(false)
                        .deviceTopicPrefix("site/1")
                        .login(MqttLogin.keepingPassword("u"))
                        .lastWill(Optional.of(
                                MqttStatusMessage.of("gone", "").retained().qos(MqttQos.EXACTLY_ONCE)))
                        .build());

        assertThat(device.lastParams())
                .isEqualTo(tree("{\"server\":{\"protocol\":\"wss\",\"host\":\"b\",\"basepath\":\"/mqtt\","
                        + "\"alpnProtocol\":\"x-amzn-mqtt-ca\"},\"httpProxy\":\"http://p1:3128\","
                        + "\"httpsProxy\":\"http://p2:3128\",\"clientId\":\"c\",\"username\":\"u\","
                        + "\"keepExistingPassword\":true,\"keepAliveInterval\":60,\"connectTimeout\":5,"
                        + "\"autoReconnect\":false,\"activateOnReboot\":false,\"deviceTopicPrefix\":\"site/1\","
                        + "\"lastWillTestament\":{\"useDefault\":false,\"topic\":\"gone\",\"message\":\"\",\"retain\":true,"
                        + "\"qos\":2},\"ssl\":{\"validateServerCert\":false,\"clientCertID\":\"mine\"}}"));
    }

    @Test
    void whatIsReadCanBeWrittenBack_withoutTheMask() {
        device.says(STATUS, DOCUMENTED);

        device.mqtt().configure(device.mqtt().configuration());

        assertThat(device.lastParams().get("keepExistingPassword")).isEqualTo(true);
        assertThat(device.asked().get(1).body()).doesNotContain("***").doesNotContain("\"password\"");
    }

    // ---- changing ----

    @Test
    void aChangeKeepsTheRest_andWhatOnlyTheDeviceKnows() {
        device.says(STATUS, DOCUMENTED);

        device.mqtt().update(config -> config.keepAlive(Duration.ofSeconds(45)));

        assertThat(device.methods()).containsExactly("1.6 getClientStatus", "1.6 configureClient");
        assertThat(device.lastParams())
                .isEqualTo(
                        tree(
                                "{\"server\":{\"protocol\":\"ssl\",\"host\":\"broker.example\",\"port\":8883,"
                                        + "\"basepath\":\"\",\"alpnProtocol\":\"\"},\"username\":\"u\",\"keepExistingPassword\":true,"
                                        + "\"clientId\":\"ACCC8E000001\",\"keepAliveInterval\":45,"
                                        + "\"ssl\":{\"validateServerCert\":true,\"CACertID\":\"broker-ca\"},"
                                        + "\"deviceTopicPrefix\":\"axis/ACCC8E000001\",\"newerThanTheReference\":{\"a\":[1,{\"b\":2.5}]}}"));
    }

    @Test
    void aChangeOfTheRecordedConfiguration_keepsMessagesAndOldFields() {
        device.says(STATUS, RECORDED);

        device.mqtt()
                .update(config -> config.disconnectMessage(Optional.of(MqttStatusMessage.standard()))
                        .connectMessage(Optional.empty())
                        .tls(MqttTls.validating()));

        Map<?, ?> told = (Map<?, ?>) ((Map<?, ?>) tree(RECORDED).get("data")).get("config");
        Map<?, ?> sent = device.lastParams();
        for (String same : new String[] {
            "activateOnReboot", "server", "clientId", "keepAliveInterval", "cleanSession", "lastWillTestament"
        }) {
            assertThat(sent.get(same)).as(same).isEqualTo(told.get(same));
        }
        assertThat(sent.get("disconnectMessage")).isEqualTo(Map.of("useDefault", true));
        assertThat(sent.containsKey("connectMessage")).isFalse();
        assertThat(sent.get("ssl")).isEqualTo(Map.of("validateServerCert", true));
        assertThat(sent.get("keepExistingPassword")).isEqualTo(true);
    }

    @Test
    void anotherLogin_replacesTheOldOne() {
        device.says(STATUS, DOCUMENTED);

        device.mqtt().update(config -> config.login("u2", "p2"));
        Map<?, ?> replaced = device.lastParams();
        device.mqtt().update(config -> config.login(MqttLogin.keepingPassword("u3")));
        Map<?, ?> renamed = device.lastParams();
        device.mqtt().update(MqttClientConfig.Builder::withoutLogin);
        Map<?, ?> none = device.lastParams();
        device.mqtt().update(config -> config.login(MqttLogin.withoutPassword("u")));
        Map<?, ?> nameOnly = device.lastParams();

        assertThat(replaced.get("username")).isEqualTo("u2");
        assertThat(replaced.get("password")).isEqualTo("p2");
        assertThat(replaced.containsKey("keepExistingPassword")).isFalse();
        assertThat(renamed.get("username")).isEqualTo("u3");
        assertThat(renamed.get("keepExistingPassword")).isEqualTo(true);
        assertThat(none.containsKey("username")).isFalse();
        assertThat(none.containsKey("keepExistingPassword")).isFalse();
        assertThat(none.containsKey("password")).isFalse();
        assertThat(nameOnly.get("username")).isEqualTo("u");
        assertThat(nameOnly.containsKey("keepExistingPassword")).isFalse();
    }

    @Test
    void anotherServer_takesThePortOfTheOldOneAway() {
        device.says(STATUS, DOCUMENTED);

        device.mqtt().update(config -> config.server(MqttServer.tcp("other")));

        assertThat(device.lastParams().get("server"))
                .isEqualTo(Map.of("protocol", "tcp", "host", "other", "basepath", "", "alpnProtocol", ""));
    }

    @Test
    void aServerThatCannotBeRead_isKept() {
        device.says(STATUS, "{\"data\":{\"config\":{\"server\":{\"protocol\":\"a b\",\"host\":\"b\",\"x\":1}}}}");

        device.mqtt().update(config -> config.clientId("c"));

        assertThat(device.lastParams().get("server")).isEqualTo(Map.of("protocol", "a b", "host", "b", "x", 1));
    }

    @Test
    void aChangeThatChangesNothing_isNotSent() {
        device.says(STATUS, DOCUMENTED);

        device.mqtt().update(config -> config.keepAlive(Duration.ofSeconds(30)));

        assertThat(device.methods()).containsExactly("1.6 getClientStatus");
    }

    @Test
    void whatTheChangeThrows_isThrown_andNothingSent() {
        device.says(STATUS, DOCUMENTED);

        assertThatThrownBy(() -> device.mqtt().update(config -> {
                    throw new IllegalCallerException("mine");
                }))
                .isInstanceOf(IllegalCallerException.class);
        assertThatThrownBy(() -> device.mqtt()
                        .async()
                        .update(config -> config.httpProxy("x".repeat(256)))
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(device.methods()).doesNotContain("1.6 configureClient");
    }
}
