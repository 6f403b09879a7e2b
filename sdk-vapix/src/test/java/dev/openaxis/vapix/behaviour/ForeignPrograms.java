package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs that somebody else wrote, from Debian packages. A test that needs one is skipped where it is not installed. */
final class ForeignPrograms {
    private ForeignPrograms() {}

    /**
     * Where a program is.
     *
     * @param name its name
     * @param product what it belongs to, as the skipped test names it
     * @param packages what to install
     */
    static Path find(String name, String product, String packages) {
        for (String folder : List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return Assumptions.abort("skipped: " + product + " is not installed; on Debian: apt-get install " + packages);
    }

    /** Starts a program that goes on; both files hold everything it wrote since the first start. */
    static Process start(Path folder, Path output, Path errors, List<String> command) {
        return start(folder, ProcessBuilder.Redirect.PIPE, output, errors, command);
    }

    private static Process start(
            Path folder, ProcessBuilder.Redirect input, Path output, Path errors, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(input)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end, which must be a good one. */
    static void run(Path folder, List<String> command) {
        run(folder, command, List.of());
    }

    /** The same with lines that it reads. */
    static void run(Path folder, List<String> command, List<String> lines) {
        Path input = folder.resolve("input");
        try {
            Files.write(input, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path said = folder.resolve("said.log");
        Process process = start(folder, ProcessBuilder.Redirect.from(input.toFile()), said, said, command);
        try {
            assertThat(process.waitFor(Clients.SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("%s came to an end", command)
                    .isTrue();
            assertThat(process.exitValue()).as(text(said)).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + command.get(0) + " was running", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Asks a program to end, and ends it if it does not. */
    static void end(Process process) {
        process.destroy();
        if (!hasEnded(process)) {
            kill(process);
        }
    }

    /** Ends a program that has nothing to lose, without waiting for what it does before. */
    static void kill(Process process) {
        process.destroyForcibly();
        hasEnded(process);
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a program has written up to now; a letter that is half written is not the right one. */
    static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
