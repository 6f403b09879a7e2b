package dev.openaxis.core.internal.live;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        /** The present states are complete; the readings are those nothing newer was told about. Comes once. */
        void complete(List<DeviceEvent> readings);

        /** The states were read again after they were complete. */
        void readAgain(List<DeviceEvent> readings);
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
    private boolean untilQuiet;
    private boolean reading;
    private boolean readWanted;
    private boolean complete;
    private boolean over;
    private List<DeviceEvent> readings = List.of();

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

    /** Reads the present states, after the read that is under way if there is one. */
    void read() {
        if (reading) {
            readWanted = true;
            return;
        }
        reading = true;
        readWanted = false;
        readSent = ++clock;
        loop.call(feed::read, (states, failure) -> {
            if (!over) {
                reading = false;
                readCame(states, failure);
            }
        });
    }

    private void readCame(@Nullable List<DeviceEvent> states, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("live stream: the present states could not be read: {}", failure.toString());
            loop.later(this::readUnlessOver, timing.lastDelay().toNanos() / 4);
        } else if (states != null) {
            readings = states;
            readingsSent = readSent;
        }
        if (complete) {
            owner.readAgain(takeReadings());
        }
        if (readWanted) {
            // Something changed since the device answered: look once more before the states are compared.
            read();
        } else if (!complete) {
            completeWhenQuiet();
        }
    }

    private void readUnlessOver() {
        if (!over) {
            read();
        }
    }

    private void completeWhenQuiet() {
        if (over || complete) {
            return;
        }
        long now = System.nanoTime();
        long quietLeft = timing.quiet().toNanos() - (now - quietSince);
        long totalLeft = timing.atMost().toNanos() - (now - begun);
        if (untilQuiet && quietLeft > 0 && totalLeft > 0) {
            loop.later(this::completeWhenQuiet, Math.min(quietLeft, totalLeft));
        } else {
            complete = true;
            owner.complete(takeReadings());
        }
    }

    /** A read fills a state only if nothing was told about it since the read was sent. */
    private List<DeviceEvent> takeReadings() {
        List<DeviceEvent> newest = readings.stream()
                .filter(state -> arrivals.getOrDefault(state.key(), 0L) < readingsSent)
                .toList();
        readings = List.of();
        return newest;
    }
}
