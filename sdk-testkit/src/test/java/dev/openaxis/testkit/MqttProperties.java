package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Any bytes from a broker or a client: a connection that ends or goes on, never a hang, and both live on. */
class MqttProperties {
    private static final byte[] CONNACK = {0x20, 2, 0, 0};
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString("root:pass-of-tests".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private SimulatedDevice device;
    private SimulatedBroker broker;
    private ServerSocket rogue;
    private Client client;

    @BeforeProperty
    void start() throws IOException {
        device = MqttTest.quick()
                .mqttReconnectDelay(Duration.ofMillis(1))
                .variant(Variant.BASIC_EVERYWHERE)
                .requestLog(10)
                .start();
        client = new Client(device);
        broker = SimulatedBroker.start();
        rogue = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        rogue.setSoTimeout(20_000);
    }

    @AfterProperty
    void stop() throws IOException {
        device.close();
        broker.close();
        rogue.close();
    }

    private HttpResponse<String> post(String cgi, String body) {
        return client.send(client.request("/axis-cgi/mqtt/" + cgi)
                .header("Authorization", BASIC)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private void call(String method, String params) {
        HttpResponse<String> answer = post(
                "client.cgi", "{\"apiVersion\":\"1.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}");
        assertThat(answer.body()).contains("\"data\"");
    }

    /** The device connects to a broker that answers with these bytes. */
    private void answered(byte[]... parts) throws IOException {
        try (Socket connection = rogue.accept()) {
            connection.setSoTimeout(5000);
            for (byte[] part : parts) {
                connection.getOutputStream().write(part);
            }
            connection.getOutputStream().flush();
            connection.shutdownOutput();
            connection.getInputStream().readAllBytes();
        } catch (SocketException closedAtOnce) {
            assertThat(closedAtOnce).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Property(tries = 150)
    void theDeviceTakesAnyAnswerOfABroker(@ForAll @Size(max = 200) byte[] bytes, @ForAll boolean afterConnAck)
            throws IOException {
        call("configureClient", MqttTest.server("tcp", rogue.getLocalPort()));
        call("activateClient", "");
        if (afterConnAck) {
            answered(CONNACK, bytes);
        } else {
            answered(bytes);
        }
        call("deactivateClient", "");
        assertThat(device.mqtt().isConnected()).isFalse();
    }

    @Property(tries = 150)
    void theBrokerTakesAnyBytes(@ForAll @Size(max = 200) byte[] bytes, @ForAll boolean afterConnect)
            throws IOException {
        byte[] connect = {0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 2, 'i', 'd'};
        for (int port : new int[] {broker.tcpPort(), broker.webSocketPort()}) {
            try (Socket socket = new Socket(broker.host(), port)) {
                socket.setSoTimeout(5000);
                if (afterConnect && port == broker.tcpPort()) {
                    socket.getOutputStream().write(connect);
                }
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (SocketException closedAtOnce) {
                assertThat(closedAtOnce).isNotInstanceOf(java.net.SocketTimeoutException.class);
            }
        }
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(SOON)
                .until(() -> broker.clients().isEmpty());
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> method = Arbitraries.of(
                "configureClient",
                "getClientStatus",
                "configureEventPublication",
                "getEventPublicationConfig",
                "configureMqttSubscription",
                "getMqttSubscriptionConfig",
                "getSupportedVersions");
        Arbitrary<String> value = Arbitraries.of(
                "null",
                "7",
                "[]",
                "\"x\"",
                "{}",
                "true",
                "[{}]",
                "[null]",
                "[{\"topicFilter\":\"a\\u0000\",\"qos\":9,\"retain\":7}]",
                "[{\"topicFilter\":\"#\",\"isStateData\":true}]",
                "{\"protocol\":\"ws\",\"host\":\"\\u0000\",\"port\":99999999999}",
                "{\"protocol\":\"tcp\",\"host\":\"127.0.0.1\",\"port\":1}",
                "{\"useDefault\":false,\"topic\":[]}");
        Arbitrary<String> name = Arbitraries.of(
                "server",
                "clientId",
                "keepAliveInterval",
                "lastWillTestament",
                "ssl",
                "deviceTopicPrefix",
                "topicPrefix",
                "customTopicPrefix",
                "eventFilterList",
                "mqttFilterList");
        Arbitrary<String> params = Combinators.combine(name, value)
                .as((key, json) -> "\"" + key + "\":" + json)
                .list()
                .uniqueElements(text -> text.split(":")[0])
                .ofMaxSize(6)
                .map(members -> "{" + String.join(",", members) + "}");
        return Combinators.combine(method, Arbitraries.oneOf(params, value))
                .as((name2, json) -> "{\"apiVersion\":\"1.0\",\"method\":\"" + name2 + "\",\"params\":" + json + "}");
    }

    @Property(tries = 300)
    void anyCallIsAnswered(@ForAll("bodies") String body) {
        for (String cgi : new String[] {"client.cgi", "event.cgi"}) {
            HttpResponse<String> answer = post(cgi, body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).containsAnyOf("\"data\"", "\"error\"");
        }
    }
}
