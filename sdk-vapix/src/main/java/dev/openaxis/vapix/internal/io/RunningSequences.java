package dev.openaxis.vapix.internal.io;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which sequences this program left running in the device over port management, and for how long. */
final class RunningSequences {
    /** The device may be a little late. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    private record Running(PortId port, long since, long until, Command command) {}

    /** By the attempt that sent it: one that is refused says nothing about another that runs. */
    private final Map<Attempt, Running> running = new ConcurrentHashMap<>();

    /** A sequence started now, at the latest. */
    void started(Attempt attempt, PortId port, Command command) {
        long now = System.nanoTime();
        running.put(
                attempt,
                new Running(port, now, now + command.total().plus(MARGIN).toNanos(), command));
    }

    /** The sequence was not taken, or not even sent. */
    void ended(Attempt attempt) {
        running.remove(attempt);
    }

    /** A change of settings stops what runs on a port (VAPIX io-port-management). */
    void stopped(PortId port) {
        running.values().removeIf(known -> known.port().equals(port));
    }

    /** Forgets what ran before the device started, if it did so later than we started it. */
    void deviceHasRunFor(Duration uptime) {
        // Devices tell whole seconds.
        long started = System.nanoTime() - uptime.plusSeconds(1).plus(MARGIN).toNanos();
        running.values().removeIf(known -> known.since() - started < 0);
    }

    /** How long an action on the port has to wait; zero if it need not. */
    Duration rest(PortId port, Command next) {
        long now = System.nanoTime();
        running.values().removeIf(known -> known.until() - now <= 0);
        long longest = running.values().stream()
                .filter(known -> known.port().equals(port) && !endsAPulse(known.command(), next))
                .mapToLong(known -> known.until() - now)
                .max()
                .orElse(0);
        return Duration.ofNanos(longest);
    }

    /** Ending a plain pulse early agrees with the only step that is still to come. */
    private static boolean endsAPulse(Command running, Command next) {
        return running.steps().size() == 1
                && next.steps().isEmpty()
                && next.end() == running.end()
                && next.end() == PortState.INACTIVE;
    }
}
