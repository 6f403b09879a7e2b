package dev.openaxis.benchmarks;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Ends a run that takes too long as failed. */
public final class Watchdog implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Timer timer = new Timer("watchdog", true);

    /**
     * A watchdog that waits.
     *
     * @param limit time of the run; the watchdog allows 30 s more
     */
    public Watchdog(Duration limit) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        System.err.println("FAILED the run took too long");
                        ChildProcess.endAll();
                        Runtime.getRuntime().halt(3);
                    }
                },
                limit.plus(GRACE).toMillis());
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
