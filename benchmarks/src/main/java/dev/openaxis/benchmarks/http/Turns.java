package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.FleetProcess;
import dev.openaxis.benchmarks.fleet.ServedCounts;
import java.util.HashMap;
import java.util.Map;

/** Gives the contenders of one stage their turns, each in its own process, and checks them against the server's counts. */
final class Turns implements AutoCloseable {
    private final FleetProcess devices;
    private final Options options;
    private final Map<Contender, ContenderProcess> processes = new HashMap<>();

    Turns(FleetProcess devices, Options options) {
        this.devices = devices;
        this.options = options;
    }

    /** One turn. */
    void take(Contender contender, Figures into) {
        Fleet fleet = devices.fleet().atMost(contender.stage().devices(options));
        ContenderProcess process =
                processes.computeIfAbsent(contender, absent -> ContenderProcess.start(absent, fleet));
        ServedCounts before = devices.counts();
        Turn.Result result = process.turn(contender.requests(options.requests()));
        long served = devices.counts().servedSince(before, contender.mode());
        if (served != result.answers()) {
            throw new BenchmarkFailure(
                    contender + ": the client counted " + result.answers() + " answers, the server " + served, null);
        }
        into.add(result.rate(), result.cpu());
        into.threads(result.threads());
    }

    @Override
    public void close() {
        processes.values().forEach(ContenderProcess::close);
    }
}
