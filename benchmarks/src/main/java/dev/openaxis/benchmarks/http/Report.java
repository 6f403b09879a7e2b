package dev.openaxis.benchmarks.http;

import dev.openaxis.benchmarks.Options;
import dev.openaxis.benchmarks.fleet.Mode;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

/** The table, the machine, and the line that programs read. */
final class Report {
    private static final double DIGEST_REACH = 1.6;
    private static final double NOAUTH_REACH = 0.8;
    private static final int THREADS_REACH = 9;

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
                contender.mode().label(),
                measured.median(),
                measured.least(),
                measured.most(),
                measured.cpuMicros(),
                measured.rounds(),
                measured.threads(),
                measured.rounds() == 0 ? "not run: the time was up" : contender.note()));
        out.println(
                "Rates are requests per second. TLS clients stay open over all rounds; java.net.http and OkHttp have"
                        + " no row there, as they need a client per trust setting.");
        if (figures.values().stream().anyMatch(measured -> measured.rounds() < options.rounds())) {
            out.println("The time was up before every client had its rounds: these figures are not worth quoting.");
        }
        machine(out);
        double digest = digestVersusBestPeer();
        double noauth = noauthVersusBareNetty();
        int threads = ourThreads();
        out.printf(
                Locale.ROOT,
                "reach: digest >= %.1f %s, no log-in >= %.1f %s, threads <= %d %s%n",
                DIGEST_REACH,
                verdict(digest, digest >= DIGEST_REACH),
                NOAUTH_REACH,
                verdict(noauth, noauth >= NOAUTH_REACH),
                THREADS_REACH,
                verdict(threads, threads <= THREADS_REACH));
        out.printf(
                Locale.ROOT,
                "RESULT http digest_vs_best_peer=%.2f noauth_vs_bare_netty=%.2f threads=%d%n",
                digest,
                noauth,
                threads);
        out.flush();
    }

    private static String verdict(double figure, boolean reached) {
        if (Double.isNaN(figure)) {
            return "not measured";
        }
        return reached ? "reached" : "MISSED";
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

    private double digestVersusBestPeer() {
        Figures ours = of(Contender.OURS, Mode.DIGEST);
        return figures.entrySet().stream()
                .filter(entry -> entry.getKey().mode().logIn())
                .filter(entry -> !entry.getKey().name().equals(Contender.OURS))
                .mapToDouble(entry -> ours.versus(entry.getValue()))
                .min()
                .orElse(Double.NaN);
    }

    private double noauthVersusBareNetty() {
        return of(Contender.OURS, Mode.NOAUTH).versus(of(Contender.BARE, Mode.NOAUTH));
    }

    private Figures of(String name, Mode mode) {
        return figures.entrySet().stream()
                .filter(entry ->
                        entry.getKey().name().equals(name) && entry.getKey().mode() == mode)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(Figures::new);
    }

    private int ourThreads() {
        return figures.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(Contender.OURS))
                .mapToInt(entry -> entry.getValue().threads())
                .max()
                .orElse(0);
    }
}
