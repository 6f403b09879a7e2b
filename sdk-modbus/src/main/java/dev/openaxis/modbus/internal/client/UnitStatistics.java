package dev.openaxis.modbus.internal.client;

import dev.openaxis.core.internal.line.Latencies;
import dev.openaxis.core.internal.line.LineHistory;
import dev.openaxis.modbus.UnitHealth;
import java.time.Duration;

/** What went wrong with one unit, each cause by itself, and how fast it answers. On the loop. */
final class UnitStatistics {
    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;

    long requests;
    long retries;
    long timeouts;
    long checkFailures;
    long late;
    long unsolicited;
    long wrongAnswers;
    long exceptions;
    long busy;

    private final Latencies delays = new Latencies();
    private final LineHistory history = new LineHistory();

    /** An answer was there after this time. */
    void answered(long nanos) {
        delays.took(nanos);
    }

    private LineHistory.Sums sums() {
        // What is late or wrong ends as a time-out, and must not count twice.
        return new LineHistory.Sums(requests, timeouts + unsolicited);
    }

    /** Called every ten seconds. */
    void sample() {
        history.sample(sums());
    }

    int score() {
        return history.score(sums());
    }

    UnitHealth health() {
        return new UnitHealth(
                requests,
                retries,
                timeouts,
                checkFailures,
                late,
                unsolicited,
                wrongAnswers,
                exceptions,
                busy,
                delay(MEDIAN),
                delay(SLOW),
                score(),
                history.trend(sums()));
    }

    private Duration delay(double part) {
        return Duration.ofNanos(delays.percentile(part).orElse(0));
    }
}
