package dev.openaxis.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/**
 * A contender's turns, in its own process, each with a fresh client. In clear text there is an unmeasured pass that
 * connects and logs in before the measured one; over TLS the pass that connects is the measured one.
 */
final class Turn {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Duration PASS_LIMIT = Duration.ofSeconds(60);

    /**
     * What one turn gave.
     *
     * @param rate requests per second of the measured pass
     * @param cpu processor time per request, in microseconds
     * @param threads most threads the client had
     * @param answers answers it counted, those of an unmeasured pass included
     */
    record Result(double rate, double cpu, int threads, long answers) {
        String line() {
            return String.format(Locale.ROOT, "%.3f %.3f %d %d", rate, cpu, threads, answers);
        }

        static Result parse(String line) {
            String[] parts = line.split(" ");
            return new Result(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Integer.parseInt(parts[2]),
                    Long.parseLong(parts[3]));
        }
    }

    private Turn() {}

    static Result take(Contender contender, Fleet fleet, int requests) {
        ThreadCount threads = new ThreadCount();
        threads.begin();
        int devices = fleet.devices();
        long unmeasured = 0;
        try (LoadClient client = contender.open(fleet)) {
            if (contender.mode() != Mode.TLS) {
                Load.run(client, devices, 1, PASS_LIMIT);
                unmeasured = devices;
            }
            long cpu = SYSTEM.getProcessCpuTime();
            double seconds = Load.run(client, devices, requests, PASS_LIMIT);
            double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3;
            long answers = (long) devices * requests;
            return new Result(answers / seconds, micros / answers, threads.added(), unmeasured + answers);
        }
    }
}
