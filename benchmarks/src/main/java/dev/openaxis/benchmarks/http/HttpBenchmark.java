package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.Watchdog;
import dev.openaxis.benchmarks.fleet.FleetProcess;
import dev.openaxis.benchmarks.fleet.Mode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP benchmark: rounds in which every contender has its turn in its own process, starting with another one each time. In clear text a
 * turn is a fresh client, one unmeasured pass that connects and logs in, and a measured pass. TLS clients stay open from
 * round to round, because thousands of handshakes would be all that is measured.
 */
public final class HttpBenchmark {
    private static final int LEAST_ROUNDS = 3;
    private static final int WARM_UP_TURNS = 3;

    private final Options options;
    private final PrintStream out;
    private final List<Contender> contenders;
    private final Map<Contender, Figures> figures = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    /**
     * A benchmark that has not started.
     *
     * @param options what was asked for
     * @param out where the table goes
     */
    public HttpBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.contenders = Contender.all().stream()
                .filter(contender -> options.modes().contains(contender.mode().label()))
                .filter(contender -> options.clients().stream().anyMatch(contender.name()::contains))
                .toList();
        contenders.forEach(contender -> figures.put(contender, new Figures()));
    }

    /** Runs all rounds and prints the report. */
    public void run() {
        try (Watchdog watchdog = new Watchdog(options.limit());
                FleetProcess devices = FleetProcess.start(options.devices())) {
            for (Mode mode : List.of(Mode.NOAUTH, Mode.DIGEST, Mode.TLS)) {
                List<Contender> group = group(mode);
                if (!group.isEmpty()) {
                    try (Turns turns = new Turns(devices, options, out)) {
                        rounds(turns, mode, group);
                    }
                }
            }
            new Report(options, figures).print(out);
        }
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private List<Contender> group(Mode mode) {
        return contenders.stream()
                .filter(contender -> contender.mode().label().equals(mode.label()))
                .toList();
    }

    private void rounds(Turns turns, Mode mode, List<Contender> group) {
        double end = options.limit().toSeconds() * mode.timeShare();
        List<Contender> order = new ArrayList<>();
        double longest = 0;
        for (Contender contender : group) {
            double before = seconds();
            if (before + longest < end) {
                // The first turns of each warm up code and do not count.
                for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
                    turns.take(contender, new Figures());
                }
                order.add(contender);
            }
            longest = Math.max(longest, seconds() - before);
        }
        int round = 0;
        for (; round < options.rounds() && seconds() < end; round++) {
            order.forEach(contender -> turns.take(contender, figures.getOrDefault(contender, new Figures())));
            Collections.rotate(order, -1);
        }
        out.printf(
                Locale.ROOT,
                "%s: %d rounds of %d clients, %.0f s since the start%n",
                mode.label(),
                round,
                order.size(),
                seconds());
        // TLS is not part of the result line, and its handshakes may take all the time a busy machine has.
        if (mode != Mode.TLS && round < Math.min(LEAST_ROUNDS, options.rounds())) {
            throw new BenchmarkFailure("too few rounds of " + mode.label() + " in " + options.limit(), null);
        }
    }
}
