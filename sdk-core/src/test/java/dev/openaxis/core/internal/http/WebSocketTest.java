package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Frames;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets by RFC 6455, as devices offer them for live events. */
class WebSocketTest extends TransportTestBase {
    private static final String TARGET = "/vapix/ws-data-stream?sources=events";
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final Heard heard = new Heard();

    private static final class Heard implements WebSocketListener {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<Optional<AxisException>> ends = new CopyOnWriteArrayList<>();

        @Override
        public void onText(String text) {
            texts.add(text);
        }

        @Override
        public void onClosed(AxisException cause) {
            ends.add(Optional.ofNullable(cause));
        }

        void awaitTexts(String... expected) {
            await().atMost(SECONDS).untilAsserted(() -> assertThat(texts).containsExactly(expected));
        }

        ConnectionException awaitBroken() {
            await().atMost(SECONDS).until(() -> ends.size() == 1);
            assertThat(ends.get(0)).containsInstanceOf(ConnectionException.class);
            return (ConnectionException) ends.get(0).orElseThrow();
        }
    }

    /** Accepts the upgrade, then follows the script. */
    private ScriptedServer accepting(ScriptedServer.Script then) throws IOException {
        return server(peer -> {
            peer.write(Frames.upgrade(peer.read()));
            then.run(peer);
        });
    }

    private WebSocket open(DeviceTransport transport) throws Exception {
        return closing(transport.openWebSocket(TARGET, LONG, heard).get(20, TimeUnit.SECONDS));
    }

    private AxisException refused(DeviceTransport transport, Duration timeout) {
        Throwable thrown = catchThrowable(
                () -> transport.openWebSocket(TARGET, timeout, heard).get(20, TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isInstanceOf(AxisException.class);
        assertThat(heard.ends).isEmpty();
        assertThat(((AxisException) thrown.getCause()).effect()).isEqualTo(AppliedEffect.NONE);
        return (AxisException) thrown.getCause();
    }

    // ---- opening ----

    @Test
    void acceptValue_isTheOneOfTheReference() {
        assertThat(Frames.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void upgrade_asksAsTheReferenceWantsAndOffersNoExtension() throws Exception {
        ScriptedServer server = accepting(Peer::untilClosed);

        open(transport(server));

        Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo(TARGET);
        assertThat(request.header("Host")).contains("127.0.0.1:" + server.port());
        assertThat(request.header("Upgrade").orElseThrow()).isEqualToIgnoringCase("websocket");
        assertThat(request.header("Connection").orElseThrow()).containsIgnoringCase("upgrade");
        assertThat(request.header("Sec-WebSocket-Version")).contains("13");
        assertThat(request.header("Sec-WebSocket-Extensions")).isEmpty();
        assertThat(request.header("Authorization")).isEmpty();
    }

    @Test
    void digest_isAnsweredOnTheUpgrade() throws Exception {
        ScriptedServer server = server(peer -> {
            Request request = peer.read();
            if (Digest.valid(request, "n", PASSWORD)) {
                peer.write(Frames.upgrade(request));
                peer.write(Frames.text("in"));
                peer.untilClosed();
            } else {
                peer.answer(401, "", Digest.challenge("n"), "Connection: close");
            }
        });
        DeviceTransport transport = transport(server);

        open(transport);
        heard.awaitTexts("in");
        assertThat(server.requests()).hasSize(2);
        // The next one knows the challenge.
        open(transport);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void basic_isSentOverTlsOnly() throws Exception {
        ScriptedServer.Script script = peer -> {
            Request request = peer.read();
            if (request.header("Authorization").isPresent()) {
                peer.write(Frames.upgrade(request));
                peer.untilClosed();
            } else {
                peer.answer(401, "", "WWW-Authenticate: Basic realm=\"r\"", "Connection: close");
            }
        };
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer secure = closing(ScriptedServer.startTls(certificate.server(), script));
        open(transport(
                secure.address(), ACCOUNT, TrustPolicy.pinned(certificate.sha256()), TransportOptions.defaults()));
        assertThat(secure.requests()).hasSize(2);

        ScriptedServer clear = server(script);
        assertThat(refused(transport(clear), LONG)).isInstanceOf(AuthenticationException.class);
        assertThat(clear.requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.header("Authorization")).isEmpty());
    }

    @Test
    void wrongPassword_isNotRetried() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(401, "", Digest.challenge("n" + peer.number()));
            peer.untilClosed();
        });

        assertThat(refused(transport(server), LONG)).isInstanceOf(AuthenticationException.class);
        assertThat(server.requests()).hasSize(2);
    }

    private ScriptedServer answering(int status, String... headers) throws IOException {
        return server(peer -> {
            peer.read();
            peer.answer(status, "text", headers);
            peer.untilClosed();
        });
    }

    @Test
    void missingEndpoint_isAnUnsupportedCapability() throws Exception {
        AxisException failure = refused(transport(answering(404)), LONG);

        assertThat(failure).isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(failure.getMessage()).contains("/vapix/ws-data-stream").doesNotContain("sources");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 500, 503})
    void otherAnswers_areRefusals(int status) throws Exception {
        AxisException failure = refused(transport(answering(status)), LONG);

        assertThat(failure).isInstanceOf(RefusedException.class);
        assertThat(((RefusedException) failure).code()).isEqualTo(status);
    }

    @Test
    void factoryDefaultedDevice_isRecognised() throws Exception {
        ScriptedServer server = answering(401, Digest.challenge("n"), "Axis-Setup: vapix");

        assertThat(refused(transport(server), LONG)).isInstanceOf(SetupNeededException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void forbiddenAfterARejectedLogIn_meansBlocked() throws Exception {
        ScriptedServer server = server(peer -> {
            if (peer.read().target().equals("/login")) {
                peer.answer(401, "", Digest.challenge("n"));
                peer.read();
                peer.answer(401, "", Digest.challenge("n"));
            } else {
                peer.answer(403, "");
            }
            peer.untilClosed();
        });
        DeviceTransport transport = transport(
                server.address(),
                Credentials.of("root", "wrong"),
                TrustPolicy.publicAuthorities(),
                TransportOptions.defaults());
        failure(transport.send(read("/login"), LONG));

        assertThat(refused(transport, LONG)).isInstanceOf(BlockedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 101", "garbage\r\n\r\n"})
    void connectionClosedDuringTheUpgrade_isAConnectionError(String before) throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(before);
        });

        assertThat(refused(transport(server), LONG)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void wrongAcceptValue_isAConnectionError() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
            peer.untilClosed();
        });

        assertThat(refused(transport(server), LONG)).isInstanceOf(ConnectionException.class);
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void upgradeWithoutAnswer_endsWithTheDeadline() throws Exception {
        ScriptedServer server = server(Peer::untilClosed);

        assertThat(refused(transport(server), SHORT)).isInstanceOf(DeadlineExceededException.class);
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void closeDuringTheUpgrade_endsIt() throws Exception {
        ScriptedServer server = server(Peer::untilClosed);
        DeviceTransport transport = transport(server);
        CompletableFuture<WebSocket> opening = transport.openWebSocket(TARGET, LONG, heard);
        await().atMost(SECONDS).until(() -> server.open() == 1);

        transport.close();

        assertThat(catchThrowable(() -> opening.get(20, TimeUnit.SECONDS))).hasCauseInstanceOf(ClosedException.class);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(heard.ends).isEmpty();
        assertThat(refused(transport, LONG)).isInstanceOf(ClosedException.class);
    }

    // ---- frames ----

    @Test
    void texts_goBothWays() throws Exception {
        BlockingQueue<Frames.Frame> received = new LinkedBlockingQueue<>();
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.text("first"));
            peer.write(Frames.text("zweite ü€😀"));
            while (true) {
                received.add(Frames.read(peer));
            }
        });

        WebSocket socket = open(transport(server));
        heard.awaitTexts("first", "zweite ü€😀");
        socket.send("{\"a\":\"ü€😀\"}");

        Frames.Frame frame = received.poll(5, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        assertThat(frame.opcode()).isEqualTo(Frames.TEXT);
        assertThat(frame.masked()).isTrue();
        assertThat(frame.text()).isEqualTo("{\"a\":\"ü€😀\"}");
        assertThat(socket.lastProof()).isBetween(Instant.now().minusSeconds(10), Instant.now());
    }

    /** Decoding puts it in place of what is no UTF-8; a device may have sent it itself. */
    @Test
    void theReplacementCharacter_isATextLikeAnyOther() throws Exception {
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.text("from another \uFFFD system"));
            peer.untilClosed();
        });

        open(transport(server));

        heard.awaitTexts("from another \uFFFD system");
    }

    @Test
    void framesInThePacketOfTheUpgrade_areHeard() throws Exception {
        ScriptedServer server = server(peer -> {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.writeBytes(Frames.upgrade(peer.read()).getBytes());
            packet.writeBytes(Frames.text("at once"));
            packet.writeBytes(Frames.text("and again"));
            peer.write(packet.toByteArray());
            peer.untilClosed();
        });

        open(transport(server));

        heard.awaitTexts("at once", "and again");
    }

    @Test
    void fragmentedMessage_isPutTogetherAroundControlFrames() throws Exception {
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.frame(false, Frames.TEXT, "one ".getBytes()));
            peer.write(Frames.frame(true, Frames.PING, "p".getBytes()));
            peer.write(Frames.frame(false, Frames.CONTINUATION, "two ".getBytes()));
            peer.write(Frames.frame(true, Frames.CONTINUATION, "three".getBytes()));
            peer.write(Frames.text("next"));
            peer.untilClosed();
        });

        open(transport(server));

        heard.awaitTexts("one two three", "next");
    }

    @Test
    void frameThatDripsByteByByte_isHeard() throws Exception {
        ScriptedServer server = accepting(peer -> {
            for (byte b : Frames.text("x".repeat(300))) {
                peer.write(new byte[] {b});
            }
            peer.untilClosed();
        });

        open(transport(server));

        heard.awaitTexts("x".repeat(300));
    }

    @Test
    void ping_isAnsweredWithItsContent() throws Exception {
        BlockingQueue<Frames.Frame> received = new LinkedBlockingQueue<>();
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.frame(true, Frames.PING, "are you there".getBytes()));
            received.add(Frames.read(peer));
            peer.untilClosed();
        });

        open(transport(server));

        Frames.Frame pong = received.poll(5, TimeUnit.SECONDS);
        assertThat(pong).isNotNull();
        assertThat(pong.opcode()).isEqualTo(Frames.PONG);
        assertThat(pong.masked()).isTrue();
        assertThat(pong.text()).isEqualTo("are you there");
    }

    private static TransportOptions lively() {
        return TransportOptions.defaults().withWebSocketLiveness(Duration.ofMillis(100), Duration.ofMillis(350));
    }

    @Test
    void silentPeer_isPingedAndThenTakenForDead() throws Exception {
        List<Integer> opcodes = new CopyOnWriteArrayList<>();
        ScriptedServer server = accepting(peer -> {
            while (true) {
                opcodes.add(Frames.read(peer).opcode());
            }
        });
        WebSocket socket = open(transport(server, lively()));
        Instant proof = socket.lastProof();

        ConnectionException cause = heard.awaitBroken();

        assertThat(cause.effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(Duration.between(proof, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(340));
        assertThat(socket.lastProof()).isEqualTo(proof);
        assertThat(opcodes).contains(Frames.PING);
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void peerThatAnswersPings_staysAlive() throws Exception {
        CountDownLatch pings = new CountDownLatch(8);
        ScriptedServer server = accepting(peer -> {
            while (true) {
                Frames.Frame frame = Frames.read(peer);
                if (frame.opcode() == Frames.PING) {
                    pings.countDown();
                    peer.write(Frames.frame(true, Frames.PONG, frame.payload()));
                }
            }
        });
        WebSocket socket = open(transport(server, lively()));
        Instant opened = socket.lastProof();

        assertThat(pings.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.ends).isEmpty();
        await().atMost(SECONDS).until(() -> socket.lastProof().isAfter(opened));
    }

    @Test
    void closedByThePeer_isHeardOnceWithACause() throws Exception {
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.text("bye"));
            peer.write(Frames.close(1001));
            peer.untilClosed();
        });

        WebSocket socket = open(transport(server));

        heard.awaitBroken();
        assertThat(heard.texts).containsExactly("bye");
        socket.send("too late");
        socket.close();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(heard.ends).hasSize(1);
    }

    @Test
    void connectionCutUnderIt_isHeardOnceWithACause() throws Exception {
        for (ScriptedServer.Script end : List.<ScriptedServer.Script>of(Peer::close, Peer::reset, peer -> {
            peer.write(new byte[] {(byte) 0x81, 10, 'h', 'a'});
            peer.close();
        })) {
            heard.ends.clear();
            open(transport(accepting(end)));
            heard.awaitBroken();
        }
    }

    @Test
    void closedByUs_sendsACloseFrameAndIsHeardWithoutACause() throws Exception {
        List<Integer> opcodes = new CopyOnWriteArrayList<>();
        ScriptedServer server = accepting(peer -> {
            while (true) {
                opcodes.add(Frames.read(peer).opcode());
            }
        });
        WebSocket socket = open(transport(server));

        socket.close();
        socket.close();

        await().atMost(SECONDS).until(() -> heard.ends.equals(List.of(Optional.empty())));
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(opcodes).containsExactly(Frames.CLOSE);
        assertThat(heard.ends).hasSize(1);
    }

    @Test
    void closingTheTransport_closesItsWebSockets() throws Exception {
        ScriptedServer server = accepting(Peer::untilClosed);
        DeviceTransport transport = transport(server);
        open(transport);

        transport.close();

        await().atMost(SECONDS).until(() -> heard.ends.equals(List.of(Optional.empty())) && server.open() == 0);
    }

    @Test
    void binaryMessage_isAViolation() throws Exception {
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.frame(true, Frames.BINARY, new byte[] {1, 2, 3}));
            peer.untilClosed();
        });

        open(transport(server));

        heard.awaitBroken();
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messageBeyondTheLimit_isAViolationAndNotHeard(boolean fragmented) throws Exception {
        byte[] megabyte = "m".repeat(1 << 20).getBytes();
        ScriptedServer server = accepting(peer -> {
            if (fragmented) {
                peer.write(Frames.frame(false, Frames.TEXT, megabyte));
                for (int i = 0; i < 4; i++) {
                    peer.write(Frames.frame(i == 3, Frames.CONTINUATION, megabyte));
                }
            } else {
                peer.write(Frames.frame(true, Frames.TEXT, new byte[5 << 20]));
            }
            peer.untilClosed();
        });

        open(transport(server));

        heard.awaitBroken();
        assertThat(heard.texts).isEmpty();
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("reserved bits", new byte[] {(byte) 0xff, 0x00}),
                Arguments.of("reserved opcode", new byte[] {(byte) 0x83, 0x00}),
                Arguments.of("continuation of nothing", Frames.frame(true, Frames.CONTINUATION, "x".getBytes())),
                Arguments.of("fragmented ping", Frames.frame(false, Frames.PING, "x".getBytes())),
                Arguments.of("text that is no UTF-8", Frames.frame(true, Frames.TEXT, new byte[] {(byte) 0xc3, 0x28})),
                Arguments.of("masked by the server", new byte[] {(byte) 0x81, (byte) 0x81, 1, 2, 3, 4, 'x'}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void bytesThatAreNoFrames_areAViolation(String what, byte[] bytes) throws Exception {
        open(transport(accepting(peer -> {
            peer.write(bytes);
            peer.untilClosed();
        })));

        heard.awaitBroken();
        assertThat(heard.texts).isEmpty();
    }

    @Test
    void listenerThatThrows_endsItsWebSocketOnly() throws Exception {
        ScriptedServer server = accepting(peer -> {
            peer.write(Frames.text("boom"));
            peer.untilClosed();
        });
        DeviceTransport transport = transport(server);
        List<String> closes = new CopyOnWriteArrayList<>();
        closing(transport
                .openWebSocket(TARGET, LONG, new WebSocketListener() {
                    @Override
                    public void onText(String text) {
                        throw new IllegalStateException("a mistake of the host");
                    }

                    @Override
                    public void onClosed(AxisException cause) {
                        closes.add("closed");
                    }
                })
                .get(20, TimeUnit.SECONDS));

        open(transport);
        heard.awaitTexts("boom");
        assertThat(closes).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anotherLibrarysServer_understandsUs() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (MockWebServer foreign = new MockWebServer()) {
            foreign.enqueue(new MockResponse.Builder()
                    .webSocketUpgrade(new okhttp3.WebSocketListener() {
                        @Override
                        public void onOpen(okhttp3.WebSocket socket, okhttp3.Response response) {
                            socket.send("hello");
                        }

                        @Override
                        public void onMessage(okhttp3.WebSocket socket, String text) {
                            received.add(text);
                            socket.close(1000, "done");
                        }
                    })
                    .build());
            foreign.start(java.net.InetAddress.getLoopbackAddress(), 0);
            DeviceTransport transport = transport(
                    new dev.openaxis.core.DeviceAddress(false, "127.0.0.1", foreign.getPort()),
                    TransportOptions.defaults());

            WebSocket socket = open(transport);
            heard.awaitTexts("hello");
            socket.send("how are you");

            assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("how are you");
            await().atMost(SECONDS).until(() -> heard.ends.size() == 1);
        }
    }
}
