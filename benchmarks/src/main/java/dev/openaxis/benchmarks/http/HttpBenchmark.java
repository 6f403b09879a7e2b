package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.BenchmarkFailure;
import dev.openaxis.benchmarks.OpenFiles;
import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.Watchdog;
import dev.openaxis.benchmarks.fleet.FleetProcess;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP benchmark: stages of rounds in which every contender has its turn in its own process, starting with another
 * one each time. A turn is a fresh client: in clear text an unmeasured pass that connects and logs in and a measured pass,
 * over TLS the connecting itself.
 */
public final class HttpBenchmark {
    /** Medians of fewer are not worth quoting. */
    private static final int LEAST_ROUNDS = 7;
    /** A client that cannot be closed leaves its connections behind until it is garbage. */
    private static final int CLIENTS_PER_TURN = 2;

    private final Options options;
    private final PrintStream out;
    private final List<Stage> stages;
    private final Map<Contender, Figures> figures = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    /**
     * A benchmark that has not started.
     *
     * @param options what was asked for
     * @param out where the table goes
     * @throws IllegalArgumentException if no client takes part
     */
    public HttpBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        Contender.all().stream()
                .filter(contender -> options.modes().contains(contender.stage().label()))
                .filter(contender -> options.clients().stream().anyMatch(contender.name()::contains))
                .forEach(contender -> figures.put(contender, new Figures()));
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no client in " + options.modes() + " is named " + options.clients());
        }
        stages = Arrays.stream(Stage.values())
                .filter(stage -> !group(stage).isEmpty())
                .toList();
    }

    /** Runs all rounds and prints the report. */
    public void run() {
        int most =
                stages.stream().mapToInt(stage -> stage.devices(options)).max().orElse(1);
        OpenFiles.require(CLIENTS_PER_TURN * most);
        try (Watchdog watchdog = new Watchdog(options.limit());
                FleetProcess devices = FleetProcess.start(most)) {
            for (Stage stage : stages) {
                try (Turns turns = new Turns(devices, options)) {
                    rounds(turns, stage);
                }
            }
            new Report(options, figures).print(out);
        }
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private double limit() {
        return options.limit().toSeconds();
    }

    private Figures figuresOf(Contender contender) {
        return figures.getOrDefault(contender, new Figures());
    }

    private double secondsOf(Runnable work) {
        double before = seconds();
        work.run();
        return seconds() - before;
    }

    private List<Contender> group(Stage stage) {
        return figures.keySet().stream()
                .filter(contender -> contender.stage() == stage)
                .toList();
    }

    /** When a stage that starts now should end: what earlier ones left is shared with those to come. */
    private double end(Stage stage) {
        int weights = stages.stream()
                .filter(other -> other.compareTo(stage) >= 0)
                .mapToInt(Stage::weight)
                .sum();
        double now = seconds();
        return now + (limit() - now) * stage.weight() / weights;
    }

    private void rounds(Turns turns, Stage stage) {
        double end = end(stage);
        List<Contender> order = new ArrayList<>(group(stage));
        // A round that would end too late does not start; only the least rounds may take the time of later stages.
        double longest = 0;
        for (int turn = 0; turn < stage.warmUps(); turn++) {
            longest = Math.max(longest, secondsOf(() -> order.forEach(each -> turns.take(each, new Figures()))));
        }
        int asked = stage.rounds(options);
        int least = Math.min(LEAST_ROUNDS, asked);
        int round = 0;
        for (; round < asked && seconds() + longest < (round < least ? limit() : end); round++) {
            longest = secondsOf(() -> order.forEach(each -> turns.take(each, figuresOf(each))));
            Collections.rotate(order, -1);
        }
        out.printf(
                Locale.ROOT,
                "%s: %d rounds of %d clients, %.0f s since the start%n",
                stage.label(),
                round,
                order.size(),
                seconds());
        if (round < least) {
            throw new BenchmarkFailure("too few rounds of " + stage.label() + " in " + options.limit(), null);
        }
    }
}
