package dev.openaxis.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is long fits through a process that has little memory, heap and direct. */
class SmallHeapTest {
    private static final int SIZE = 64 << 20;

    @TempDir
    Path directory;

    /** The process with little memory: uploads a file. */
    public static final class Uploading {
        private Uploading() {}

        /** Arguments: address, fingerprint or "-", file. */
        public static void main(String[] arguments) {
            try (AxisRuntime runtime = AxisRuntime.create()) {
                TrustPolicy trust =
                        arguments[1].equals("-") ? TrustPolicy.publicAuthorities() : TrustPolicy.pinned(arguments[1]);
                DeviceHttp device = runtime.http(
                        DeviceAddress.parse(arguments[0]), Credentials.of("root", "an-invented-password"), trust);
                Body image = Body.file("application/octet-stream", Path.of(arguments[2]));
                HttpRequest request = HttpRequest.post("/upload", Effect.DISRUPT)
                        .body(Body.multipart(Body.Part.of("json", Body.json("{}")), Body.Part.file("f", "i", image)))
                        .anonymous()
                        .build();
                System.out.println(device.with(CallOptions.deadline(Duration.ofSeconds(60)))
                        .send(request)
                        .text());
            }
        }
    }

    /** The process with little memory: downloads a file. */
    public static final class Downloading {
        private Downloading() {}

        /** Arguments: address, file. */
        public static void main(String[] arguments) {
            try (AxisRuntime runtime = AxisRuntime.create()) {
                DeviceHttp device = runtime.http(
                        DeviceAddress.parse(arguments[0]),
                        Credentials.of("root", "an-invented-password"),
                        TrustPolicy.publicAuthorities());
                System.out.println("saved "
                        + device.download(HttpRequest.get("/backup").build(), Path.of(arguments[1]), 1L << 30)
                                .bytes());
            }
        }
    }

    @Test
    void download_ofMoreThanTheMemory_arrivesWhole() throws Exception {
        byte[] content = new byte[SIZE];
        new java.util.Random(1).nextBytes(content);
        Path file = directory.resolve("backup.bin");
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.read();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
            peer.write(content);
            peer.untilClosed();
        })) {
            assertThat(run(command(Downloading.class, server.address().toString(), file.toString())))
                    .endsWith("saved " + SIZE + "\n");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    private static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:MaxDirectMemorySize=12m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", "")
                        + File.pathSeparator
                        + Path.of("target", "test-classes")
                        + File.pathSeparator
                        + Path.of("target", "classes"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private String run(List<String> command) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void upload_ofMoreThanTheMemory_arrivesWhole(boolean tls) throws Exception {
        byte[] content = new byte[SIZE];
        new java.util.Random(1).nextBytes(content);
        CRC32 sent = new CRC32();
        sent.update(content);
        Path file = Files.write(directory.resolve("image.bin"), content);
        AtomicLong received = new AtomicLong();
        CRC32 arrived = new CRC32();
        ScriptedServer.Script script = peer -> {
            int length = Integer.parseInt(peer.head().header("Content-Length").orElseThrow());
            peer.write("HTTP/1.1 100 Continue\r\n\r\n");
            String head = "";
            while (!head.endsWith("application/octet-stream\r\n\r\n")) {
                head += (char) peer.bytes(1)[0];
            }
            for (int left = SIZE; left > 0; left -= 1 << 20) {
                arrived.update(peer.bytes(1 << 20));
            }
            received.set(head.length() + SIZE + peer.bytes(length - SIZE - head.length()).length);
            peer.answer(200, "took " + (received.get() == length));
        };
        Certificates certificate = Certificates.selfSigned("device");
        try (ScriptedServer server =
                tls ? ScriptedServer.startTls(certificate.server(), script) : ScriptedServer.start(script)) {
            assertThat(run(command(
                            Uploading.class,
                            server.address().toString(),
                            tls ? certificate.sha256() : "-",
                            file.toString())))
                    .endsWith("took true\n");
        }
        assertThat(arrived.getValue()).isEqualTo(sent.getValue());
    }
}
