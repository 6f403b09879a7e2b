package dev.openaxis.benchmarks.modbus;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.ChildProcess;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.Watchdog;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.TcpLine;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.modbus.ModbusClient;
import dev.openaxis.modbus.ModbusUnit;
import dev.openaxis.modbus.UnitHealth;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Clients side by side against one server in another process, with 1 and 64 requests under way on one connection; and questions per second
 * on a serial line beside what the line allows, to sensors in another process that answer after exactly 3 ms.
 */
public final class ModbusBenchmark {
    private static final int MANY = 64;
    private static final int[] RATES = {9600, 38_400};
    private static final int SENSORS = 4;
    private static final int ANSWER_MILLIS = 3;
    /** A request and an answer with ten registers, and the silence of three and a half characters between two questions; ten bits each. */
    private static final double BITS_PER_QUESTION = (8 + 25 + 3.5) * 10;

    private static final int FAST = 19_200;
    private static final double FAST_SILENCE = 1.75e-3;
    private static final double SILENCE_BITS = 35;

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final Duration LINE_TIME = Duration.ofSeconds(8);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(20);
    private static final double MANY_REACH = 3;
    private static final double ONE_REACH = 1;
    private static final double LINE_REACH = 0.97;

    private final Options options;
    private final PrintStream out;

    /**
     * A benchmark that has not started.
     *
     * @param options what was asked for
     * @param out where the table goes
     */
    public ModbusBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs everything and prints the report. */
    public void run() {
        try (Watchdog watchdog = new Watchdog(options.limit())) {
            double many = clients(MANY);
            double one = clients(1);
            double line = Double.MAX_VALUE;
            out.printf(Locale.ROOT, "%n%-10s %14s %14s %12s%n", "bits/s", "questions/s", "limit", "utilisation");
            for (int rate : RATES) {
                line = Math.min(line, line(rate));
            }
            out.printf(
                    Locale.ROOT,
                    "machine: %d cores, %s; reach: %d under way >= %.1f x best peer %s, 1 under way >= %.1f x %s, line >= %.2f %s%n",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.runtime.version"),
                    MANY,
                    MANY_REACH,
                    reached(many >= MANY_REACH),
                    ONE_REACH,
                    reached(one >= ONE_REACH),
                    LINE_REACH,
                    reached(line >= LINE_REACH));
            out.printf(
                    Locale.ROOT,
                    "RESULT modbus inflight64_vs_best_peer=%.2f inflight1_vs_best_peer=%.2f rtu_utilisation_min=%.3f%n",
                    many,
                    one,
                    line);
            out.flush();
        }
    }

    private static String reached(boolean is) {
        return is ? "reached" : "MISSED";
    }

    // ---- clients ----

    /** Rounds of all in turn, so that a noisy machine is noisy for all; returns ours against the best other. */
    private double clients(int inFlight) {
        Map<String, IntFunction<Contender>> names = new LinkedHashMap<>();
        names.put("ours", port -> new Contender.Ours(port, inFlight));
        names.put("digitalpetri", Contender.Digitalpetri::new);
        names.put("j2mod", Contender.J2mod::new);
        Map<String, double[]> speeds = new LinkedHashMap<>();
        List<Contender> all = new ArrayList<>();
        try (ChildProcess server = ChildProcess.start(List.of("-Xmx128m"), ReferenceServer.class)) {
            int port = Integer.parseInt(server.hear());
            for (IntFunction<Contender> maker : names.values()) {
                Contender one = maker.apply(port);
                all.add(one);
                round(one, inFlight, WARM_UP);
            }
            names.keySet().forEach(name -> speeds.put(name, new double[options.rounds()]));
            for (int round = 0; round < options.rounds(); round++) {
                int place = 0;
                for (double[] speed : speeds.values()) {
                    speed[round] = round(all.get(place++), inFlight, ROUND);
                }
            }
        } finally {
            all.forEach(Contender::close);
        }
        return report(inFlight, speeds);
    }

    private double report(int inFlight, Map<String, double[]> speeds) {
        out.printf(
                Locale.ROOT,
                "%n%d under way on one connection%n%-14s %14s %14s%n",
                inFlight,
                "client",
                "median/s",
                "slowest/s");
        double ours = 0;
        double best = 0;
        for (Map.Entry<String, double[]> one : speeds.entrySet()) {
            double[] sorted = one.getValue().clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2];
            out.printf(Locale.ROOT, "%-14s %14.0f %14.0f%n", one.getKey(), median, sorted[0]);
            if (one.getKey().equals("ours")) {
                ours = median;
            } else {
                best = Math.max(best, median);
            }
        }
        return ours / best;
    }

    /** How many reads a second. */
    private static double round(Contender client, int inFlight, Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long done;
        if (inFlight == 1) {
            done = 0;
            while (System.nanoTime() - end < 0) {
                client.read();
                done++;
            }
        } else {
            done = client.isAsync() ? chains(client, inFlight, end) : threads(client, inFlight, end);
        }
        return done / ((System.nanoTime() - begin) / 1e9);
    }

    private static long threads(Contender client, int count, long end) {
        AtomicLong done = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread one = new Thread(() -> {
                while (System.nanoTime() - end < 0) {
                    client.read();
                    done.incrementAndGet();
                }
            });
            one.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
            threads.add(one);
            one.start();
        }
        for (Thread one : threads) {
            try {
                one.join(ROUND_LIMIT.toMillis());
            } catch (InterruptedException e) {
                throw new BenchmarkFailure("interrupted", e);
            }
        }
        return result(done, failure.get());
    }

    /** As many chains, in each of which the next read begins when the one before is answered. */
    private static long chains(Contender client, int count, long end) {
        AtomicLong done = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            next(client, end, done, failure, running);
        }
        try {
            if (!running.await(ROUND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchmarkFailure("a read did not end", null);
            }
        } catch (InterruptedException e) {
            throw new BenchmarkFailure("interrupted", e);
        }
        return result(done, failure.get());
    }

    private static void next(
            Contender client,
            long end,
            AtomicLong done,
            AtomicReference<@Nullable Throwable> failure,
            CountDownLatch running) {
        if (System.nanoTime() - end >= 0 || failure.get() != null) {
            running.countDown();
            return;
        }
        client.readAsync().whenComplete((read, failed) -> {
            if (failed == null) {
                done.incrementAndGet();
            } else {
                failure.set(failed);
            }
            next(client, end, done, failure, running);
        });
    }

    private static long result(AtomicLong done, @Nullable Throwable failure) {
        if (failure != null) {
            throw new BenchmarkFailure("a read failed", failure);
        }
        return done.get();
    }

    // ---- serial lines ----

    private double line(int rate) {
        try (ChildProcess sensors = ChildProcess.start(
                        List.of("-Xmx64m"),
                        SensorProcess.class,
                        Integer.toString(rate),
                        Integer.toString(SENSORS),
                        Integer.toString(ANSWER_MILLIS));
                AxisRuntime runtime = AxisRuntime.builder().eventLoops(1).build()) {
            int port = Integer.parseInt(sensors.hear());
            try (ModbusClient client = ModbusClient.rtu(TcpLine.to(
                            runtime, "127.0.0.1", port, TcpOptions.defaults().withBaudRate(rate)))
                    .runtime(runtime)
                    .start()) {
                return line(client, rate);
            }
        }
    }

    private double line(ModbusClient client, int rate) {
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int address = 1; address <= SENSORS; address++) {
            ask(client.unit(address), going, failure);
        }
        pause(Duration.ofSeconds(2));
        long before = requests(client);
        long begun = System.nanoTime();
        pause(LINE_TIME);
        long after = requests(client);
        double perSecond = (after - before) / ((System.nanoTime() - begun) / 1e9);
        going.set(false);
        UnitHealth health = client.unit(1).health();
        if (failure.get() != null || health.timeouts() + client.health().broken() > 0) {
            throw new BenchmarkFailure("the line was not perfect: " + health, failure.get());
        }
        double silence = rate > FAST ? FAST_SILENCE - SILENCE_BITS / rate : 0;
        double limit = 1 / (BITS_PER_QUESTION / rate + silence + ANSWER_MILLIS / 1e3);
        out.printf(Locale.ROOT, "%-10d %14.1f %14.1f %12.3f%n", rate, perSecond, limit, perSecond / limit);
        return perSecond / limit;
    }

    private static void ask(ModbusUnit unit, AtomicBoolean going, AtomicReference<@Nullable Throwable> failure) {
        unit.async().readHoldingRegisters(0, Contender.COUNT).whenComplete((read, failed) -> {
            if (failed != null && going.get()) {
                failure.set(failed);
            } else if (going.get()) {
                ask(unit, going, failure);
            }
        });
    }

    private static long requests(ModbusClient client) {
        long sum = 0;
        for (int address = 1; address <= SENSORS; address++) {
            sum += client.unit(address).health().requests();
        }
        return sum;
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
