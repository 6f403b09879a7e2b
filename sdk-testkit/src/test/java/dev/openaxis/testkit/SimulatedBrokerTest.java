package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The broker as bytes of MQTT 3.1.1 see it. */
class SimulatedBrokerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Packets written by hand. */
    private static final class Raw implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        Raw(SimulatedBroker broker) {
            try {
                socket = new Socket(broker.host(), broker.tcpPort());
                socket.setSoTimeout(20_000);
                in = new DataInputStream(socket.getInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(int first, byte[]... parts) {
            int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
            try {
                java.io.ByteArrayOutputStream packet = new java.io.ByteArrayOutputStream();
                packet.write(first);
                packet.write(length);
                for (byte[] part : parts) {
                    packet.write(part);
                }
                socket.getOutputStream().write(packet.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next packet in hex, or the empty text at the end. */
        String next() {
            try {
                int first = in.read();
                if (first < 0) {
                    return "";
                }
                byte[] rest = in.readNBytes(in.readUnsignedByte());
                return String.format("%02x", first) + java.util.HexFormat.of().formatHex(rest);
            } catch (java.net.SocketException reset) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Version 3.1.1, given flags, keep-alive in seconds, then texts. */
        String connect(int level, int flags, int keepAlive, String... texts) {
            byte[] head = {0, 4, 'M', 'Q', 'T', 'T', (byte) level, (byte) flags, 0, (byte) keepAlive};
            byte[][] parts = new byte[texts.length + 1][];
            parts[0] = head;
            for (int i = 0; i < texts.length; i++) {
                parts[i + 1] = text(texts[i]);
            }
            send(0x10, parts);
            return next();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[bytes.length + 2];
        result[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, result, 2, bytes.length);
        return result;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void subscribersGetWhatIsPublishedAndWhatWasRetained() {
        try (SimulatedBroker broker = SimulatedBroker.start();
                Raw subscriber = new Raw(broker);
                Raw publisher = new Raw(broker)) {
            broker.publish("a/kept", "old", 1, true);
            assertThat(subscriber.connect(4, 2, 60, "sub")).isEqualTo("200000");
            subscriber.send(0x82, new byte[] {0, 7}, text("a/#"), new byte[] {2}, text("#bad"), new byte[] {0});
            // QoS 1 is the most, a wrong filter is refused.
            assertThat(subscriber.next()).isEqualTo("9000070180");
            assertThat(subscriber.next()).isEqualTo("33" + "0006" + hex("a/kept") + "0001" + hex("old"));
            assertThat(publisher.connect(4, 2, 60, "pub")).isEqualTo("200000");
            publisher.send(0x30, text("a/b"), bytes("zero"));
            assertThat(subscriber.next()).isEqualTo("30" + "0003" + hex("a/b") + hex("zero"));
            publisher.send(0x32, text("a"), new byte[] {0, 9}, bytes("one"));
            assertThat(publisher.next()).isEqualTo("400009");
            assertThat(subscriber.next()).isEqualTo("32" + "0001" + hex("a") + "0002" + hex("one"));
            publisher.send(0x34, text("a/b"), new byte[] {0, 10}, bytes("two"));
            assertThat(publisher.next()).isEqualTo("50000a");
            publisher.send(0x3c, text("a/b"), new byte[] {0, 10}, bytes("two"));
            assertThat(publisher.next()).isEqualTo("50000a");
            publisher.send(0x62, new byte[] {0, 10});
            assertThat(publisher.next()).isEqualTo("70000a");
            assertThat(subscriber.next()).isEqualTo("32" + "0003" + hex("a/b") + "0003" + hex("two"));
            publisher.send(0xc0);
            assertThat(publisher.next()).isEqualTo("d0");
            subscriber.send(0xa2, new byte[] {0, 8}, text("a/#"));
            assertThat(subscriber.next()).isEqualTo("b00008");
            assertThat(broker.messages())
                    .extracting(BrokerMessage::toString)
                    .containsExactly("a/b (QoS 0): zero", "a (QoS 1): one", "a/b (QoS 2): two");
            publisher.send(0x31, text("a/kept"));
            await().atMost(SOON).until(() -> broker.retained("a/kept").isEmpty());
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(bytes(text));
    }

    @Test
    void clientsAreRefusedWithTheCodesOfMqtt() {
        try (SimulatedBroker broker =
                SimulatedBroker.builder().account("u", "p").start()) {
            try (Raw raw = new Raw(broker)) {
                assertThat(raw.connect(4, 0xc2, 60, "id", "u", "wrong")).isEqualTo("200004");
                assertThat(raw.next()).isEmpty();
            }
            try (Raw raw = new Raw(broker)) {
                assertThat(raw.connect(4, 2, 60, "id")).isEqualTo("200004");
            }
            try (Raw raw = new Raw(broker)) {
                assertThat(raw.connect(4, 0, 60, "")).isEqualTo("200002");
            }
            try (Raw raw = new Raw(broker)) {
                assertThat(raw.connect(9, 2, 60, "id")).isEqualTo("200001");
            }
            broker.refuseConnections(true);
            try (Raw raw = new Raw(broker)) {
                assertThat(raw.connect(4, 0xc2, 60, "id", "u", "p")).isEqualTo("200003");
            }
            broker.refuseConnections(false);
            try (Raw raw = new Raw(broker)) {
                assertThat(raw.connect(4, 0xc2, 60, "id", "u", "p")).isEqualTo("200000");
                assertThat(broker.clients())
                        .extracting(BrokerClient::clientId, BrokerClient::username, BrokerClient::transport)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("id", "u", "tcp"));
                raw.send(0x10, new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60}, text("id"));
                assertThat(raw.next()).isEmpty();
            }
            try (Raw raw = new Raw(broker)) {
                raw.send(0x30, text("a"), bytes("before connecting"));
                assertThat(raw.next()).isEmpty();
            }
            assertThat(broker.messages()).isEmpty();
        }
    }

    @Test
    void aLastWillIsPublishedUnlessTheClientSaysGoodbye() throws InterruptedException {
        try (SimulatedBroker broker = SimulatedBroker.start()) {
            Raw lost = new Raw(broker);
            lost.connect(4, 0x2e, 60, "lost", "will/1", "gone");
            lost.close();
            assertThat(broker.takeMessage(SOON)).hasToString("will/1 (QoS 1, retained, will): gone");
            try (Raw polite = new Raw(broker)) {
                polite.connect(4, 0x06, 60, "polite", "will/2", "gone");
                polite.send(0xe0);
                assertThat(polite.next()).isEmpty();
            }
            Raw silent = new Raw(broker);
            silent.connect(4, 0x06, 1, "silent", "will/3", "gone");
            assertThat(broker.takeMessage(SOON).topic()).isEqualTo("will/3");
            silent.close();
            try (Raw first = new Raw(broker);
                    Raw second = new Raw(broker)) {
                first.connect(4, 0x06, 60, "same", "will/4", "gone");
                assertThat(second.connect(4, 2, 60, "same")).isEqualTo("200000");
                assertThat(first.next()).isEmpty();
                assertThat(broker.takeMessage(SOON).topic()).isEqualTo("will/4");
                assertThat(broker.clients()).hasSize(1);
            }
        }
    }

    @Test
    void onlyTheNewestMessagesAreRemembered() {
        try (SimulatedBroker broker = SimulatedBroker.builder().messageLog(2).start();
                Raw raw = new Raw(broker)) {
            raw.connect(4, 2, 0, "id");
            for (String text : new String[] {"1", "2", "3"}) {
                raw.send(0x30, text("t"), bytes(text));
            }
            await().atMost(SOON).until(() -> broker.messagesReceived() == 3);
            assertThat(broker.messages()).extracting(BrokerMessage::text).containsExactly("2", "3");
            assertThat(broker.messages().get(0)).isEqualTo(broker.messages().get(0));
            assertThat(broker.messages().get(0).hashCode())
                    .isEqualTo(broker.messages().get(0).hashCode());
            assertThat(broker.messages().get(0)).isNotEqualTo(broker.messages().get(1));
        }
    }

    @Test
    void aBrokerCanFailAndBeClosedTwice() {
        SimulatedBroker broker = SimulatedBroker.start();
        try (Raw cut = new Raw(broker);
                Raw frozen = new Raw(broker)) {
            cut.connect(4, 2, 60, "cut");
            broker.cutConnections();
            assertThat(cut.next()).isEmpty();
            assertThat(broker.clients()).isEmpty();
            assertThat(frozen.next()).isEmpty();
        }
        assertThatThrownBy(() -> broker.publish("a/+", "x", 0, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> broker.takeMessage(Duration.ofMillis(1))).isInstanceOf(AssertionError.class);
        assertThat(broker).hasToString("MQTT broker at 127.0.0.1:" + broker.tcpPort());
        broker.close();
        broker.close();
    }
}
