package dev.openaxis.core.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Two serial ports with a cable between them, made by socat; without it the test is skipped. */
public final class PseudoTerminals implements AutoCloseable {
    private final Process socat;
    private final Path one;
    private final Path other;

    private PseudoTerminals(Process socat, Path one, Path other) {
        this.socat = socat;
        this.one = one;
        this.other = other;
    }

    /** Lays the cable; the ports are links in an empty directory. */
    public static PseudoTerminals in(Path directory) throws IOException {
        Path program = Path.of("/usr/bin/socat");
        if (!Files.isExecutable(program)) {
            return Assumptions.abort("skipped: socat is not installed; on Debian: apt-get install socat");
        }
        Path one = directory.resolve("ttyONE");
        Path other = directory.resolve("ttyOTHER");
        Process socat = new ProcessBuilder(
                        List.of(program.toString(), "pty,raw,echo=0,link=" + one, "pty,raw,echo=0,link=" + other))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("socat.log").toFile())
                .start();
        PseudoTerminals laid = new PseudoTerminals(socat, one, other);
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(one) && Files.exists(other));
        return laid;
    }

    /** One end of the cable. */
    public String one() {
        return one.toString();
    }

    /** The other end. */
    public String other() {
        return other.toString();
    }

    /** Takes the ports away. */
    @Override
    public void close() {
        socat.destroy();
        try {
            if (!socat.waitFor(5, TimeUnit.SECONDS)) {
                socat.destroyForcibly();
            }
        } catch (InterruptedException e) {
            socat.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
