package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.FleetProcess;
import dev.openaxis.benchmarks.fleet.Mode;
import dev.openaxis.benchmarks.fleet.ServedCounts;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives the contenders of one mode their turns, each in its own process, and checks them against the server's counts. */
final class Turns implements AutoCloseable {
    private final FleetProcess devices;
    private final Options options;
    private final PrintStream out;
    private final Map<Contender, ContenderProcess> processes = new HashMap<>();

    Turns(FleetProcess devices, Options options, PrintStream out) {
        this.devices = devices;
        this.options = options;
        this.out = out;
    }

    /** One turn. */
    void take(Contender contender, Figures into) {
        Fleet fleet = contender.mode() == Mode.TLS ? devices.fleet().atMost(options.tlsDevices()) : devices.fleet();
        ContenderProcess process =
                processes.computeIfAbsent(contender, absent -> ContenderProcess.start(absent, fleet));
        ServedCounts before = devices.counts();
        Turn.Result result = process.turn(contender.requests(options.requests()));
        long served = devices.counts().servedSince(before, contender.mode());
        if (served != result.answers()) {
            throw new BenchmarkFailure(
                    contender + ": the client counted " + result.answers() + " answers, the server " + served, null);
        }
        if (contender.mode() == Mode.TLS && result.connecting() > 0) {
            out.printf(Locale.ROOT, "%s: %,d connections in %.1f s%n", contender, fleet.devices(), result.connecting());
        }
        into.add(result.rate(), result.cpu());
        into.threads(result.threads());
    }

    @Override
    public void close() {
        processes.values().forEach(ContenderProcess::close);
    }
}
