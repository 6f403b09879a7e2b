package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A streamed body goes out once or never, after the log-in, and as fast as the device reads. */
class UploadTest extends TransportTestBase {
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(150);
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final int SIZE = 300_001;
    /** More than any socket buffers between the two ends. */
    private static final int HUGE = 64 << 20;

    @TempDir
    Path directory;

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private Path file(int size) throws IOException {
        return Files.write(directory.resolve("image-" + size + ".bin"), content(size));
    }

    private HttpRequest.Builder upload(Effect effect, int size) throws IOException {
        HttpRequest.Builder builder = HttpRequest.post("/upload", effect)
                .operation("test.upload")
                .body(Body.file("application/octet-stream", file(size)));
        return effect == Effect.ACTUATE ? builder.provenBy(read("/proof")) : builder;
    }

    private static boolean loggedIn(Request request) {
        return Digest.valid(request, "n1", PASSWORD);
    }

    private static String challenge() {
        return Peer.complete(401, "no", Digest.challenge("n1"));
    }

    /** Answers requests without a body as a device with digest log-in does. */
    private static boolean ordinary(Peer peer, Request request) throws IOException {
        if (!loggedIn(request)) {
            peer.write(challenge());
            return true;
        }
        if (!request.target().equals("/upload")) {
            peer.answer(200, "ok");
            return true;
        }
        return false;
    }

    private int openDescriptorsOf(Path file) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.filter(link -> {
                        try {
                            return Files.readSymbolicLink(link).equals(file);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void bodyWaitsForTheDevicesContinue_andHasExactlyTheAnnouncedLength() throws Exception {
        List<Boolean> quiet = new CopyOnWriteArrayList<>();
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            Request request = peer.head();
            quiet.add(peer.quietFor(MOMENT));
            peer.write(CONTINUE);
            bodies.add(
                    peer.bytes(Integer.parseInt(request.header("Content-Length").orElseThrow())));
            peer.answer(200, "done");
            peer.head();
            peer.answer(200, "next");
        });
        DeviceTransport transport = transport(server);

        assertThat(answer(transport.send(
                                upload(Effect.DISRUPT, SIZE).anonymous().build(), LONG))
                        .text())
                .isEqualTo("done");

        Request request = server.requests().get(0);
        assertThat(request.header("Expect")).contains("100-continue");
        assertThat(request.all("Content-Length")).containsExactly(Integer.toString(SIZE));
        assertThat(request.header("Content-Type")).contains("application/octet-stream");
        assertThat(request.header("Transfer-Encoding")).isEmpty();
        assertThat(quiet).containsExactly(true);
        assertThat(bodies).containsExactly(content(SIZE));
        assertThat(get(transport, "/next").text()).isEqualTo("next");
        assertThat(server.accepted()).isEqualTo(1);
        await().atMost(SECONDS).until(() -> openDescriptorsOf(file(SIZE)) == 0);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void challengeBeforeTheBody_isAnsweredOnAnotherConnectionWithNoByteOfItSpent(Effect effect) throws Exception {
        List<String> early = new CopyOnWriteArrayList<>();
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.head();
                if (request.target().equals("/upload") && !loggedIn(request)) {
                    early.add("quiet " + peer.quietFor(MOMENT));
                }
                if (!ordinary(peer, request)) {
                    peer.write(CONTINUE);
                    bodies.add(peer.bytes(SIZE));
                    peer.answer(200, "done");
                }
            }
        });

        HttpExchange exchange = transport(server).send(upload(effect, SIZE).build(), LONG);

        assertThat(answer(exchange).text()).isEqualTo("done");
        assertThat(bodies).containsExactly(content(SIZE));
        assertThat(exchange.sent()).isTrue();
        if (effect == Effect.ACTUATE) {
            assertThat(server.targets()).containsExactly("/proof", "/proof", "/upload");
            assertThat(early).isEmpty();
        } else {
            assertThat(server.targets()).containsExactly("/upload", "/upload");
            assertThat(server.requests()).extracting(Request::connection).containsExactly(1, 2);
            assertThat(early).containsExactly("quiet true");
        }
    }

    @Test
    void deviceThatIgnoresExpect_getsTheBodyAfterASecond() throws Exception {
        AtomicLong waited = new AtomicLong();
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.head();
                if (!ordinary(peer, request)) {
                    long start = System.nanoTime();
                    byte[] first = peer.bytes(1);
                    waited.set(System.nanoTime() - start);
                    byte[] rest = peer.bytes(SIZE - 1);
                    assertThat(first[0]).isEqualTo(content(SIZE)[0]);
                    bodies.add(rest);
                    peer.answer(200, "done");
                }
            }
        });
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        assertThat(answer(transport.send(upload(Effect.DISRUPT, SIZE).build(), LONG))
                        .text())
                .isEqualTo("done");

        assertThat(bodies).hasSize(1);
        assertThat(Duration.ofNanos(waited.get())).isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
    }

    @Test
    void deviceThatIgnoresExpectBeforeTheLogIn_isAskedWithAnEmptyBody() throws Exception {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                // As a device does that knows nothing of Expect: it reads all before it says anything.
                Request request = peer.read();
                if (!ordinary(peer, request)) {
                    bodies.add(request.body());
                    peer.answer(200, "done");
                }
            }
        });

        assertThat(answer(transport(server).send(upload(Effect.DISRUPT, SIZE).build(), LONG))
                        .text())
                .isEqualTo("done");

        assertThat(bodies).containsExactly(content(SIZE));
        assertThat(server.requests())
                .extracting(request -> request.header("Content-Length").orElse(""))
                .containsExactly("0", Integer.toString(SIZE));
        assertThat(server.requests()).extracting(Request::connection).containsExactly(2, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutExpect_anOpenLogInIsSettledWithAnEmptyBody(boolean wantsLogIn) throws Exception {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.read();
                if (wantsLogIn && ordinary(peer, request)) {
                    continue;
                }
                if (request.body().length > 0) {
                    bodies.add(request.body());
                }
                peer.answer(200, request.body().length > 0 ? "done" : "empty");
            }
        });

        assertThat(answer(transport(server)
                                .send(
                                        upload(Effect.CONFIGURE, SIZE)
                                                .expectContinue(false)
                                                .build(),
                                        LONG))
                        .text())
                .isEqualTo("done");

        assertThat(bodies).containsExactly(content(SIZE));
        assertThat(server.requests())
                .hasSize(2)
                .allMatch(request -> request.header("Expect").isEmpty());
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    void refusedExpectation_isLeftOut() throws Exception {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.head();
                if (ordinary(peer, request)) {
                    continue;
                }
                if (request.header("Expect").isPresent()) {
                    peer.answer(417, "no");
                } else {
                    bodies.add(peer.bytes(SIZE));
                    peer.answer(200, "done");
                }
            }
        });

        assertThat(answer(transport(server).send(upload(Effect.DISRUPT, SIZE).build(), LONG))
                        .text())
                .isEqualTo("done");

        assertThat(bodies).containsExactly(content(SIZE));
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 200, 307, 503})
    void answerBeforeTheBody_isTheAnswerAndTheBodyIsKept(int status) throws Exception {
        List<byte[]> rest = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            if (peer.head().target().equals("/next")) {
                peer.answer(200, "next");
                return;
            }
            peer.answer(status, "early");
            rest.add(peer.untilClosed());
        });
        DeviceTransport transport = transport(server);

        HttpExchange exchange =
                transport.send(upload(Effect.DISRUPT, SIZE).anonymous().build(), LONG);

        assertThat(answer(exchange).status()).isEqualTo(status);
        assertThat(exchange.sent()).isFalse();
        assertThat(get(transport, "/next").text()).isEqualTo("next");
        await().atMost(SECONDS).untilAsserted(() -> assertThat(rest).containsExactly(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answerInTheMiddle_stopsTheBody(boolean closes) throws Exception {
        AtomicLong received = new AtomicLong();
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.bytes(1 << 20);
            peer.answer(413, "too large");
            if (!closes) {
                received.set((1 << 20) + peer.untilClosed().length);
            }
        });

        HttpExchange exchange =
                transport(server).send(upload(Effect.DISRUPT, HUGE).anonymous().build(), LONG);

        assertThat(answer(exchange).text()).isEqualTo("too large");
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(received.get()).isLessThan(HUGE);
        await().atMost(SECONDS).until(() -> openDescriptorsOf(file(HUGE)) == 0);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void challengeInTheMiddle_endsItWithoutASecondTry(Effect effect) throws Exception {
        AtomicLong heads = new AtomicLong();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.head();
                if (!ordinary(peer, request)) {
                    heads.incrementAndGet();
                    peer.write(CONTINUE);
                    peer.bytes(1 << 20);
                    peer.answer(401, "no", Digest.challenge("n2", "stale=true"));
                    peer.untilClosed();
                    return;
                }
            }
        });

        AxisException failure =
                failure(transport(server).send(upload(effect, HUGE).build(), LONG));

        assertThat(failure).isInstanceOf(AuthenticationException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.NONE);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(heads).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void connectionCutInTheMiddle_isNeverTriedAgain(Effect effect) throws Exception {
        AtomicLong heads = new AtomicLong();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.head();
                if (!ordinary(peer, request)) {
                    heads.incrementAndGet();
                    peer.write(CONTINUE);
                    peer.bytes(1 << 20);
                    peer.reset();
                    return;
                }
            }
        });
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        AxisException failure = failure(transport.send(upload(effect, HUGE).build(), LONG));

        assertThat(failure).isInstanceOf(ConnectionException.class);
        assertThat(failure.effect()).isEqualTo(effect == Effect.READ ? AppliedEffect.NONE : AppliedEffect.POSSIBLE);
        assertThat(heads).hasValue(1);
        await().atMost(SECONDS).until(() -> openDescriptorsOf(file(HUGE)) == 0);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void keptConnectionThatIsDead_isReplacedAsNothingButTheHeadWentOut(Effect effect) throws Exception {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            while (true) {
                Request request = peer.head();
                if (ordinary(peer, request)) {
                    continue;
                }
                if (peer.number() == 1) {
                    return;
                }
                peer.write(CONTINUE);
                bodies.add(peer.bytes(SIZE));
                peer.answer(200, "done");
            }
        });
        DeviceTransport transport = transport(server);
        get(transport, "/warm");

        assertThat(answer(transport.send(upload(effect, SIZE).build(), LONG)).text())
                .isEqualTo("done");

        assertThat(bodies).containsExactly(content(SIZE));
    }

    @Test
    void slowDevice_isWaitedForWithLittleInMemory() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch readOn = new CountDownLatch(1);
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            byte[] first = peer.bytes(1 << 20);
            started.countDown();
            readOn.await();
            byte[] rest = peer.bytes(HUGE - (1 << 20));
            byte[] whole = java.util.Arrays.copyOf(first, HUGE);
            System.arraycopy(rest, 0, whole, 1 << 20, rest.length);
            bodies.add(whole);
            peer.answer(200, "done");
        });
        AtomicLong sent = new AtomicLong();
        HttpExchange exchange = transport(server)
                .send(
                        upload(Effect.DISRUPT, HUGE)
                                .anonymous()
                                .progress((bytes, total) -> sent.set(bytes))
                                .build(),
                        LONG);

        started.await();
        // Without back-pressure all of it would be gone in less.
        await().atMost(SECONDS).during(Duration.ofMillis(500)).until(() -> sent.get() < HUGE / 2);
        readOn.countDown();

        assertThat(answer(exchange).text()).isEqualTo("done");
        assertThat(bodies).hasSize(1);
        assertThat(bodies.get(0)).isEqualTo(content(HUGE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deviceThatDoesNotRead_isGivenUpLongBeforeTheDeadline(boolean tls) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScriptedServer.Script script = peer -> {
            peer.head();
            peer.write(CONTINUE);
            over.await();
        };
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer server = tls ? closing(ScriptedServer.startTls(certificate.server(), script)) : server(script);
        DeviceTransport transport = transport(
                server.address(), ACCOUNT, TrustPolicy.pinned(certificate.sha256()), TransportOptions.defaults());

        AxisException failure = failure(transport.send(
                upload(Effect.DISRUPT, HUGE)
                        .anonymous()
                        .stallTimeout(Duration.ofMillis(400))
                        .build(),
                Duration.ofHours(1)));

        assertThat(failure)
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("took no byte of the body for 400 ms");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        over.countDown();
        await().atMost(SECONDS).until(() -> openDescriptorsOf(file(HUGE)) == 0);
    }

    @Test
    void slowAndSteadyDevice_isNoStall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            for (int i = 0; i < HUGE >> 20; i++) {
                peer.bytes(1 << 20);
                // The pace of a slow device.
                assertThat(never.await(30, TimeUnit.MILLISECONDS)).isFalse();
            }
            peer.answer(200, "done");
        });

        HttpExchange exchange = transport(server)
                .send(
                        upload(Effect.DISRUPT, HUGE)
                                .anonymous()
                                .stallTimeout(Duration.ofMillis(800))
                                .build(),
                        LONG);

        assertThat(answer(exchange).text()).isEqualTo("done");
    }

    @Test
    void deviceThatReadsAndThinks_isNoStall() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.bytes(SIZE);
            assertThat(peer.quietFor(Duration.ofMillis(600))).isTrue();
            peer.answer(200, "written");
        });

        HttpExchange exchange = transport(server)
                .send(
                        upload(Effect.DISRUPT, SIZE)
                                .anonymous()
                                .stallTimeout(Duration.ofMillis(100))
                                .build(),
                        LONG);

        assertThat(answer(exchange).text()).isEqualTo("written");
    }

    @Test
    void deadline_coversTheBodyToo() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            over.await();
        });

        AxisException failure = failure(transport(server)
                .send(upload(Effect.CONFIGURE, HUGE).anonymous().build(), Duration.ofMillis(500)));

        assertThat(failure).isInstanceOf(DeadlineExceededException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        over.countDown();
    }

    @Test
    void abortInTheMiddle_closesConnectionAndFile() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        AtomicLong received = new AtomicLong();
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.bytes(1 << 20);
            reading.countDown();
            received.set(peer.untilClosed().length);
        });
        DeviceTransport transport = transport(server);
        HttpExchange exchange =
                transport.send(upload(Effect.DISRUPT, HUGE).anonymous().build(), LONG);
        reading.await();

        exchange.abort();

        assertThat(end(exchange)).isInstanceOf(CancellationException.class);
        assertThat(exchange.sent()).isTrue();
        await().atMost(SECONDS).until(() -> server.open() == 0 && openDescriptorsOf(file(HUGE)) == 0);
    }

    @Test
    void abortBeforeTheContinue_sendsNoByteAndSaysSo() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        List<byte[]> rest = new CopyOnWriteArrayList<>();
        ScriptedServer server = server(peer -> {
            peer.head();
            asked.countDown();
            rest.add(peer.untilClosed());
        });
        HttpExchange exchange =
                transport(server).send(upload(Effect.DISRUPT, SIZE).anonymous().build(), LONG);
        asked.await();

        assertThat(exchange.abort()).isTrue();

        assertThat(end(exchange)).isInstanceOf(CancellationException.class);
        await().atMost(SECONDS).untilAsserted(() -> assertThat(rest).containsExactly(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MIN_VALUE})
    void fileThatChangedMeanwhile_isATypedError(int change) throws Exception {
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.untilClosed();
        });
        HttpRequest request = upload(Effect.DISRUPT, SIZE).anonymous().build();
        if (change == Integer.MIN_VALUE) {
            Files.delete(directory.resolve("image-" + SIZE + ".bin"));
        } else {
            Files.write(directory.resolve("image-" + SIZE + ".bin"), content(SIZE + change));
        }

        AxisException failure = failure(transport(server).send(request, LONG));

        assertThat(failure).isInstanceOf(LocalFileException.class).hasMessageContaining("image-" + SIZE + ".bin");
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fileThatChangesUnderTheUpload_isATypedErrorAndTheBodyIsNotCompleted(boolean grows) throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        AtomicLong received = new AtomicLong();
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.bytes(1 << 20);
            reading.countDown();
            changed.await();
            received.set((1 << 20) + peer.untilClosed().length);
        });
        Path file = file(HUGE);
        HttpExchange exchange =
                transport(server).send(upload(Effect.DISRUPT, HUGE).anonymous().build(), LONG);
        reading.await();
        if (grows) {
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
        } else {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(HUGE - 1);
            }
        }
        changed.countDown();

        AxisException failure = failure(exchange);

        assertThat(failure).isInstanceOf(LocalFileException.class).hasMessageContaining("changed");
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(received.get()).isLessThan(HUGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void overTls_withBasicLogIn(String version) throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        ScriptedServer server = closing(ScriptedServer.startTls(
                certificate.server(),
                peer -> {
                    while (true) {
                        Request request = peer.head();
                        if (request.header("Authorization").isEmpty()) {
                            peer.answer(401, "no", "WWW-Authenticate: Basic realm=\"AXIS\"");
                            continue;
                        }
                        peer.write(CONTINUE);
                        bodies.add(peer.bytes(4 << 20));
                        peer.answer(200, "done");
                    }
                },
                version));
        DeviceTransport transport = transport(
                server.address(), ACCOUNT, TrustPolicy.pinned(certificate.sha256()), TransportOptions.defaults());
        for (int i = 0; i < 2; i++) {
            assertThat(answer(transport.send(upload(Effect.DISRUPT, 4 << 20).build(), LONG))
                            .text())
                    .isEqualTo("done");
        }
        assertThat(bodies).containsExactly(content(4 << 20), content(4 << 20));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void progress_endsWithTheWholeAndAListenerThatFailsOrBlocksHoldsNothingUp() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.bytes(HUGE);
            peer.answer(200, "done");
        });
        CountDownLatch blocked = new CountDownLatch(1);
        List<Long> seen = new CopyOnWriteArrayList<>();
        List<Long> totals = new CopyOnWriteArrayList<>();
        HttpExchange exchange = transport(server)
                .send(
                        upload(Effect.DISRUPT, HUGE)
                                .anonymous()
                                .progress((bytes, total) -> {
                                    seen.add(bytes);
                                    totals.add(total);
                                    if (seen.size() == 1) {
                                        try {
                                            blocked.await();
                                        } catch (InterruptedException e) {
                                            throw new IllegalStateException(e);
                                        }
                                        throw new IllegalStateException("the listener fails");
                                    }
                                })
                                .build(),
                        LONG);

        assertThat(answer(exchange).text()).isEqualTo("done");
        assertThat(seen).hasSize(1);
        blocked.countDown();

        await().atMost(SECONDS).until(() -> seen.contains((long) HUGE));
        assertThat(seen).isSorted().hasSize(2);
        assertThat(totals).containsOnly((long) HUGE);
    }

    @Test
    void shortBody_goesOutInOneGo() throws Exception {
        ScriptedServer server = server(ScriptedServer.always("ok"));

        answer(transport(server)
                .send(
                        HttpRequest.post("/a", Effect.READ)
                                .body(Body.json("{\"a\":1}"))
                                .build(),
                        LONG));

        Request request = server.requests().get(0);
        assertThat(request.header("Expect")).isEmpty();
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.text()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65536, 65537})
    void everyLength_isSentExactly(int size) throws Exception {
        ScriptedServer server = server(peer -> {
            Request request = peer.head();
            peer.write(CONTINUE);
            peer.answer(
                    200,
                    Integer.toString(java.util.Arrays.hashCode(peer.bytes(
                            Integer.parseInt(request.header("Content-Length").orElseThrow())))));
            assertThat(peer.untilClosed()).isEmpty();
        });

        assertThat(answer(transport(server)
                                .send(upload(Effect.DISRUPT, size).anonymous().build(), LONG))
                        .text())
                .isEqualTo(Integer.toString(java.util.Arrays.hashCode(content(size))));
    }

    @Test
    void garbageInTheMiddle_isATypedError() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.head();
            peer.write(CONTINUE);
            peer.bytes(1 << 20);
            peer.write("what?\r\n\r\n");
            peer.untilClosed();
        });

        AxisException failure = failure(
                transport(server).send(upload(Effect.DISRUPT, HUGE).anonymous().build(), LONG));

        assertThat(failure).isInstanceOf(MalformedResponseException.class);
        assertThat(failure.effect()).isEqualTo(AppliedEffect.POSSIBLE);
        await().atMost(SECONDS).until(() -> openDescriptorsOf(file(HUGE)) == 0);
    }
}
