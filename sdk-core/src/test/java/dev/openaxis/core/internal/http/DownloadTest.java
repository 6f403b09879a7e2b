package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.Download;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Digest;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer of any length becomes a file, whole or not at all. */
class DownloadTest extends TransportTestBase {
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final int SIZE = 5_000_003;
    private static final long LIMIT = 1L << 30;

    @TempDir
    Path directory;

    private AxisRuntime runtime;
    private Path target;

    @BeforeEach
    void start() {
        runtime = AxisRuntime.builder().eventLoops(1).build();
        target = directory.resolve("backup.bin");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private DeviceHttp device(ScriptedServer server) {
        return runtime.http(server.address(), ACCOUNT, TrustPolicy.publicAuthorities())
                .with(CallOptions.deadline(LONG));
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.get("/backup").operation("test.download");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    private void nothingIsLeft() {
        await().atMost(SECONDS).untilAsserted(() -> assertThat(files()).isEmpty());
    }

    private static void length(Peer peer, byte[] body) throws IOException {
        peer.write("HTTP/1.1 200 OK\r\nX-Kind: backup\r\nContent-Length: " + body.length + "\r\n\r\n");
        peer.write(body);
    }

    private static void chunked(Peer peer, byte[] body) throws IOException {
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n");
        peer.write(body);
        peer.write("\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "chunked", "untilClosed"})
    void answer_becomesTheFile(String framing) throws Exception {
        byte[] body = content(SIZE);
        ScriptedServer server = server(peer -> {
            while (true) {
                if (!Digest.valid(peer.read(), "n1", PASSWORD)) {
                    peer.answer(401, "no", Digest.challenge("n1"));
                } else if (framing.equals("untilClosed")) {
                    peer.write("HTTP/1.1 200 OK\r\n\r\n");
                    peer.write(body);
                    return;
                } else if (framing.equals("chunked")) {
                    chunked(peer, body);
                } else {
                    length(peer, body);
                }
            }
        });
        Files.writeString(target, "what was there before");
        DeviceHttp device = device(server);

        for (int i = 0; i < 2; i++) {
            Download download = device.download(request().build(), target, LIMIT);

            assertThat(download.saved()).isTrue();
            assertThat(download.bytes()).isEqualTo(SIZE);
            assertThat(download.response().status()).isEqualTo(200);
            assertThat(download.response().body()).isEmpty();
            assertThat(Files.readAllBytes(target)).isEqualTo(body);
            assertThat(files()).containsExactly(target);
        }
        assertThat(server.requests()).hasSize(3);
        assertThat(server.accepted()).isEqualTo(framing.equals("untilClosed") ? 2 : 1);
    }

    @Test
    void overTls_asAFuture() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        byte[] body = content(SIZE);
        ScriptedServer server = closing(ScriptedServer.startTls(certificate.server(), peer -> {
            peer.read();
            chunked(peer, body);
            peer.untilClosed();
        }));
        DeviceHttp device = runtime.http(server.address(), ACCOUNT, TrustPolicy.pinned(certificate.sha256()));

        CompletableFuture<Download> future = device.async().download(request().build(), target, SIZE);

        assertThat(future.get(20, TimeUnit.SECONDS).bytes()).isEqualTo(SIZE);
        assertThat(Files.readAllBytes(target)).isEqualTo(body);
    }

    @Test
    void emptyAnswer_isAnEmptyFile() throws Exception {
        ScriptedServer server = server(ScriptedServer.always(""));

        assertThat(device(server).download(request().build(), target, 1).bytes())
                .isZero();

        assertThat(target).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503, 302})
    void errorStatus_isAnAnswerAndNoFile(int status) throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.answer(status, "why not");
            peer.untilClosed();
        });

        Download download = device(server).download(request().build(), target, LIMIT);

        assertThat(download.saved()).isFalse();
        assertThat(download.response().status()).isEqualTo(status);
        assertThat(download.response().text()).isEqualTo("why not");
        assertThat(files()).isEmpty();
    }

    @Test
    void answerCutInTheMiddle_leavesWhatWasThereBefore() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            peer.write(content(SIZE / 2));
        });
        Files.writeString(target, "before");

        assertThatThrownBy(() -> device(server).download(request().build(), target, LIMIT))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("cut in the middle");

        await().atMost(SECONDS).untilAsserted(() -> assertThat(files()).containsExactly(target));
        assertThat(target).hasContent("before");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answerThatIsLongerThanAllowed_isRefused(boolean announced) throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            if (announced) {
                length(peer, content(1001));
            } else {
                chunked(peer, content(1001));
            }
            peer.untilClosed();
        });

        assertThatThrownBy(() -> device(server).download(request().build(), target, 1000))
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("larger than 1000 bytes");

        nothingIsLeft();
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void deviceThatFallsSilent_isGivenUp() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\nthe beginning");
            peer.untilClosed();
        });

        assertThatThrownBy(() -> device(server)
                        .download(request().stallTimeout(Duration.ofMillis(300)).build(), target, LIMIT))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("nothing came from the device for 300 ms");

        nothingIsLeft();
    }

    @Test
    void cancelling_closesTheConnectionAndRemovesWhatThereIs() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            peer.write(content(SIZE / 2));
            half.countDown();
            peer.untilClosed();
        });
        CompletableFuture<Download> future =
                device(server).async().download(request().build(), target, LIMIT);
        half.await();
        await().atMost(SECONDS).until(() -> !files().isEmpty());

        future.cancel(true);

        nothingIsLeft();
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void closingTheRuntime_leavesNoPartOfAFile() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\nthe beginning");
            peer.untilClosed();
        });
        CompletableFuture<Download> future =
                device(server).async().download(request().build(), target, LIMIT);
        await().atMost(SECONDS).until(() -> !files().isEmpty());

        runtime.close();

        assertThat(files()).isEmpty();
        // Callbacks that wait at that moment still run.
        await().atMost(SECONDS).until(future::isCompletedExceptionally);
    }

    @Test
    void directoryThatIsNotThere_isATypedError() throws Exception {
        ScriptedServer server = server(peer -> {
            while (true) {
                peer.read();
                length(peer, content(SIZE));
            }
        });

        LocalFileException failure = catchThrowableOfType(
                LocalFileException.class,
                () -> device(server).download(request().build(), directory.resolve("none/backup.bin"), LIMIT));

        assertThat(failure).hasMessageContaining("cannot be kept");
        assertThat(failure.operation()).isEqualTo("test.download");
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void progress_isToldUpToTheEnd() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            length(peer, content(SIZE));
            peer.untilClosed();
        });
        List<Long> seen = new CopyOnWriteArrayList<>();
        List<Long> totals = new CopyOnWriteArrayList<>();

        device(server)
                .download(
                        request()
                                .progress((bytes, total) -> {
                                    totals.add(total);
                                    seen.add(bytes);
                                })
                                .build(),
                        target,
                        LIMIT);

        await().atMost(SECONDS).until(() -> seen.contains((long) SIZE));
        assertThat(seen).isSorted();
        assertThat(totals).containsOnly((long) SIZE);
    }

    /** Takes nothing until it may. */
    private static final class SlowConsumer implements AnswerConsumer {
        final CountDownLatch mayTake = new CountDownLatch(1);
        final AtomicLong taken = new AtomicLong();
        final List<String> ends = new CopyOnWriteArrayList<>();
        private final Executor executor;

        SlowConsumer(Executor executor) {
            this.executor = executor;
        }

        @Override
        public boolean wants(HttpResponse head) {
            return true;
        }

        @Override
        public long maxBytes() {
            return LIMIT;
        }

        @Override
        public boolean answeredAtOnce() {
            return true;
        }

        @Override
        public Executor executor(Workers workers) {
            return executor;
        }

        @Override
        public void take(ByteBuffer[] pieces) throws IOException {
            try {
                mayTake.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            for (ByteBuffer piece : pieces) {
                taken.addAndGet(piece.remaining());
            }
        }

        @Override
        public void complete() {
            ends.add("complete");
        }

        @Override
        public void abandon() {
            ends.add("abandon");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void slowConsumer_stopsTheReadingAndIsNoStall(boolean finishes) throws Exception {
        int huge = 64 << 20;
        AtomicLong written = new AtomicLong();
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + huge + "\r\n\r\n");
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < huge >> 20; i++) {
                peer.write(piece);
                written.addAndGet(piece.length);
            }
            peer.untilClosed();
        });
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> daemon(task, "slow-consumer"));
        SlowConsumer consumer = new SlowConsumer(executor);
        var exchange = transport(server).send(read("/a"), consumer, LONG, LONG);
        HttpRequest impatient =
                HttpRequest.get("/b").stallTimeout(Duration.ofMillis(100)).build();
        SlowConsumer other = new SlowConsumer(executor);
        var second = transport(server).send(impatient, other, LONG, LONG);

        await().atMost(SECONDS).until(() -> written.get() > 2 << 20);
        await().atMost(SECONDS).during(Duration.ofMillis(500)).until(() -> written.get() < huge);
        assertThat(exchange.response()).isNotDone();
        assertThat(second.response()).isNotDone();

        if (!finishes) {
            exchange.abort();
            second.abort();
        }
        consumer.mayTake.countDown();
        other.mayTake.countDown();

        if (finishes) {
            assertThat(answer(exchange).status()).isEqualTo(200);
            assertThat(answer(second).status()).isEqualTo(200);
            assertThat(consumer.taken.get()).isEqualTo(huge);
        }
        await().atMost(SECONDS).untilAsserted(() -> {
            assertThat(consumer.ends).containsExactly(finishes ? "complete" : "abandon");
            assertThat(other.ends).containsExactly(finishes ? "complete" : "abandon");
        });
        executor.shutdown();
    }

    @Test
    void bytesAfterTheAnswer_costTheConnectionAndNotTheDownload() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write(Peer.complete(200, "first") + Peer.complete(200, "never asked for"));
            peer.untilClosed();
        });
        DeviceHttp device = device(server);

        assertThat(device.download(request().build(), target, LIMIT).bytes()).isEqualTo(5);

        assertThat(target).hasContent("first");
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void failures_nameNoSecret() throws Exception {
        ScriptedServer server = server(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nT0k3n");
        });
        DeviceHttp device =
                runtime.http(server.address(), Credentials.of("root", "S3cr3t"), TrustPolicy.publicAuthorities());

        AxisException failure = catchThrowableOfType(
                AxisException.class,
                () -> device.download(HttpRequest.get("/backup?pwd=S3cr3t").build(), target, LIMIT));

        assertThat(failure.toString()).doesNotContain("S3cr3t").doesNotContain("T0k3n");
    }

    @Test
    void limit_isAtLeastAByte() throws Exception {
        DeviceHttp device = device(server(ScriptedServer.always("")));
        assertThatThrownBy(() -> device.download(request().build(), target, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
