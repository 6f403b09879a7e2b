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

    private record Running(long since, long until, Command command) {}

    private final Map<PortId, Running> running = new ConcurrentHashMap<>();

    /** A sequence started now, at the latest. */
    void started(PortId port, Command command) {
        long now = System.nanoTime();
        running.put(port, new Running(now, now + command.total().plus(MARGIN).toNanos(), command));
    }

    /** The sequence was not taken, or not even sent. */
    void ended(PortId port, Command command) {
        running.computeIfPresent(port, (any, known) -> known.command().equals(command) ? null : known);
    }

    /** Forgets what ran before the device started, if it did so later than we started it. */
    void deviceHasRunFor(Duration uptime) {
        long started = System.nanoTime() - uptime.plus(MARGIN).toNanos();
        running.values().removeIf(known -> known.since() - started < 0);
    }

    /** How long an action on the port has to wait; zero if it need not. */
    Duration rest(PortId port, Command next) {
        Running sequence = running.get(port);
        if (sequence == null) {
            return Duration.ZERO;
        }
        long left = sequence.until() - System.nanoTime();
        if (left <= 0) {
            running.remove(port, sequence);
            return Duration.ZERO;
        }
        // Ending a plain pulse early agrees with the only step that is still to come.
        boolean endsAPulse = sequence.command().steps().size() == 1
                && next.steps().isEmpty()
                && next.end() == sequence.command().end()
                && next.end() == PortState.INACTIVE;
        return endsAPulse ? Duration.ZERO : Duration.ofNanos(left);
    }
}
