package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The synchronising of one connection: reads the present states, says when they are complete, and passes on only what was
 * read later than it was told. Used on the device's event loop only.
 */
final class Synchronisation {
    private static final Logger LOG = LoggerFactory.getLogger(Synchronisation.class);

    /** The stream that is synchronised. */
    interface Owner {
        /** The present states are complete. Comes once. */
        void complete(Readings readings);

        /** The states were read again after they were complete. */
        void readAgain(Readings readings);
    }

    /**
     * What was read.
     *
     * @param states those nothing newer was told about
     * @param told whether a state was read, or told since; of all others the read says nothing
     */
    record Readings(List<DeviceEvent> states, Predicate<StateKey> told) {
        static final Readings NONE = new Readings(List.of(), key -> true);
    }

    private final Feed feed;
    private final Loop loop;
    private final LiveTiming timing;
    private final Owner owner;

    /** When each state was told last, by a clock that counts arrivals and reads. */
    private final Map<StateKey, Long> arrivals = new HashMap<>();

    private long clock;
    private long readSent;
    private long readingsSent;
    private long begun;
    private long quietSince;
    private long lastAnswer;
    private boolean untilQuiet;
    /** A read was answered or failed. */
    private boolean answered;
    /** A read is under way. */
    private boolean reading;
    /** One more read is to follow: after the one under way, or when the last answer is old enough. */
    private boolean readWanted;
    /** A read that failed will be repeated. */
    private boolean repeating;

    private boolean complete;
    private boolean over;
    /** What the last read told, until it is taken. */
    private @Nullable List<DeviceEvent> readings;

    Synchronisation(Feed feed, Loop loop, LiveTiming timing, Owner owner) {
        this.feed = feed;
        this.loop = loop;
        this.timing = timing;
        this.owner = owner;
    }

    /**
     * The connection is up: the states are read.
     *
     * @param waitUntilQuiet whether the states are complete only when the device has finished repeating its own
     */
    void begin(boolean waitUntilQuiet) {
        untilQuiet = waitUntilQuiet;
        begun = System.nanoTime();
        quietSince = begun;
        loop.later(this::completeIfDue, timing.atMost().toNanos());
        read();
    }

    /** The connection is over, and what was read through it is not told any more. */
    void end() {
        over = true;
    }

    /** An event arrived; from now on it is newer than any read sent before. */
    void arrived(DeviceEvent event) {
        quietSince = System.nanoTime();
        if (event.stateful()) {
            arrivals.put(event.key(), ++clock);
        }
    }

    /**
     * Reads the present states. However often it is asked, one read is under way and one is to follow, some time after the
     * last answer.
     */
    void read() {
        if (!readWanted) {
            readWanted = true;
            readWhenDue();
        }
    }

    private void readWhenDue() {
        if (over || reading || !readWanted) {
            return;
        }
        long wait = answered ? timing.betweenReads().toNanos() - (System.nanoTime() - lastAnswer) : 0;
        if (wait > 0) {
            loop.later(this::readWhenDue, wait);
            return;
        }
        reading = true;
        readWanted = false;
        readSent = ++clock;
        loop.call(feed::read, (states, failure) -> {
            if (!over) {
                reading = false;
                answered = true;
                lastAnswer = System.nanoTime();
                readCame(states, failure);
            }
        });
    }

    private void readCame(@Nullable List<DeviceEvent> states, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("live stream: the present states could not be read: {}", failure.toString());
            repeatLater();
        } else if (states != null) {
            readings = states;
            readingsSent = readSent;
        }
        readWhenDue();
        if (complete) {
            owner.readAgain(takeReadings());
        } else {
            completeIfDue();
        }
    }

    private void repeatLater() {
        if (!repeating) {
            repeating = true;
            loop.later(
                    () -> {
                        repeating = false;
                        read();
                    },
                    timing.lastDelay().toNanos() / 4);
        }
    }

    /** Completes when all is read and quiet, but whatever happens not later than agreed. */
    private void completeIfDue() {
        if (over || complete || !answered) {
            return;
        }
        long now = System.nanoTime();
        boolean late = now - begun >= timing.atMost().toNanos();
        if (!late && (reading || readWanted)) {
            // Something changed since the device answered: look once more before the states are compared.
            return;
        }
        long quietLeft = timing.quiet().toNanos() - (now - quietSince);
        if (!late && untilQuiet && quietLeft > 0) {
            loop.later(this::completeIfDue, quietLeft);
        } else {
            complete = true;
            owner.complete(takeReadings());
        }
    }

    /** A read fills a state only if nothing was told about it since the read was sent. */
    private Readings takeReadings() {
        List<DeviceEvent> read = readings;
        readings = null;
        if (read == null) {
            return Readings.NONE;
        }
        Predicate<StateKey> newer = key -> arrivals.getOrDefault(key, 0L) >= readingsSent;
        Set<StateKey> keys = read.stream().map(DeviceEvent::key).collect(Collectors.toSet());
        return new Readings(
                read.stream().filter(state -> !newer.test(state.key())).toList(),
                key -> keys.contains(key) || newer.test(key));
    }
}
