package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.PartListener;
import dev.openaxis.core.http.ResponsePart;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer without an end, part by part. */
class PartsTest extends TransportTestBase {
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=ioboundary\r\n\r\n";

    private AxisRuntime runtime;

    @BeforeEach
    void start() {
        runtime = AxisRuntime.builder().eventLoops(1).build();
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private DeviceHttp device(ScriptedServer server) {
        return runtime.http(server.address(), ACCOUNT, TrustPolicy.publicAuthorities());
    }

    private static HttpRequest.Builder monitor() {
        return HttpRequest.get("/axis-cgi/io/port.cgi?monitor=1,2")
                .operation("test.monitor")
                .held();
    }

    private static String part(String text) {
        return "--ioboundary\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n";
    }

    @Test
    void parts_comeInOrderWhileTheAnswerGoesOn() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            while (!Digest.valid(peer.read(), "n1", PASSWORD)) {
                peer.answer(401, "no", Digest.challenge("n1"));
            }
            peer.write(STREAM + part("1I:H") + part("") + "--iobo");
            heard.await();
            peer.write("undary\r\nContent-Length: 4\r\n\r\n2I:/\r\n--ioboundary--\r\n");
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<HttpResponse> end = device(server)
                .async()
                .receiveParts(monitor().build(), 1024, part -> {
                    assertThat(Thread.currentThread().getName()).startsWith("axis-sdk-callback");
                    seen.add(part.text());
                });

        await().atMost(SECONDS).until(() -> seen.size() == 1);
        assertThat(end).isNotDone();
        heard.countDown();

        assertThat(end.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(seen).containsExactly("1I:H", "", "2I:/");
    }

    @Test
    void whatHasComeOfAPart_isToldBeforeTheNextOneEndsIt() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM + "--ioboundary\r\nContent-Type: text/plain\r\n\r\n1I:/");
            heard.await();
            peer.write("\r\n--ioboundary--\r\n");
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<HttpResponse> end = device(server)
                .async()
                .receiveParts(monitor().build(), 1024, new PartListener() {
                    @Override
                    public void onContent(ResponsePart soFar) {
                        assertThat(Thread.currentThread().getName()).startsWith("axis-sdk-callback");
                        seen.add("so far " + soFar.text());
                    }

                    @Override
                    public void onPart(ResponsePart part) {
                        seen.add(part.text());
                    }
                });

        await().atMost(SECONDS).until(() -> seen.size() == 1);
        heard.countDown();

        assertThat(end.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(seen).containsExactly("so far 1I:/", "1I:/");
    }

    @Test
    void errorAndOtherContent_areAnswersWithoutParts() throws Exception {
        AtomicInteger number = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            while (true) {
                peer.read();
                peer.answer(number.getAndIncrement() == 0 ? 404 : 200, "nothing", "Content-Type: text/plain");
            }
        });
        List<Object> seen = new CopyOnWriteArrayList<>();
        for (int status : new int[] {404, 200}) {
            HttpResponse answer = device(server).receiveParts(monitor().build(), 1024, seen::add);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text()).isEqualTo("nothing");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void silence_endsIt() throws Exception {
        for (String before : List.of("", STREAM, STREAM + part("1I:H"))) {
            ScriptedServer server = server(peer -> {
                peer.read();
                peer.write(before);
                peer.untilClosed();
            });
            assertThatThrownBy(() -> device(server)
                            .receiveParts(
                                    monitor()
                                            .stallTimeout(Duration.ofMillis(300))
                                            .build(),
                                    1024,
                                    part -> {}))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("nothing came from the device for 300 ms");
            await().atMost(SECONDS).until(() -> server.open() == 0);
        }
    }

    @Test
    void keepAlives_areNoSilence() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM);
            for (; sent.get() < 8; sent.incrementAndGet()) {
                peer.write(part(""));
                assertThat(peer.quietFor(Duration.ofMillis(100))).isTrue();
            }
        });
        AtomicInteger seen = new AtomicInteger();

        device(server)
                .receiveParts(
                        monitor().stallTimeout(Duration.ofMillis(500)).build(), 1024, part -> seen.incrementAndGet());

        assertThat(seen).hasValue(7);
    }

    @Test
    void deadline_endsItToo() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM + part("1I:H"));
            peer.untilClosed();
        });
        DeviceHttp device = device(server).with(CallOptions.deadline(Duration.ofMillis(400)));

        assertThatThrownBy(() -> device.receiveParts(monitor().build(), 1024, part -> {}))
                .isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void cancelling_closesTheConnectionAndNothingIsToldAnyMore() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM + part("1I:H") + part("2I:H"));
            peer.untilClosed();
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<HttpResponse> end = device(server)
                .async()
                .receiveParts(monitor().build(), 1024, part -> {
                    seen.add(part.text());
                    first.countDown();
                    try {
                        cancelled.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        first.await();

        assertThat(end.cancel(true)).isTrue();
        cancelled.countDown();

        await().atMost(SECONDS).until(() -> server.open() == 0);
        runtime.close();
        assertThat(seen).containsExactly("1I:H");
    }

    @Test
    void whatTheListenerThrows_endsTheCall() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM + part("1I:H") + part("2I:H"));
            peer.untilClosed();
        });
        for (Throwable thrown : List.of(new IllegalArgumentException("mine"), new AssertionError("mine too"))) {
            CompletableFuture<HttpResponse> end = device(server)
                    .async()
                    .receiveParts(monitor().build(), 1024, part -> {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) thrown;
                    });
            assertThatThrownBy(() -> end.get(20, TimeUnit.SECONDS)).hasCause(thrown);
        }
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void slowListener_stopsTheReading() throws Exception {
        AtomicLong written = new AtomicLong();
        String frame = part("x".repeat(100_000));
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM);
            for (int i = 0; i < 500; i++) {
                peer.write(frame);
                written.addAndGet(frame.length());
            }
        });
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        CompletableFuture<HttpResponse> end = device(server)
                .async()
                .receiveParts(monitor().stallTimeout(Duration.ofMillis(200)).build(), 1 << 20, part -> {
                    seen.incrementAndGet();
                    try {
                        mayGoOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });

        await().atMost(SECONDS).until(() -> seen.get() == 1);
        await().atMost(SECONDS).during(Duration.ofMillis(600)).until(() -> written.get() < 500L * frame.length());
        assertThat(end).isNotDone();
        mayGoOn.countDown();

        end.get(20, TimeUnit.SECONDS);
        assertThat(seen).hasValue(499);
    }

    @Test
    void partThatIsTooLong_isRefused() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM + part("x".repeat(1025)) + part(""));
            peer.untilClosed();
        });

        assertThatThrownBy(() -> device(server).receiveParts(monitor().build(), 1024, part -> {}))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("a part is longer than 1024 bytes");

        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void cutStream_isTheEndWhereTheLengthIsNotTold() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(STREAM + part("1I:H") + "--ioboundary\r\n\r\nhalf a par");
        });
        List<String> seen = new CopyOnWriteArrayList<>();

        device(server).receiveParts(monitor().build(), 1024, part -> seen.add(part.text()));

        assertThat(seen).containsExactly("1I:H");
    }

    @Test
    void heldStream_leavesTheOtherConnectionsToTheOthers() throws Exception {
        ScriptedServer server = server(PartsTest::monitorOrAnswer);
        DeviceHttp device = device(server);
        CompletableFuture<?> first = device.async().receiveParts(monitor().build(), 1024, part -> {});
        CompletableFuture<?> second = device.async().receiveParts(monitor().build(), 1024, part -> {});

        assertThat(device.send(HttpRequest.get("/a").build()).text()).isEqualTo("ok");

        first.cancel(true);
        second.cancel(true);
    }

    private static void monitorOrAnswer(Peer peer) throws IOException {
        while (true) {
            if (peer.read().target().contains("monitor")) {
                peer.write(STREAM);
                peer.untilClosed();
                return;
            }
            peer.answer(200, "ok");
        }
    }

    @Test
    void requestThatIsNotHeldAndBadLimits_areRefused() throws Exception {
        DeviceHttp device = device(server(ScriptedServer.always("")));
        HttpRequest notHeld = HttpRequest.get("/a").build();
        assertThatThrownBy(() -> device.receiveParts(notHeld, 1024, part -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        for (int limit : new int[] {0, (64 << 20) + 1}) {
            assertThatThrownBy(() -> device.receiveParts(monitor().build(), limit, part -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
