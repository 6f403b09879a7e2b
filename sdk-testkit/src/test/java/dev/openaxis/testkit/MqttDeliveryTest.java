package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device and its broker acknowledge to each other; the broker is a script. */
class MqttDeliveryTest {
    private static final String CLIENT = "/axis-cgi/mqtt/client.cgi";
    private static final int SOON = 20_000;
    /** What was sent without waiting has come long before. */
    private static final int SHORTLY = 300;

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int PUBREL = 6;
    private static final int PUBCOMP = 7;
    private static final int DISCONNECT = 14;

    private final SimulatedDevice device = MqttTest.quick().start();
    private ServerSocket server;
    private Socket socket;
    private DataInputStream in;

    /**
     * A packet of a device.
     *
     * @param type MQTT's number of its type
     * @param again whether it is marked as sent before (DUP)
     * @param body what follows its length
     */
    private record Packet(int type, boolean again, byte[] body) {
        /** Of a message with QoS 1 or 2, or of what acknowledges one. */
        int id() {
            int at = type == PUBLISH ? 2 + number(0) : 0;
            return number(at);
        }

        private int number(int at) {
            return (body[at] & 0xFF) << 8 | body[at + 1] & 0xFF;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(SOON);
    }

    @AfterEach
    void stop() throws IOException {
        device.close();
        server.close();
        if (socket != null) {
            socket.close();
        }
    }

    private void connect(String more) throws IOException {
        String params = "{" + MqttTest.server("tcp", server.getLocalPort()) + more + "}";
        assertThat(MqttTest.call(device, CLIENT, "configureClient", params).has("data"))
                .isTrue();
        MqttTest.call(device, CLIENT, "activateClient", null);
        accept();
    }

    private void accept() throws IOException {
        socket = server.accept();
        socket.setSoTimeout(SOON);
        in = new DataInputStream(socket.getInputStream());
        assertThat(next().type()).isEqualTo(CONNECT);
        socket.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
        await().until(device.mqtt()::isConnected);
    }

    private Packet next() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int part;
        do {
            part = in.readUnsignedByte();
            length |= (part & 0x7F) << shift;
            shift += 7;
        } while (part > 0x7F);
        return new Packet(first >> 4, (first & 8) != 0, in.readNBytes(length));
    }

    private void assertNothingMoreComes() throws IOException {
        socket.setSoTimeout(SHORTLY);
        assertThatThrownBy(this::next).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(SOON);
    }

    private void send(int type, int id) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type << 4 | (type == PUBREL ? 2 : 0));
        packet.write(2);
        packet.write(id >> 8);
        packet.write(id);
        socket.getOutputStream().write(packet.toByteArray());
    }

    @Test
    void theEleventhMessageWaitsUntilOneIsAcknowledged() throws IOException {
        theEleventhMessageWaits(1);
    }

    @Test
    void theEleventhMessageOfQosTwoWaitsUntilOneIsReleasedAndComplete() throws IOException {
        theEleventhMessageWaits(2);
    }

    private void publishesWith(int qos) {
        MqttTest.call(
                device,
                "/axis-cgi/mqtt/event.cgi",
                "configureEventPublication",
                "{\"eventFilterList\":[{\"topicFilter\":\"axis:Test//.\",\"qos\":" + qos + "}]}");
    }

    private void pulse(int n) {
        device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Pulse", Map.of(), Map.of("n", "<" + n + ">")));
    }

    private void theEleventhMessageWaits(int qos) throws IOException {
        publishesWith(qos);
        connect("");
        for (int n = 0; n < 12; n++) {
            pulse(n);
        }
        Packet first = next();
        for (int n = 1; n < 10; n++) {
            assertThat(next().text()).contains("<" + n + ">");
        }
        assertNothingMoreComes();
        if (qos == 2) {
            send(PUBREC, first.id());
            Packet release = next();
            assertThat(release.type()).isEqualTo(PUBREL);
            assertThat(release.id()).isEqualTo(first.id());
            assertNothingMoreComes();
        }
        send(qos == 2 ? PUBCOMP : PUBACK, first.id());
        assertThat(next().text()).contains("<10>");
        assertNothingMoreComes();
    }

    @Test
    void theDisconnectMessageIsHandedOverBeforeTheDeviceLeaves() throws IOException {
        connect(",\"disconnectMessage\":{\"useDefault\":false,\"topic\":\"t\",\"message\":\"bye\",\"retain\":false,"
                + "\"qos\":2}");
        MqttTest.call(device, CLIENT, "deactivateClient", null);
        Packet goodbye = next();
        assertThat(goodbye.type()).isEqualTo(PUBLISH);
        send(PUBREC, goodbye.id());
        assertThat(next().type()).isEqualTo(PUBREL);
        send(PUBCOMP, goodbye.id());
        assertThat(next().type()).isEqualTo(DISCONNECT);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void aBrokerThatAcknowledgesNothingIsLeftAfterAWhileAndConnectedToOnlyThen() throws IOException {
        connect(",\"disconnectMessage\":{\"useDefault\":true}");
        MqttTest.call(device, CLIENT, "deactivateClient", null);
        MqttTest.call(device, CLIENT, "activateClient", null);
        assertThat(next().type()).isEqualTo(PUBLISH);
        server.setSoTimeout(SHORTLY);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        assertThat(next().type()).isEqualTo(DISCONNECT);
        server.setSoTimeout(SOON);
        accept();
    }

    private void reconnect() throws IOException {
        socket.close();
        await().until(() -> !device.mqtt().isConnected());
        accept();
    }

    private void assertPublished(Packet packet, boolean again, int n) {
        assertThat(packet.type()).isEqualTo(PUBLISH);
        assertThat(packet.again()).isEqualTo(again);
        assertThat(packet.text()).contains("<" + n + ">");
    }

    /** MQTT 3.1.1 section 4.4: with their identifiers, in their order, before anything new. */
    @Test
    void inAKeptSession_whatIsNotAcknowledgedIsSentAgain() throws IOException {
        publishesWith(2);
        connect(",\"cleanSession\":false");
        for (int n = 0; n < 12; n++) {
            pulse(n);
        }
        int[] ids = new int[10];
        for (int n = 0; n < 10; n++) {
            Packet packet = next();
            assertPublished(packet, false, n);
            ids[n] = packet.id();
        }
        send(PUBREC, ids[0]);
        assertThat(next().type()).isEqualTo(PUBREL);
        send(PUBREC, ids[1]);
        assertThat(next().type()).isEqualTo(PUBREL);
        send(PUBCOMP, ids[1]);
        assertPublished(next(), false, 10);

        reconnect();
        pulse(20);

        Packet release = next();
        assertThat(release.type()).isEqualTo(PUBREL);
        assertThat(release.id()).isEqualTo(ids[0]);
        for (int n = 2; n < 10; n++) {
            Packet packet = next();
            assertPublished(packet, true, n);
            assertThat(packet.id()).isEqualTo(ids[n]);
        }
        assertPublished(next(), true, 10);
        assertNothingMoreComes();
        send(PUBCOMP, ids[0]);
        // The twelfth was never sent, and no device is known to keep such a message.
        Packet fresh = next();
        assertPublished(fresh, false, 20);
        assertThat(ids).doesNotContain(fresh.id());
    }

    @Test
    void whatIsAcknowledgedInTime_isNotSentAgain() throws IOException {
        publishesWith(1);
        connect(",\"cleanSession\":false");
        pulse(1);
        pulse(2);
        send(PUBACK, next().id());
        Packet second = next();

        reconnect();

        Packet again = next();
        assertPublished(again, true, 2);
        assertThat(again.id()).isEqualTo(second.id());
        send(PUBACK, again.id());
        assertNothingMoreComes();
        reconnect();
        assertNothingMoreComes();
    }

    @Test
    void inANewSession_nothingIsSentAgain() throws IOException {
        publishesWith(1);
        connect(",\"cleanSession\":true");
        pulse(1);
        assertPublished(next(), false, 1);

        reconnect();
        assertNothingMoreComes();
        pulse(2);

        assertPublished(next(), false, 2);
    }

    @Test
    void aSessionOfAnotherName_isAnotherSession() throws IOException {
        publishesWith(1);
        connect(",\"cleanSession\":false,\"clientId\":\"one\"");
        pulse(1);
        assertPublished(next(), false, 1);
        String other =
                "{" + MqttTest.server("tcp", server.getLocalPort()) + ",\"cleanSession\":false,\"clientId\":\"other\"}";
        MqttTest.call(device, CLIENT, "configureClient", other);

        reconnect();

        assertNothingMoreComes();
    }

    private void tell(int id, String text) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        packet.write(PUBLISH << 4 | 2 << 1);
        packet.write(2 + 1 + 2 + payload.length);
        packet.write(new byte[] {0, 1, 't', (byte) (id >> 8), (byte) id});
        packet.write(payload);
        socket.getOutputStream().write(packet.toByteArray());
    }

    /** MQTT 3.1.1 section 4.3.3. */
    @Test
    void aMessageOfQosTwoIsTakenOnce_howeverOftenTheBrokerTellsIt() throws IOException {
        connect(",\"cleanSession\":false");
        tell(7, "a");
        assertThat(next().type()).isEqualTo(PUBREC);
        reconnect();

        tell(7, "a");
        assertThat(next().type()).isEqualTo(PUBREC);
        assertThat(device.mqtt().messagesReceived()).isEqualTo(1);
        send(PUBREL, 7);
        assertThat(next().type()).isEqualTo(PUBCOMP);
        tell(7, "b");
        assertThat(next().type()).isEqualTo(PUBREC);

        assertThat(device.mqtt().messagesReceived()).isEqualTo(2);
    }
}
