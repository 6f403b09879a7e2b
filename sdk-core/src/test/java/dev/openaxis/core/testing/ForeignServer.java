package dev.openaxis.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.DeviceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A server that somebody else wrote, from a Debian package, with a configuration in a directory of its own. A test that
 * needs one is skipped where the program is not installed.
 */
public final class ForeignServer implements AutoCloseable {
    private static final Duration STARTING = Duration.ofSeconds(15);

    private final Path directory;
    private final int port;
    private final List<String> command;
    private Process process;

    private ForeignServer(Path directory, int port, List<String> command) throws IOException {
        this.directory = directory;
        this.port = port;
        this.command = command;
        this.process = run();
    }

    private Process run() throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
    }

    /**
     * Starts Apache httpd with this configuration; {@code DIR} and {@code PORT} are replaced in it.
     *
     * @param directory an empty directory; the configuration may name a document root {@code DIR/www} in it
     */
    public static ForeignServer apache(Path directory, String configuration, String... files) {
        Path program = program("apache2");
        return start(
                directory, configuration, files, config -> List.of(program.toString(), "-X", "-f", config.toString()));
    }

    /** Starts lighttpd in the same way. */
    public static ForeignServer lighttpd(Path directory, String configuration, String... files) {
        Path program = program("lighttpd");
        return start(
                directory, configuration, files, config -> List.of(program.toString(), "-D", "-f", config.toString()));
    }

    /** Starts {@code openssl s_server} with these arguments and the ones for its port and its status page. */
    public static ForeignServer openssl(Path directory, List<String> arguments, String... files) {
        Path program = program("openssl");
        return start(directory, "", files, config -> {
            List<String> command =
                    new ArrayList<>(List.of(program.toString(), "s_server", "-accept", "127.0.0.1:PORT"));
            command.addAll(arguments);
            command.add("-www");
            return command;
        });
    }

    private interface Command {
        List<String> of(Path configuration);
    }

    private static ForeignServer start(Path directory, String configuration, String[] files, Command command) {
        try {
            int port = freePort();
            Files.createDirectories(directory.resolve("www"));
            Files.writeString(directory.resolve("www/index.html"), "served by somebody else\n");
            for (int i = 0; i < files.length; i += 2) {
                Files.writeString(directory.resolve(files[i]), files[i + 1]);
            }
            Path config = directory.resolve("server.conf");
            Files.writeString(config, filled(configuration, directory, port));
            readableForAll(directory);
            ForeignServer server = new ForeignServer(
                    directory,
                    port,
                    command.of(config).stream()
                            .map(word -> filled(word, directory, port))
                            .toList());
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String text, Path directory, int port) {
        return text.replace("DIR", directory.toString()).replace("PORT", Integer.toString(port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Servers started by root read their files as somebody else. */
    private static void readableForAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxrwxrwx" : "rw-r--r--"));
            }
        }
    }

    private static Path program(String name) {
        for (String folder : List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return Assumptions.abort(
                "skipped: " + name + " is not installed; on Debian: apt-get install " + "apache2 lighttpd openssl");
    }

    /** Ends the program and starts it again on the same port. */
    public void restart() {
        close();
        try {
            process = run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitListening();
    }

    private void awaitListening() {
        await().atMost(STARTING).until(this::listensOrEnded);
        assertThat(process.isAlive()).as(log("output.log").toString()).isTrue();
    }

    private boolean listensOrEnded() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    /** Where it listens. */
    public DeviceAddress address(String scheme) {
        return DeviceAddress.parse(scheme + "://127.0.0.1:" + port);
    }

    /** The lines of one of its log files up to now. */
    public List<String> log(String file) {
        try {
            Path path = directory.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
