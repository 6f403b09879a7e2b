package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Counters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The running counts of a device; written on its loop, read anywhere. */
final class Tally {
    final AtomicLong accepted = new AtomicLong();
    final AtomicLong open = new AtomicLong();
    final AtomicLong requests = new AtomicLong();
    final AtomicLong challenges = new AtomicLong();
    final AtomicLong failedLogins = new AtomicLong();
    final AtomicLong webSockets = new AtomicLong();
    final AtomicLong notifications = new AtomicLong();
    final AtomicLong actions = new AtomicLong();
    final AtomicLong restarts = new AtomicLong();
    final AtomicLong softFactoryDefaults = new AtomicLong();
    final AtomicLong hardFactoryDefaults = new AtomicLong();
    final AtomicLong supervisions = new AtomicLong();
    final AtomicLong virtualInputs = new AtomicLong();
    final AtomicLong pullPoints = new AtomicLong();
    final AtomicLong pulledMessages = new AtomicLong();
    private final Map<String, Long> ruleRuns = new ConcurrentHashMap<>();
    private final Map<String, Long> actionsStarted = new ConcurrentHashMap<>();

    /** A rule has started its action. */
    void count(String rule, String template) {
        ruleRuns.merge(rule, 1L, Long::sum);
        actionsStarted.merge(template, 1L, Long::sum);
    }

    Counters snapshot() {
        return new Counters(
                accepted.get(),
                open.get(),
                requests.get(),
                challenges.get(),
                failedLogins.get(),
                webSockets.get(),
                notifications.get(),
                actions.get(),
                restarts.get(),
                softFactoryDefaults.get(),
                hardFactoryDefaults.get(),
                supervisions.get(),
                virtualInputs.get(),
                pullPoints.get(),
                pulledMessages.get(),
                Map.copyOf(ruleRuns),
                Map.copyOf(actionsStarted));
    }
}
