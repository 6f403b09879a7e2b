package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.Frames;
import dev.openaxis.core.testing.Log;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.Request;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference-counted buffers are given back whatever the device does. Needs Netty's paranoid leak detection. */
class LeakTest extends TransportTestBase {
    /** Counts the uploads that were given up because the device did not read. */
    private static final Semaphore GIVEN_UP = new Semaphore(0);

    @TempDir
    Path directory;

    @BeforeEach
    void detectionIsOn() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }

    private static void allocateAndCollect() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            // Leaks are reported when something is allocated after the collection.
            for (int n = 0; n < 20; n++) {
                PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
                PooledByteBufAllocator.DEFAULT.heapBuffer(16).release();
            }
        }
    }

    private static void leakOnPurpose() {
        ByteBuf forgotten = PooledByteBufAllocator.DEFAULT.directBuffer(16);
        forgotten.writeByte(1);
    }

    @Test
    void aLeak_wouldBeSeen() {
        try (Log log = Log.capture()) {
            leakOnPurpose();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                allocateAndCollect();
                return log.text().contains("LEAK");
            });
        }
    }

    private static void misbehave(Peer peer) throws Exception {
        while (true) {
            Request request = peer.head();
            int length = Integer.parseInt(request.header("Content-Length").orElse("0"));
            if (request.target().startsWith("/upload")) {
                misbehaveDuringABody(peer, request, length);
                // What is left of the body is no request.
                return;
            }
            peer.bytes(length);
            switch (request.target()) {
                case "/close" -> peer.close();
                case "/reset" -> peer.reset();
                case "/garbage" -> peer.write("nonsense\r\n\r\nnonsense");
                case "/large" -> {
                    peer.write("HTTP/1.1 200 OK\r\n\r\n");
                    for (int i = 0; i < 40; i++) {
                        peer.write("x".repeat(65536));
                    }
                    peer.close();
                }
                case "/half" -> {
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
                    peer.close();
                }
                case "/twice" -> peer.write(Peer.complete(200, "one") + Peer.complete(200, "two"));
                case "/interim" -> peer.write("HTTP/1.1 100 Continue\r\n\r\n" + Peer.complete(200, "ok"));
                case "/silent" -> peer.untilClosed();
                case "/headers" -> peer.write("HTTP/1.1 200 OK\r\nX: " + "h".repeat(100_000) + "\r\n\r\n");
                case "/ws" -> {
                    peer.write(Frames.upgrade(request));
                    peer.write(Frames.text("text"));
                    peer.write(Frames.frame(true, Frames.PING, "ping".getBytes()));
                    peer.write(Frames.frame(false, Frames.TEXT, "unfinished".getBytes()));
                    peer.write(Frames.frame(true, Frames.BINARY, "binary".getBytes()));
                    peer.untilClosed();
                }
                case "/ws404" -> peer.answer(404, "no");
                case "/wsLarge" -> {
                    peer.write(Frames.upgrade(request));
                    peer.write(Frames.frame(false, Frames.TEXT, new byte[1 << 20]));
                    peer.write(Frames.frame(true, Frames.CONTINUATION, new byte[3 << 20]));
                    peer.untilClosed();
                }
                default -> peer.answer(200, "y".repeat(3000));
            }
        }
    }

    private static void misbehaveDuringABody(Peer peer, Request request, int length) throws Exception {
        if (!request.target().equals("/uploadSilent")) {
            peer.write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        peer.bytes(Math.min(length, 100_000));
        switch (request.target()) {
            case "/uploadReset" -> peer.reset();
            case "/uploadEarly" -> {
                peer.answer(413, "no");
                peer.close();
            }
            case "/uploadStall" -> GIVEN_UP.tryAcquire(10, TimeUnit.SECONDS);
            case "/uploadGarbage" -> {
                peer.write("nonsense\r\n\r\n");
                peer.untilClosed();
            }
            default -> {
                peer.bytes(length - 100_000);
                peer.answer(200, "whole");
            }
        }
    }

    private HttpRequest upload(String target, int number) throws Exception {
        Path file = directory.resolve("image.bin");
        if (!Files.exists(file)) {
            Files.write(file, new byte[12 << 20]);
        }
        HttpRequest.Builder builder = HttpRequest.post(target, number % 2 == 0 ? Effect.READ : Effect.DISRUPT)
                .body(Body.multipart(
                        Body.Part.of("json", Body.json("{}")),
                        Body.Part.file("file", "image", Body.file("application/octet-stream", file))))
                .stallTimeout(Duration.ofMillis(200))
                .anonymous();
        return builder.build();
    }

    private void hammer(DeviceTransport transport) throws Exception {
        String[] uploads = {"/uploadReset", "/uploadEarly", "/uploadStall", "/uploadGarbage", "/upload", "/uploadSilent"
        };
        for (int i = 0; i < 18; i++) {
            HttpExchange exchange = transport.send(upload(uploads[i % uploads.length], i), Duration.ofSeconds(5));
            if (i % 5 == 4) {
                exchange.abort();
            }
            end(exchange);
            if (exchange.sent() && uploads[i % uploads.length].equals("/uploadStall")) {
                GIVEN_UP.release();
            }
        }
        String[] targets = {
            "/good", "/close", "/reset", "/garbage", "/large", "/half", "/twice", "/interim", "/silent", "/headers"
        };
        List<HttpExchange> all = new ArrayList<>();
        List<CompletableFuture<?>> sockets = new ArrayList<>();
        String[] downloads = {"/good", "/close", "/garbage", "/large", "/half", "/twice", "/silent"};
        for (int i = 0; i < 21; i++) {
            FileDownload file = new FileDownload(directory.resolve("download"), 2 << 20);
            HttpExchange exchange = transport.send(
                    HttpRequest.get(downloads[i % downloads.length])
                            .stallTimeout(Duration.ofMillis(100))
                            .build(),
                    file,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1));
            if (i % 5 == 4) {
                exchange.abort();
            }
            end(exchange);
        }
        for (int i = 0; i < 80; i++) {
            String target = targets[i % targets.length];
            HttpExchange exchange = transport.send(
                    request(Effect.values()[i % 4], target), Duration.ofMillis(target.equals("/silent") ? 60 : 4000));
            all.add(exchange);
            if (i % 17 == 0) {
                exchange.abort();
            }
            if (i % 12 == 0) {
                String[] endpoints = {"/ws", "/ws404", "/wsLarge", "/silent"};
                sockets.add(
                        transport.openWebSocket(endpoints[i / 12 % 4], Duration.ofMillis(600), new WebSocketListener() {
                            @Override
                            public void onText(String text) {}

                            @Override
                            public void onClosed(dev.openaxis.core.AxisException cause) {}
                        }));
            }
        }
        for (HttpExchange exchange : all) {
            end(exchange);
        }
        for (CompletableFuture<?> socket : sockets) {
            socket.handle((opened, failure) -> null).get(20, TimeUnit.SECONDS);
        }
        for (int i = 0; i < 4; i++) {
            transport.send(read("/silent"), LONG);
            transport.send(read("/good"), LONG);
        }
        transport.closeCompletely().get(20, TimeUnit.SECONDS);
    }

    @Test
    void noFault_leaksABuffer() throws Exception {
        Certificates certificate = Certificates.selfSigned("device");
        ScriptedServer clear = server(LeakTest::misbehave);
        ScriptedServer secure = closing(ScriptedServer.startTls(certificate.server(), LeakTest::misbehave));
        ScriptedServer noTls = server(peer -> {
            peer.bytes(5);
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        allocateAndCollect();
        String logged;
        try (Log log = Log.capture()) {
            hammer(transport(clear));
            hammer(transport(
                    secure.address(), ACCOUNT, TrustPolicy.pinned(certificate.sha256()), TransportOptions.defaults()));
            for (DeviceAddress address :
                    List.of(secure.address(), new DeviceAddress(true, "127.0.0.1", noTls.port()))) {
                DeviceTransport distrusting =
                        transport(address, ACCOUNT, TrustPolicy.pinned("0".repeat(64)), TransportOptions.defaults());
                for (int i = 0; i < 5; i++) {
                    end(distrusting.send(read("/a"), LONG));
                }
            }
            allocateAndCollect();
            logged = log.text();
        }
        assertThat(logged.lines().filter(line -> line.contains("LEAK")).toList())
                .as(logged)
                .isEmpty();
    }
}
