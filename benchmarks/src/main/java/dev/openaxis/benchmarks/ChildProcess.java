package dev.openaxis.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process with this one's class path, spoken to in lines. It ends when its standard input does. */
public final class ChildProcess implements AutoCloseable {
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    private ChildProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Starts a program with options for its virtual machine and arguments of its own. */
    public static ChildProcess start(List<String> options, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every process of this benchmark by force, in whatever they are. */
    static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Sends one line. */
    public void say(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new BenchmarkFailure("a process of this benchmark does not listen any more", e);
        }
    }

    /** Waits for the next line. */
    public String hear() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("it ended");
            }
            return line;
        } catch (IOException e) {
            throw new BenchmarkFailure("a process of this benchmark does not answer any more", e);
        }
    }

    /** Ends the process: politely by closing its input, else by force. */
    @Override
    public void close() {
        try {
            commands.close();
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It is gone already, or will be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
