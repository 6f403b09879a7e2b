package dev.openaxis.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.FleetProcess;
import dev.openaxis.benchmarks.fleet.Mode;
import dev.openaxis.benchmarks.fleet.ServedCounts;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives clients their turns and keeps those that stay open between turns. */
final class Turns implements AutoCloseable {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Duration PASS_LIMIT = Duration.ofSeconds(60);

    private final FleetProcess process;
    private final int fullRequests;
    private final int tlsDevices;
    private final PrintStream out;
    private final Map<Contender, LoadClient> kept = new HashMap<>();
    private final Map<Contender, Integer> keptThreads = new HashMap<>();

    Turns(FleetProcess process, Options options, PrintStream out) {
        this.process = process;
        this.fullRequests = options.requests();
        this.tlsDevices = options.tlsDevices();
        this.out = out;
    }

    /** One turn: connect and log in where the client is new, then the measured pass. */
    void take(Contender contender, Figures into) {
        ThreadCount threads = new ThreadCount();
        threads.begin();
        ServedCounts before = process.counts();
        Fleet fleet = contender.mode() == Mode.TLS ? process.fleet().atMost(tlsDevices) : process.fleet();
        int devices = fleet.devices();
        int requests = contender.requests(fullRequests);
        int connecting = 0;
        LoadClient client = kept.get(contender);
        try {
            if (client == null) {
                client = contender.open(fleet);
                connecting = 1;
                double seconds = Load.run(client, devices, connecting, PASS_LIMIT);
                if (contender.mode() == Mode.TLS) {
                    kept.put(contender, client);
                    keptThreads.put(contender, threads.added());
                    out.printf(Locale.ROOT, "%s: %,d connections in %.1f s%n", contender, devices, seconds);
                }
            }
            long cpu = SYSTEM.getProcessCpuTime();
            double seconds = Load.run(client, devices, requests, PASS_LIMIT);
            double answers = (double) devices * requests;
            into.add(answers / seconds, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / answers);
            into.threads(Math.max(threads.added(), keptThreads.getOrDefault(contender, 0)));
        } catch (BenchmarkFailure e) {
            throw new BenchmarkFailure(contender + ": " + e.getMessage(), e);
        } finally {
            if (client != null && !kept.containsKey(contender)) {
                client.close();
            }
        }
        check(contender, before, process.counts(), (long) devices * (requests + connecting));
    }

    /** What the client saw must be what the server did. */
    private static void check(Contender contender, ServedCounts before, ServedCounts after, long expected) {
        long served = after.servedSince(before, contender.mode());
        if (served != expected) {
            throw new BenchmarkFailure(
                    contender + ": the client counted " + expected + " answers, the server " + served, null);
        }
    }

    @Override
    public void close() {
        kept.values().forEach(LoadClient::close);
    }
}
