package dev.openaxis.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import dev.openaxis.benchmarks.fleet.Fleet;
import dev.openaxis.benchmarks.fleet.Mode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A contender's turns, in its own process: connect and log in where the client is new, then the measured pass. */
final class Turn implements AutoCloseable {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Duration PASS_LIMIT = Duration.ofSeconds(60);

    /**
     * What one turn gave.
     *
     * @param rate requests per second of the measured pass
     * @param cpu processor time per request, in microseconds
     * @param threads most threads the client had
     * @param answers answers it counted, those of connecting included
     * @param connecting seconds the connecting pass took, 0 if there was none
     */
    record Result(double rate, double cpu, int threads, long answers, double connecting) {
        String line() {
            return String.format(Locale.ROOT, "%.3f %.3f %d %d %.3f", rate, cpu, threads, answers, connecting);
        }

        static Result parse(String line) {
            String[] parts = line.split(" ");
            return new Result(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Integer.parseInt(parts[2]),
                    Long.parseLong(parts[3]),
                    Double.parseDouble(parts[4]));
        }
    }

    private final Contender contender;
    private final Fleet fleet;
    private @Nullable LoadClient kept;
    private int keptThreads;

    Turn(Contender contender, Fleet fleet) {
        this.contender = contender;
        this.fleet = fleet;
    }

    Result take(int requests) {
        ThreadCount threads = new ThreadCount();
        threads.begin();
        LoadClient client = kept;
        double connecting = 0;
        int devices = fleet.devices();
        long answers = (long) devices * requests;
        try {
            if (client == null) {
                client = contender.open(fleet);
                connecting = Load.run(client, devices, 1, PASS_LIMIT);
            }
            long cpu = SYSTEM.getProcessCpuTime();
            double seconds = Load.run(client, devices, requests, PASS_LIMIT);
            double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / answers;
            if (contender.mode() == Mode.TLS) {
                kept = client;
            }
            keptThreads = Math.max(threads.added(), keptThreads);
            return new Result(
                    answers / seconds, micros, keptThreads, answers + (connecting > 0 ? devices : 0), connecting);
        } finally {
            if (client != null && kept == null) {
                client.close();
            }
        }
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }
}
