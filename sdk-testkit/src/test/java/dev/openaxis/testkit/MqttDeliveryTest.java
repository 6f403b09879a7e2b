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
     * @param body what follows its length
     */
    private record Packet(int type, byte[] body) {
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
        return new Packet(first >> 4, in.readNBytes(length));
    }

    private void assertNothingMoreComes() throws IOException {
        socket.setSoTimeout(SHORTLY);
        assertThatThrownBy(this::next).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(SOON);
    }

    private void send(int type, int id) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type << 4);
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

    private void theEleventhMessageWaits(int qos) throws IOException {
        MqttTest.call(
                device,
                "/axis-cgi/mqtt/event.cgi",
                "configureEventPublication",
                "{\"eventFilterList\":[{\"topicFilter\":\"axis:Test//.\",\"qos\":" + qos + "}]}");
        connect("");
        for (int n = 0; n < 12; n++) {
            device.events().emit(SimulatedEvent.pulse("tnsaxis:Test/Pulse", Map.of(), Map.of("n", "<" + n + ">")));
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
}
