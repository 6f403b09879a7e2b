package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.line.LineLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Whether the line is there: as it is at the moment, and as it is told, which is when a change has lasted. On the loop. */
final class LineWatch {
    private static final Duration STEADY = Duration.ofSeconds(3);
    /** The shorter and the longer look, as of the devices' scores. */
    private static final long RECENT = Duration.ofMinutes(1).toNanos();

    private static final long LONGER = Duration.ofMinutes(5).toNanos();

    /** Hears of changes that lasted. */
    interface Owner {
        /** The line is there, or it is not. */
        void lineChanged(boolean up, String why);
    }

    /**
     * A time without the line.
     *
     * @param from when it closed
     * @param to when it was open again
     */
    private record Outage(long from, long to) {
        long within(long first) {
            return Math.max(0, to - Math.max(from, first));
        }
    }

    private final LineLoop loop;
    private final Owner owner;
    private final Deque<Outage> outages = new ArrayDeque<>();
    private boolean up;
    private long changedAt;
    private Instant since;
    private long openings;
    private String why = "it could not be opened so far";
    /** When it closed for the first time since it was steady. */
    private long unsteadyAt;

    private boolean unsteady = true;
    private Optional<Boolean> told = Optional.empty();

    LineWatch(LineLoop loop, Owner owner) {
        this.loop = loop;
        this.owner = owner;
        this.changedAt = loop.nanoTime();
        this.unsteadyAt = changedAt;
        this.since = loop.now();
    }

    /** It is opened for the first time. */
    void begin() {
        loop.schedule(STEADY, this::settle);
    }

    void opened() {
        openings++;
        outages.addLast(new Outage(changedAt, loop.nanoTime()));
        change(true);
        why = "it is open";
        if (told.isEmpty()) {
            unsteady = false;
            tell();
        } else {
            loop.schedule(STEADY, this::settle);
        }
    }

    void closed(String cause) {
        why = cause;
        if (up) {
            change(false);
        }
        if (!unsteady) {
            unsteady = true;
            unsteadyAt = changedAt;
            loop.schedule(STEADY, this::settle);
        }
        settle();
    }

    private void change(boolean open) {
        up = open;
        changedAt = loop.nanoTime();
        since = loop.now();
    }

    private void settle() {
        long lasted = loop.nanoTime() - (up ? changedAt : unsteadyAt);
        if (unsteady && lasted >= STEADY.toNanos()) {
            unsteady = !up;
            tell();
        }
    }

    private void tell() {
        if (told.isEmpty() || told.get() != up) {
            told = Optional.of(up);
            owner.lineChanged(up, why);
        }
    }

    boolean isUp() {
        return up;
    }

    /** Since when it is as it is. */
    Instant since() {
        return since;
    }

    long openings() {
        return openings;
    }

    /** The part of the last minute in which it was there; nothing while it is not. */
    double uptime() {
        return up ? uptime(RECENT) : 0;
    }

    /** The part of the last five minutes in which it was there. */
    double longerUptime() {
        return uptime(LONGER);
    }

    private double uptime(long lookBack) {
        long now = loop.nanoTime();
        outages.removeIf(outage -> outage.to() <= now - LONGER);
        long first = now - lookBack;
        long before = outages.stream().mapToLong(outage -> outage.within(first)).sum();
        long away = before + (up ? 0 : new Outage(changedAt, now).within(first));
        return 1 - (double) away / lookBack;
    }
}
