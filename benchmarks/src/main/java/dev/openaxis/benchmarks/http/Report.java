package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.Options;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table, the machine, and the line that programs read. */
final class Report {
    private final Options options;
    private final Map<Contender, Figures> figures;

    Report(Options options, Map<Contender, Figures> figures) {
        this.options = options;
        this.figures = figures;
    }

    void print(PrintStream out) {
        out.printf(
                "%n%-18s %-7s %9s %9s %9s %8s %6s %8s  %s%n",
                "client", "mode", "median", "min", "max", "cpu us", "rounds", "threads", "note");
        figures.forEach((contender, measured) -> out.printf(
                Locale.ROOT,
                "%-18s %-7s %9.0f %9.0f %9.0f %8.1f %6d %8d  %s%n",
                contender.name(),
                contender.stage().label(),
                measured.median(),
                measured.least(),
                measured.most(),
                measured.cpuMicros(),
                measured.rounds(),
                measured.threads(),
                contender.note()));
        out.println("Rates are requests per second; in tls each request is a new connection of a new client.");
        slow(out);
        handshakes(out);
        if (figures.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().rounds() < entry.getKey().stage().rounds(options))) {
            out.println("The time was up before every client had its rounds: these figures are not worth quoting.");
        }
        machine(out);
        List<Goal> goals = List.of(
                Goal.atLeast("digest_vs_best_peer", "MD5 digest", versusBestPeer(Stage.DIGEST), 1.6),
                Goal.atLeast("sha256_vs_best_peer", "SHA-256 digest", versusBestPeer(Stage.SHA256), 1.6),
                Goal.atLeast("noauth_vs_bare_netty", "no log-in", noauthVersusBareNetty(), 0.8),
                Goal.countAtMost("threads", "threads", ourThreads(), 9),
                Goal.atMost("handshakes_vs_limit", "handshakes", handshakesVersusLimit(), 1.2));
        out.println("reach: " + goals.stream().map(Goal::verdict).collect(Collectors.joining(", ")));
        out.println("RESULT http " + goals.stream().map(Goal::pair).collect(Collectors.joining(" ")));
        out.flush();
    }

    private void slow(PrintStream out) {
        if (figures.keySet().stream().anyMatch(contender -> contender.stage() == Stage.SLOW)) {
            out.printf(
                    Locale.ROOT,
                    "slow: %,d devices that take 0.8 to 1.2 s, one request in flight to each. Every answer came within"
                            + " 10 s, else the run fails; the column to read is threads.%n",
                    Stage.SLOW.devices(options));
        }
    }

    private void handshakes(PrintStream out) {
        int devices = Stage.TLS.devices(options);
        figures.forEach((contender, measured) -> {
            if (contender.stage() == Stage.TLS) {
                out.printf(
                        Locale.ROOT,
                        "tls: %,d handshakes at once by %s: %.2f s, %.2f s of processor time%n",
                        devices,
                        contender.name() + " (" + contender.note() + ")",
                        devices / measured.median(),
                        devices * measured.cpuMicros() / 1e6);
            }
        });
        if (handshakesVersusLimit() > 0) {
            out.println(
                    "tls: the devices handshake on the same cores. The limit is the bare Netty loop with the bound that"
                            + " was fastest; nothing timed out, else the run fails.");
        }
    }

    private void machine(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "machine: %d cores, %s %s, %s %s, load %.1f; %d devices, %d rounds asked%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                options.devices(),
                options.rounds());
    }

    private double versusBestPeer(Stage stage) {
        Figures ours = of(Contender.OURS, stage);
        return all(contender -> contender.stage() == stage && !contender.name().equals(Contender.OURS))
                .mapToDouble(ours::versus)
                .min()
                .orElse(Double.NaN);
    }

    private double noauthVersusBareNetty() {
        return of(Contender.OURS, Stage.NOAUTH).versus(of(Contender.BARE, Stage.NOAUTH));
    }

    /** Our seconds by those of the limit. */
    private double handshakesVersusLimit() {
        Figures ours = of(Contender.OURS, Stage.TLS);
        return all(contender ->
                        contender.stage() == Stage.TLS && contender.name().equals(Contender.BARE))
                .mapToDouble(limit -> limit.versus(ours))
                .max()
                .orElse(Double.NaN);
    }

    private double ourThreads() {
        return all(contender -> contender.name().equals(Contender.OURS))
                .mapToDouble(Figures::threads)
                .max()
                .orElse(Double.NaN);
    }

    /** Figures of one contender; empty ones if it did not take part. */
    private Figures of(String name, Stage stage) {
        return all(contender -> contender.stage() == stage && contender.name().equals(name))
                .findFirst()
                .orElseGet(Figures::new);
    }

    private Stream<Figures> all(Predicate<Contender> wanted) {
        return figures.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue);
    }
}
