package dev.openaxis.benchmarks.osdp;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.ChildProcess;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.Watchdog;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.panel.ControlPanel;
import dev.openaxis.osdp.panel.LinkHealth;
import dev.openaxis.osdp.panel.Peripheral;
import dev.openaxis.osdp.panel.PeripheralSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The codec on one thread, and polls per second of a panel beside what the line allows: readers on a simulated line in another process
 * answer after exactly 3 ms, so that every exchange has a least time (OSDP v2.2; polls and acknowledgements of a session).
 */
public final class OsdpBenchmark {
    private static final int[] RATES = {9600, 38_400, 115_200};
    private static final int[] READERS = {1, 2, 8};
    private static final int ANSWER_MILLIS = 3;
    /** POLL and ACK in a session, 14 characters each, two marks and four characters of silence; ten bits each. */
    private static final int BITS_PER_EXCHANGE = (14 + 14 + 2 + 4) * 10;

    private static final Duration CODEC_TIME = Duration.ofSeconds(2);
    private static final Duration LINE_TIME = Duration.ofSeconds(8);
    private static final Duration UP = Duration.ofSeconds(30);
    private static final double CLEAR_REACH = 1_500_000;
    private static final double SECURED_REACH = 300_000;
    private static final double EFFICIENCY_REACH = 0.97;

    private final Options options;
    private final PrintStream out;

    /**
     * A benchmark that has not started.
     *
     * @param options what was asked for
     * @param out where the table goes
     */
    public OsdpBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs everything and prints the report. */
    public void run() {
        try (Watchdog watchdog = new Watchdog(options.limit())) {
            CodecLoop.Speed clear = codec(false);
            CodecLoop.Speed secured = codec(true);
            double least = lines();
            double bytes = Math.max(clear.bytesPerFrame(), secured.bytesPerFrame());
            out.printf(
                    Locale.ROOT,
                    "machine: %d cores, %s; reach: clear >= %.0f %s, secured >= %.0f %s, bus efficiency >= %.2f %s%n",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.runtime.version"),
                    CLEAR_REACH,
                    reached(clear.perSecond() >= CLEAR_REACH),
                    SECURED_REACH,
                    reached(secured.perSecond() >= SECURED_REACH),
                    EFFICIENCY_REACH,
                    reached(least >= EFFICIENCY_REACH));
            out.printf(
                    Locale.ROOT,
                    "RESULT osdp clear_frames_per_s=%.0f secured_frames_per_s=%.0f bytes_per_frame=%.0f bus_efficiency_min=%.3f%n",
                    clear.perSecond(),
                    secured.perSecond(),
                    bytes,
                    least);
            out.flush();
        }
    }

    private static String reached(boolean is) {
        return is ? "reached" : "MISSED";
    }

    /** The middle of the rounds; the first warms up. */
    private CodecLoop.Speed codec(boolean secured) {
        CodecLoop loop = new CodecLoop();
        loop.run(secured, CODEC_TIME);
        List<CodecLoop.Speed> rounds = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            rounds.add(loop.run(secured, CODEC_TIME));
        }
        rounds.sort((one, other) -> Double.compare(one.perSecond(), other.perSecond()));
        CodecLoop.Speed middle = rounds.get(rounds.size() / 2);
        out.printf(
                Locale.ROOT,
                "%s frames written, found and read: %.0f per second (slowest round %.0f), %.1f bytes allocated for one%n",
                secured ? "secured" : "clear",
                middle.perSecond(),
                rounds.get(0).perSecond(),
                middle.bytesPerFrame());
        return middle;
    }

    // ---- lines ----

    private double lines() {
        out.printf(
                Locale.ROOT,
                "%n%-10s %8s %14s %14s %12s %14s%n",
                "bits/s",
                "readers",
                "exchanges/s",
                "limit",
                "efficiency",
                "median delay");
        double least = Double.MAX_VALUE;
        for (int rate : RATES) {
            for (int readers : READERS) {
                least = Math.min(least, line(rate, readers));
            }
        }
        return least;
    }

    private double line(int rate, int readers) {
        try (ChildProcess devices = ChildProcess.start(
                        List.of("-Xmx64m"),
                        ReaderProcess.class,
                        Integer.toString(rate),
                        Integer.toString(readers),
                        Integer.toString(ANSWER_MILLIS));
                AxisRuntime runtime = AxisRuntime.builder().eventLoops(1).build()) {
            int port = Integer.parseInt(devices.hear());
            try (ControlPanel panel = ControlPanel.on(TcpLine.to(
                            runtime, "127.0.0.1", port, TcpOptions.defaults().withBaudRate(rate)))
                    .keys(keys(readers))
                    .runtime(runtime)
                    .start()) {
                return line(panel, rate, readers);
            }
        }
    }

    private static OsdpKeyStore keys(int readers) {
        OsdpKeyStore keys = OsdpKeyStore.inMemory();
        for (int address = 1; address <= readers; address++) {
            int at = address;
            keys.update("reader " + at, known -> known.withCurrent(ReaderProcess.key(at), Instant.now()));
        }
        return keys;
    }

    private double line(ControlPanel panel, int rate, int readers) {
        List<Peripheral> all = new ArrayList<>();
        for (int address = 1; address <= readers; address++) {
            all.add(panel.add(
                    PeripheralSettings.of("reader " + address, address).pollEvery(Duration.ZERO)));
        }
        awaitOnline(all);
        pause(Duration.ofSeconds(2));
        long before = exchanges(all);
        long begun = System.nanoTime();
        pause(LINE_TIME);
        long after = exchanges(all);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double perSecond = (after - before) / seconds;
        double limit = 1 / ((double) BITS_PER_EXCHANGE / rate + ANSWER_MILLIS / 1e3);
        LinkHealth health = all.get(0).health();
        if (health.timeouts() + health.checkFailures() + health.wrongMacs() > 0) {
            throw new BenchmarkFailure("the line was not perfect: " + health, null);
        }
        out.printf(
                Locale.ROOT,
                "%-10d %8d %14.1f %14.1f %12.3f %11.2f ms%n",
                rate,
                readers,
                perSecond,
                limit,
                perSecond / limit,
                health.medianDelay().toNanos() / 1e6);
        return perSecond / limit;
    }

    private static long exchanges(List<Peripheral> all) {
        return all.stream().mapToLong(one -> one.health().exchanges()).sum();
    }

    private static void awaitOnline(List<Peripheral> all) {
        long until = System.nanoTime() + UP.toNanos();
        while (!all.stream().allMatch(Peripheral::online)) {
            if (System.nanoTime() > until) {
                throw new BenchmarkFailure("not all readers came online", null);
            }
            pause(Duration.ofMillis(50));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted", e);
        }
    }
}
