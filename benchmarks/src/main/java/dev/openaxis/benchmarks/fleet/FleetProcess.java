package dev.openaxis.benchmarks.fleet;

import dev.openaxis.benchmarks.BenchmarkFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the devices in a process of their own, and ends it. */
public final class FleetProcess implements AutoCloseable {
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final Fleet fleet;

    private FleetProcess(Process process, int devices) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
        List<String> pins = new ArrayList<>();
        String line = next();
        for (; line.startsWith("pin "); line = next()) {
            pins.add(line.substring(4));
        }
        Map<Mode, Integer> ports = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            ports.put(mode, (int) ServedCounts.number(line, mode.wire()));
        }
        fleet = new Fleet(devices, ports, pins);
    }

    /** Starts the process and waits until it listens. */
    public static FleetProcess start(int devices) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-Xms256m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                FleetServer.class.getName(),
                Integer.toString(devices));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return new FleetProcess(process, devices);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw new BenchmarkFailure("the devices did not start", e);
        }
    }

    private String next() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process of the devices ended");
        }
        return line;
    }

    /** What a client has to know. */
    public Fleet fleet() {
        return fleet;
    }

    /** What the server counted up to now. */
    public ServedCounts counts() {
        try {
            commands.write("counts\n");
            commands.flush();
            return ServedCounts.parse(next());
        } catch (IOException e) {
            throw new BenchmarkFailure("the devices do not answer any more", e);
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
