package dev.openaxis.core.internal.live;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.PointId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a feed connected from start to stop, compares the states after every interruption and tells what may be missing.
 * Used on the device's event loop, except for what says otherwise.
 */
final class LiveConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

    /** Numbers in their order: 2 before 10. */
    private static final Comparator<Point> BY_ID = Comparator.comparing(
            Point::id,
            Comparator.comparing(PointId::source)
                    .thenComparingInt(id -> id.wireId().length())
                    .thenComparing(PointId::wireId));

    /** Who is told what happens. */
    interface Audience {
        void happened(long epoch, Instant receivedAt, LiveItem.Origin origin, DeviceEvent event);

        void gap(Gap gap);

        /** The value or the quality of a point may be different now. */
        void pointsChanged();

        /** What all of them want now. */
        Set<Wanted> wanted();

        /** The device refuses what some of them want. */
        void refused(Wanted wanted, AxisException cause);

        /** The connection is lost or cannot be made. */
        void interrupted(AxisException cause);

        /** The stream is up; comes where no gap tells so. */
        void resumed();

        /** No further attempt is of use; the connection waits to be stopped. */
        void givenUp(AxisException cause);
    }

    private enum Phase {
        IDLE,
        CONNECTING,
        SYNCING,
        LIVE,
        WAITING
    }

    private final Feed feed;
    private final Loop loop;
    private final LiveTiming timing;
    private final Audience audience;
    private final KnownStates known;
    private final Retries retries;

    private volatile Phase phase = Phase.IDLE;
    private volatile Feed.@Nullable Session session;
    private volatile boolean reachable = true;

    /** Written on the loop only. */
    private volatile long epoch;

    /** Of the present connection. */
    private Synchronisation synchronisation;
    /** What the device was asked to tell. */
    private Set<Wanted> asked = Set.of();
    /** Until its gap is told; events wait meanwhile. */
    private @Nullable Interruption interruption;

    /** Why the device cannot be heard, from the time this was told until it can be heard again. */
    private @Nullable AxisException outage;

    private Optional<String> bootId = Optional.empty();
    /** When the last event came that came before its connection was up; a session knows for itself. */
    private @Nullable Instant lastArrivedAt;

    LiveConnection(Feed feed, Loop loop, LiveTiming timing, Audience audience) {
        this.feed = feed;
        this.loop = loop;
        this.timing = timing;
        this.audience = audience;
        this.known = new KnownStates(feed);
        this.retries = new Retries(timing);
        this.synchronisation = newSynchronisation();
    }

    /** Whether it was not started, or was stopped. */
    boolean idle() {
        return phase == Phase.IDLE;
    }

    void start() {
        connect();
    }

    /** Closes the connection and forgets everything. */
    void stop() {
        phase = Phase.IDLE;
        nextEpoch();
        Feed.Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
        known.clear();
        synchronisation.end();
        interruption = null;
        outage = null;
        lastArrivedAt = null;
        bootId = Optional.empty();
        retries.reset();
    }

    /** Whether it is connected, its states compared, and events would be told at once. May be asked from any thread. */
    boolean live() {
        return phase == Phase.LIVE;
    }

    // ---- states ----

    /** Tells one subscriber the present states, and whether the device cannot be heard. */
    void tellStates(Lane lane) {
        want();
        known.tellable().forEach(state -> lane.happened(epoch, state.receivedAt(), state.origin(), state.event()));
        AxisException cause = outage;
        if (cause != null) {
            lane.interrupted(cause);
        }
    }

    /**
     * The last known state of everything that is a point, with its quality at this moment, in the order of the points. May be
     * asked from any thread.
     */
    List<Point> points() {
        List<Point> points = new ArrayList<>();
        known.all()
                .forEach(state -> feed.pointOf(state.event()).ifPresent(id -> {
                    Feed.Session current = session;
                    boolean proven = phase == Phase.LIVE && current != null && state.provenIn() == epoch;
                    Instant asOf = proven && current != null ? current.lastProof() : state.certainUntil();
                    points.add(new Point(id, feed.valueOf(state.event()), quality(proven, state.event()), asOf));
                }));
        points.sort(BY_ID);
        return points;
    }

    private Point.Quality quality(boolean proven, DeviceEvent event) {
        if (proven) {
            return feed.faulty(event) ? Point.Quality.FAULT : Point.Quality.GOOD;
        }
        if (!reachable) {
            return Point.Quality.OFFLINE;
        }
        return phase == Phase.LIVE ? Point.Quality.UNKNOWN : Point.Quality.STALE;
    }

    // ---- connecting ----

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop only
    private void nextEpoch() {
        epoch++;
    }

    private void connect() {
        phase = Phase.CONNECTING;
        nextEpoch();
        long mine = epoch;
        synchronisation = newSynchronisation();
        if (interruption != null) {
            interruption.forgetStates();
        }
        Feed.Sink sink = new Feed.Sink() {
            @Override
            public void event(DeviceEvent event) {
                Instant now = Instant.now();
                loop.execute(() -> arrived(mine, event, now));
            }

            @Override
            public void lost(AxisException cause) {
                loop.execute(() -> lostConnection(mine, cause));
            }

            @Override
            public void refused(Wanted wanted, AxisException cause) {
                loop.execute(() -> {
                    if (mine == epoch) {
                        refusedOne(wanted, cause);
                    }
                });
            }
        };
        Set<Wanted> wanted = audience.wanted();
        asked = wanted;
        loop.call(() -> feed.open(sink, wanted), (opened, failure) -> {
            if (mine != epoch || phase != Phase.CONNECTING) {
                // Nobody waits for it any more, or it was lost before it was up.
                if (opened != null) {
                    opened.close();
                }
            } else if (failure != null) {
                refused(asAxis(failure));
            } else {
                connected(opened);
            }
        });
    }

    /** Whoever wants it next has the device asked again, and hears of the refusal, too. */
    private void refusedOne(Wanted wanted, AxisException cause) {
        Set<Wanted> left = new HashSet<>(asked);
        left.remove(wanted);
        asked = Set.copyOf(left);
        audience.refused(wanted, cause);
    }

    private static AxisException asAxis(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AxisException known) {
            return known;
        }
        LOG.warn("the event stream failed in an unforeseen way and is tried again", cause);
        return new ConnectionException(Failure.of("the event stream", "events.subscribe", "unforeseen: " + cause)
                .cause(cause));
    }

    private void refused(AxisException cause) {
        if (cause instanceof ClosedException) {
            audience.givenUp(cause);
            return;
        }
        reachable = !(cause instanceof ConnectionException || cause instanceof DeadlineExceededException);
        if (retries.hopeless(cause, feed.mayBeStarting())) {
            audience.givenUp(cause);
        } else {
            interruptedSinceLastArrival();
            retryLater(cause);
            audience.pointsChanged();
            tellOutage(cause);
        }
    }

    private void retryLater(AxisException cause) {
        phase = Phase.WAITING;
        long delay = retries.nextDelay(cause);
        long mine = epoch;
        LOG.debug("live stream: {}; trying again in {} ms", cause.getMessage(), delay / 1_000_000);
        loop.later(
                () -> {
                    if (mine == epoch && phase == Phase.WAITING) {
                        connect();
                    }
                },
                delay);
    }

    private void lostConnection(long of, AxisException cause) {
        if (of != epoch || phase == Phase.WAITING || phase == Phase.IDLE) {
            return;
        }
        synchronisation.end();
        Feed.Session current = session;
        if (current != null) {
            Instant proof = current.lastProof();
            interruptedSince(proof);
            known.lost(epoch, proof);
            session = null;
            current.close();
        } else {
            interruptedSinceLastArrival();
        }
        retryLater(cause);
        audience.pointsChanged();
        tellOutage(cause);
    }

    /** Tells once per outage, not once per attempt. Comes last: an audience that is told may stop the connection. */
    private void tellOutage(AxisException cause) {
        if (outage == null) {
            outage = cause;
            audience.interrupted(cause);
        }
    }

    /** The device is heard, and no gap is to be told. */
    private void heard() {
        if (outage != null) {
            outage = null;
            audience.resumed();
        }
    }

    /** What a connection told before it was up is certain until its last event; if it told nothing, nothing is missing. */
    private void interruptedSinceLastArrival() {
        if (lastArrivedAt != null) {
            interruptedSince(lastArrivedAt);
        }
    }

    /** A connection lost before the gap of the one before was told makes that gap longer. */
    private void interruptedSince(Instant proof) {
        if (interruption == null) {
            interruption = new Interruption(proof);
        }
    }

    private void connected(Feed.Session opened) {
        session = opened;
        reachable = true;
        retries.connected();
        boolean restarted = bootId.isPresent() && opened.bootId().isPresent() && !bootId.equals(opened.bootId());
        if (restarted && interruption != null) {
            interruption.deviceRestarted();
        }
        bootId = opened.bootId().isPresent() ? opened.bootId() : bootId;
        phase = Phase.SYNCING;
        if (interruption == null) {
            heard();
        }
        // Without an interruption nothing is compared, so nobody has to wait for the states the device repeats.
        synchronisation.begin(interruption != null);
        want();
    }

    /**
     * Asks the device for what was not wanted before. What nobody wants any more is left out then, and not earlier: every asking
     * makes the device repeat its states.
     */
    void want() {
        Feed.Session current = session;
        Set<Wanted> wanted = audience.wanted();
        if (current != null && !asked.containsAll(wanted)) {
            asked = wanted;
            current.want(wanted);
        }
    }

    // ---- synchronising ----

    private Synchronisation newSynchronisation() {
        return new Synchronisation(feed, loop, timing, new Synchronisation.Owner() {
            @Override
            public void complete(Synchronisation.Readings readings) {
                synchronised(readings);
            }

            @Override
            public void readAgain(Synchronisation.Readings readings) {
                tellReadings(readings);
            }
        });
    }

    /** Reads the states once more, because an event hints at a change it does not identify. */
    void reread() {
        if (phase == Phase.LIVE || phase == Phase.SYNCING) {
            synchronisation.read();
        }
    }

    private void arrived(long of, DeviceEvent event, Instant at) {
        if (of != epoch || (phase == Phase.WAITING && interruption == null)) {
            // The second: of a connection that was refused. Nothing was told yet, so the next one tells all there is.
            return;
        }
        if (session == null) {
            lastArrivedAt = at;
        }
        synchronisation.arrived(event);
        if (interruption == null) {
            heard();
            tell(of, event, at, LiveItem.Origin.NOTIFIED);
        } else {
            interruption.keep(event, at);
        }
    }

    /** Tells the gap, what happened since, and what was read. */
    private void synchronised(Synchronisation.Readings readings) {
        Interruption past = interruption;
        long mine = epoch;
        if (past != null) {
            Gap gap = past.gap(epoch, known, readings.states());
            known.notReadable(gap.notReadable());
            audience.gap(gap);
            past.kept().forEach(arrived -> tell(mine, arrived.event(), arrived.at(), LiveItem.Origin.NOTIFIED));
        }
        if (mine != epoch) {
            // A listener that was told on this thread closed the last subscription.
            return;
        }
        phase = Phase.LIVE;
        retries.synchronised();
        interruption = null;
        outage = null;
        tellReadings(readings);
    }

    private void tellReadings(Synchronisation.Readings readings) {
        Instant now = Instant.now();
        long mine = epoch;
        known.unprovenBut(readings.told());
        readings.states().forEach(state -> tell(mine, state, now, LiveItem.Origin.READ));
        audience.pointsChanged();
    }

    /** Takes an event into the picture and tells it, unless it repeats what is known or the connection is over. */
    private void tell(long of, DeviceEvent event, Instant at, LiveItem.Origin origin) {
        if (of != epoch) {
            return;
        }
        event.removes().ifPresent(known::remove);
        if (!event.stateful() || known.take(event, at, origin, epoch)) {
            audience.happened(epoch, at, origin, event);
        }
        boolean live = phase == Phase.LIVE && origin == LiveItem.Origin.NOTIFIED && of == epoch;
        if (live && feed.pointOf(event).isPresent()) {
            audience.pointsChanged();
        }
        if (event.removes().isPresent()) {
            // What it was about may still be there: a read tells.
            reread();
        }
    }
}
