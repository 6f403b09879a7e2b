package dev.openaxis.benchmarks.upload;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.ChildProcess;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.Watchdog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Uploads one large file by this SDK and by plain sockets, to one device and to eight at once. Both have a process of their
 * own and take turns; the server, a third one, counts the bytes of every upload. The file is in the page cache.
 */
public final class UploadBenchmark {
    private static final int[] AT_ONCE = {1, 8};
    private static final double SPEED_REACH = 0.7;
    private static final int HEAP_REACH = 64;

    private final Options options;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private final Map<Integer, Measured> measured = new LinkedHashMap<>();
    private int turns;
    private long heap;

    /** Seconds per turn of both, in the order of the rounds. */
    private record Measured(List<Double> ours, List<Double> raw) {
        /** The middle of the rounds' ratios: what slows the machine for a while slows both. */
        double ratio() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < ours.size(); i++) {
                ratios.add(raw.get(i) / ours.get(i));
            }
            return median(ratios);
        }
    }

    /**
     * A benchmark that has not started.
     *
     * @param options what was asked for
     * @param out where the table goes
     */
    public UploadBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        for (int devices : AT_ONCE) {
            measured.put(devices, new Measured(new ArrayList<>(), new ArrayList<>()));
        }
    }

    /** Runs all rounds and prints the report. */
    public void run() {
        try (Watchdog watchdog = new Watchdog(options.limit())) {
            Path file = Files.createTempFile("upload-benchmark", ".bin");
            // Also if the run is ended from outside.
            file.toFile().deleteOnExit();
            try {
                fill(file);
                run(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report();
    }

    private void fill(Path file) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        new Random(1).nextBytes(megabyte);
        try (OutputStream to = Files.newOutputStream(file)) {
            for (int i = 0; i < options.megabytes(); i++) {
                to.write(megabyte);
            }
        }
    }

    private void run(Path file) {
        try (ChildProcess server = ChildProcess.start(List.of("-Xmx64m"), UploadServer.class)) {
            int port = Integer.parseInt(server.hear());
            try (UploaderProcess ours = new UploaderProcess(UploaderProcess.OURS, port, file);
                    UploaderProcess raw = new UploaderProcess(UploaderProcess.RAW, port, file)) {
                for (int devices : AT_ONCE) {
                    turn(server, ours, devices);
                    turn(server, raw, devices);
                }
                for (int round = 0; round < options.rounds() && !late(); round++) {
                    for (int devices : AT_ONCE) {
                        round(server, ours, raw, devices, round % 2 == 0);
                    }
                }
            }
        }
    }

    private boolean late() {
        return (System.nanoTime() - start) / 1e9 > options.limit().toSeconds();
    }

    private void round(ChildProcess server, UploaderProcess ours, UploaderProcess raw, int devices, boolean oursFirst) {
        Measured of = measured.getOrDefault(devices, new Measured(new ArrayList<>(), new ArrayList<>()));
        if (oursFirst) {
            of.ours().add(ourTurn(server, ours, devices));
        }
        of.raw().add(turn(server, raw, devices).seconds());
        if (!oursFirst) {
            of.ours().add(ourTurn(server, ours, devices));
        }
        int last = of.raw().size() - 1;
        out.printf(
                Locale.ROOT,
                "round %d, %d at once: ours %.2f s, raw socket %.2f s%n",
                last + 1,
                devices,
                of.ours().get(last),
                of.raw().get(last));
    }

    private double ourTurn(ChildProcess server, UploaderProcess ours, int devices) {
        UploaderProcess.Turn turn = turn(server, ours, devices);
        heap = Math.max(heap, turn.heapBytes());
        return turn.seconds();
    }

    /** A turn counts only if the server received every upload, and no byte of it twice. */
    private UploaderProcess.Turn turn(ChildProcess server, UploaderProcess uploader, int devices) {
        UploaderProcess.Turn turn = uploader.turn(turns++, devices);
        server.say("counts");
        String counts = server.hear();
        long size = options.megabytes() * (1L << 20);
        if (!counts.equals(devices + " " + size + " " + size)) {
            throw new BenchmarkFailure(
                    "expected " + devices + " uploads of " + size + " bytes each; uploads, most and least were "
                            + counts,
                    null);
        }
        return turn;
    }

    private void report() {
        out.printf(Locale.ROOT, "%n%-12s %10s %10s %8s %7s%n", "at once", "ours", "raw", "ratio", "rounds");
        measured.forEach((devices, of) -> out.printf(
                Locale.ROOT,
                "%-12d %5.0f MB/s %5.0f MB/s %8.2f %7d%n",
                devices,
                devices * options.megabytes() / median(of.ours()),
                devices * options.megabytes() / median(of.raw()),
                of.ratio(),
                of.raw().size()));
        double ratio =
                measured.values().stream().mapToDouble(Measured::ratio).min().orElse(Double.NaN);
        long megabytes = (heap + (1 << 20) - 1) >> 20;
        out.println(
                "Clear text over the loopback address. Ours logs in, asks with Expect and reports its progress. heap:"
                        + " the most in use,");
        out.println("garbage included, in the process of ours, which runs with -Xmx64m and 64 MB of direct memory.");
        out.printf(
                Locale.ROOT,
                "machine: %d cores, %s; reach: vs raw socket >= %.1f %s, heap <= %d %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.runtime.version"),
                SPEED_REACH,
                ratio >= SPEED_REACH ? "reached" : "MISSED",
                HEAP_REACH,
                megabytes <= HEAP_REACH ? "reached" : "MISSED");
        out.printf(Locale.ROOT, "RESULT upload vs_raw_socket=%.2f sent_once=1 heap_mb=%d%n", ratio, megabytes);
        out.flush();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
