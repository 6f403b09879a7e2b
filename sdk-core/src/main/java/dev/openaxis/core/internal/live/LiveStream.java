package dev.openaxis.core.internal.live;

import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.BlockedException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.SetupNeededException;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.DeviceEvent.StateKey;
import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Subscription;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's live stream: keeps a feed connected while somebody listens, compares the states after every interruption
 * and tells the subscribers what may be missing. All of it happens on the device's event loop.
 */
public final class LiveStream implements Flow.Publisher<LiveItem> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    /** Devices answer 401 while they boot, so one refusal does not end a stream. */
    private static final int REFUSALS_TO_END = 3;

    private static final int MAX_BUFFERED = 4096;
    private static final Duration WATCHDOG = Duration.ofSeconds(1);

    private enum Phase {
        IDLE,
        CONNECTING,
        SYNCING,
        LIVE,
        WAITING,
        CLOSED
    }

    /** A state: its last event, and the epoch that proved it. */
    private record Known(
            DeviceEvent event, LiveItem.Origin origin, Instant receivedAt, long provenIn, Instant certainUntil) {}

    private record Arrived(DeviceEvent event, Instant at) {}

    private final Feed feed;
    private final EventLoop loop;
    private final Executor callbacks;
    private final LiveTiming timing;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final Map<StateKey, Known> known = new ConcurrentHashMap<>();

    private volatile Phase phase = Phase.IDLE;
    private volatile Feed.@Nullable Session session;
    private volatile boolean reachable = true;
    /** The last proof of the connection that was lost; the beginning of the gap. */
    private volatile @Nullable Instant lostProof;

    /** Written on the loop only. */
    private volatile long epoch;

    private int attempts;
    private int refusals;
    private Optional<String> bootId = Optional.empty();
    private boolean restarted;
    /** What came while the states are compared, in arrival order; a state's key is its StateKey. */
    private final Map<Object, Arrived> buffer = new LinkedHashMap<>();

    private int bufferedMoments;
    private long bufferOverflow;
    /** When each state was told last, by a clock that counts arrivals and reads. */
    private final Map<StateKey, Long> arrivals = new HashMap<>();

    private long clock;
    private long readSent;
    private long readingsSent;
    private long lastArrival;
    private Instant lastArrivedAt = Instant.EPOCH;
    private long syncStarted;
    private boolean reading;
    private boolean readWanted;
    private boolean readDone;
    private @Nullable List<DeviceEvent> readings;
    private @Nullable ScheduledFuture<?> watchdog;

    /** A stream that connects when the first subscriber comes. */
    public LiveStream(Feed feed, EventLoop loop, Executor callbacks, LiveTiming timing) {
        this.feed = feed;
        this.loop = loop;
        this.callbacks = callbacks;
        this.timing = timing;
    }

    // ---- subscribers ----

    /** Subscribes a listener that takes items as fast as they come. */
    public Subscription subscribe(LiveListener listener) {
        return subscribe(listener, callbacks);
    }

    /** Subscribes a listener of the SDK's own, which does not block and must not wait for others that do. */
    public Subscription subscribeOnLoop(LiveListener listener) {
        return subscribe(listener, loop);
    }

    private Subscription subscribe(LiveListener listener, Executor executor) {
        Lane lane = newLane(executor, new Lane.Receiver() {
            @Override
            public void item(LiveItem item) {
                listener.onItem(item);
            }

            @Override
            public void interrupted(AxisException cause) {
                listener.onInterrupted(cause);
            }

            @Override
            public void end(@Nullable Throwable cause) {
                if (cause instanceof AxisException known) {
                    listener.onEnd(known);
                }
            }
        });
        lane.request(Long.MAX_VALUE);
        onLoop(() -> joined(lane));
        return lane;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super LiveItem> subscriber) {
        Lane lane = newLane(callbacks, new Lane.Receiver() {
            @Override
            public void item(LiveItem item) {
                subscriber.onNext(item);
            }

            @Override
            public void end(@Nullable Throwable cause) {
                if (cause == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(cause);
                }
            }
        });
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                if (!lane.active()) {
                    return;
                }
                if (n <= 0) {
                    lane.fail(new IllegalArgumentException("a subscriber requests at least one item"));
                } else {
                    lane.request(n);
                }
            }

            @Override
            public void cancel() {
                lane.close();
            }
        });
        onLoop(() -> joined(lane));
    }

    private Lane newLane(Executor executor, Lane.Receiver receiver) {
        Lane[] self = new Lane[1];
        Lane lane = new Lane(receiver, executor, () -> onLoop(() -> left(self[0])));
        self[0] = lane;
        return lane;
    }

    private void joined(Lane lane) {
        if (!lane.active()) {
            return;
        }
        lanes.add(lane);
        if (phase == Phase.CLOSED) {
            lane.end(closed());
        } else if (phase == Phase.IDLE) {
            start();
        } else {
            // Whoever comes later first gets the present states.
            known.values().forEach(state -> lane.happened(epoch, state.receivedAt(), state.origin(), state.event()));
        }
    }

    private void left(Lane lane) {
        lanes.remove(lane);
        if (lanes.isEmpty() && phase != Phase.CLOSED) {
            stop(Phase.IDLE);
        }
    }

    private void start() {
        watchdog = loop.scheduleAtFixedRate(
                () -> lanes.forEach(
                        lane -> lane.reportIfBlocked(timing.blockedAfter().toNanos())),
                WATCHDOG.toNanos(),
                WATCHDOG.toNanos(),
                TimeUnit.NANOSECONDS);
        connect();
    }

    private void stop(Phase next) {
        phase = next;
        nextEpoch();
        Feed.Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
        if (watchdog != null) {
            watchdog.cancel(false);
        }
        known.clear();
        clearSync();
        buffer.clear();
        bufferedMoments = 0;
        lostProof = null;
        bootId = Optional.empty();
        restarted = false;
        attempts = 0;
        refusals = 0;
    }

    /** Ends every subscription; the stream cannot be used again. */
    public void close() {
        onLoop(() -> end(Phase.CLOSED, null));
    }

    /** Ends every subscription. After a failure the next subscriber makes a new attempt. */
    private void end(Phase next, @Nullable AxisException cause) {
        if (phase != Phase.CLOSED) {
            stop(next);
            lanes.forEach(lane -> lane.end(cause));
            lanes.clear();
        }
    }

    private ClosedException closed() {
        return new ClosedException(Failure.of("the event stream", "events.subscribe", "the device object was closed"));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime is closed; its streams are too");
        }
    }

    /** Whether the stream is connected, its states compared, and events would be told at once. */
    public boolean live() {
        return phase == Phase.LIVE;
    }

    // ---- points ----

    /** The last known state of everything that is a point, with its quality at this moment. */
    public List<Point> points() {
        List<Point> points = new ArrayList<>();
        known.values()
                .forEach(state -> feed.pointOf(state.event()).ifPresent(id -> {
                    Feed.Session current = session;
                    boolean proven = phase == Phase.LIVE && current != null && state.provenIn() == epoch;
                    Instant asOf = proven && current != null ? current.lastProof() : state.certainUntil();
                    points.add(new Point(id, feed.valueOf(state.event()), quality(proven), asOf));
                }));
        return points;
    }

    private Point.Quality quality(boolean proven) {
        if (proven) {
            return Point.Quality.GOOD;
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
        clearSync();
        Feed.Sink sink = new Feed.Sink() {
            @Override
            public void event(DeviceEvent event) {
                Instant now = Instant.now();
                onLoop(() -> arrived(mine, event, now));
            }

            @Override
            public void lost(AxisException cause) {
                onLoop(() -> lostConnection(mine, cause));
            }
        };
        guarded(() -> feed.open(sink))
                .whenComplete((opened, failure) -> onLoop(() -> {
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
                }));
    }

    /** A feed that throws has failed like any other. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
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

    private void clearSync() {
        buffer.values().removeIf(arrived -> arrived.event().stateful());
        arrivals.clear();
        readDone = false;
        reading = false;
        readWanted = false;
        readings = null;
    }

    private void refused(AxisException cause) {
        if (cause instanceof ClosedException) {
            end(Phase.CLOSED, null);
            return;
        }
        boolean login = cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        refusals = login ? refusals + 1 : 0;
        reachable = !(cause instanceof ConnectionException || cause instanceof DeadlineExceededException);
        boolean hopeless = cause instanceof TlsTrustException
                || cause instanceof SetupNeededException
                || cause instanceof UnsupportedCapabilityException;
        if (hopeless || refusals >= REFUSALS_TO_END) {
            end(Phase.IDLE, cause);
        } else {
            retryLater(cause);
        }
    }

    private void retryLater(AxisException cause) {
        phase = Phase.WAITING;
        long base = timing.firstDelay().toNanos() << Math.min(attempts, 20);
        base = base <= 0
                ? timing.lastDelay().toNanos()
                : Math.min(base, timing.lastDelay().toNanos());
        attempts++;
        // Full devices come back together after a power cut: spread them over half of the delay.
        long delay = base / 2 + ThreadLocalRandom.current().nextLong(base / 2 + 1);
        if (cause instanceof BlockedException blocked) {
            delay = Math.max(delay, blocked.retryAfter().toNanos());
        }
        long mine = epoch;
        LOG.debug("live stream: {}; trying again in {} ms", cause.getMessage(), delay / 1_000_000);
        loop.schedule(
                () -> {
                    if (mine == epoch && phase == Phase.WAITING) {
                        connect();
                    }
                },
                delay,
                TimeUnit.NANOSECONDS);
    }

    private void lostConnection(long of, AxisException cause) {
        if (of != epoch || phase == Phase.WAITING || phase == Phase.CLOSED || phase == Phase.IDLE) {
            return;
        }
        Feed.Session current = session;
        if (lostProof == null) {
            // Before the first proof there is nothing that could be interrupted.
            lostProof = current != null ? current.lastProof() : known.isEmpty() ? null : lastArrivedAt;
        }
        Instant proof = lostProof;
        if (current != null && proof != null) {
            known.replaceAll((key, state) -> state.provenIn() != epoch
                    ? state
                    : new Known(state.event(), state.origin(), state.receivedAt(), state.provenIn(), proof));
        }
        session = null;
        if (current != null) {
            current.close();
            lanes.forEach(lane -> lane.interrupted(cause));
        }
        retryLater(cause);
    }

    // ---- synchronising ----

    private void connected(Feed.Session opened) {
        session = opened;
        reachable = true;
        refusals = 0;
        restarted |= bootId.isPresent() && opened.bootId().isPresent() && !bootId.equals(opened.bootId());
        bootId = opened.bootId().isPresent() ? opened.bootId() : bootId;
        phase = Phase.SYNCING;
        syncStarted = System.nanoTime();
        read();
    }

    private void read() {
        if (reading) {
            readWanted = true;
            return;
        }
        reading = true;
        readWanted = false;
        long mine = epoch;
        readSent = ++clock;
        guarded(feed::read)
                .whenComplete((states, failure) -> onLoop(() -> {
                    if (mine == epoch && phase != Phase.WAITING) {
                        reading = false;
                        readCame(mine, states, failure);
                    }
                }));
    }

    private void readCame(long mine, @Nullable List<DeviceEvent> states, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("live stream: the present states could not be read: {}", failure.toString());
            loop.schedule(() -> readAgain(mine), timing.lastDelay().toNanos() / 4, TimeUnit.NANOSECONDS);
        } else {
            readings = states;
            readingsSent = readSent;
        }
        readDone = true;
        if (phase == Phase.LIVE) {
            applyReadings();
        }
        if (readWanted) {
            // Something changed since the device answered: look once more before the states are compared.
            read();
        } else if (phase == Phase.SYNCING) {
            finishSyncWhenQuiet(mine);
        }
    }

    private void readAgain(long of) {
        if (of == epoch && (phase == Phase.LIVE || phase == Phase.SYNCING)) {
            read();
        }
    }

    /** Asks for a fresh list read, because an event hints at a change it does not identify. */
    public void reread() {
        onLoop(() -> {
            if (phase == Phase.LIVE || phase == Phase.SYNCING) {
                read();
            }
        });
    }

    private void arrived(long of, DeviceEvent event, Instant at) {
        if (of != epoch) {
            return;
        }
        lastArrival = System.nanoTime();
        lastArrivedAt = at;
        if (event.stateful()) {
            arrivals.put(event.key(), ++clock);
        }
        if (lostProof == null) {
            apply(event, at, LiveItem.Origin.NOTIFIED);
        } else {
            keepForLater(new Arrived(event, at));
        }
    }

    /** Of a state the latest is kept, of moments a bounded number. */
    private void keepForLater(Arrived arrived) {
        if (arrived.event().stateful()) {
            buffer.remove(arrived.event().key());
            buffer.put(arrived.event().key(), arrived);
        } else if (bufferedMoments < MAX_BUFFERED) {
            bufferedMoments++;
            buffer.put(new Object(), arrived);
        } else {
            bufferOverflow++;
        }
    }

    private void finishSyncWhenQuiet(long of) {
        if (of != epoch || phase != Phase.SYNCING || !readDone) {
            return;
        }
        long now = System.nanoTime();
        long quietSince = Math.max(lastArrival, syncStarted);
        long quietLeft = timing.quiet().toNanos() - (now - quietSince);
        long totalLeft = timing.atMost().toNanos() - (now - syncStarted);
        if (lostProof != null && quietLeft > 0 && totalLeft > 0) {
            loop.schedule(() -> finishSyncWhenQuiet(of), Math.min(quietLeft, totalLeft), TimeUnit.NANOSECONDS);
        } else {
            finishSync();
        }
    }

    private void finishSync() {
        Instant proof = lostProof;
        if (proof != null) {
            bridge(proof);
        }
        phase = Phase.LIVE;
        attempts = 0;
        lostProof = null;
        applyReadings();
    }

    /** Compares before and after, tells the gap, then what happened since. */
    private void bridge(Instant proof) {
        Map<StateKey, DeviceEvent> present = new LinkedHashMap<>();
        for (Arrived arrived : buffer.values()) {
            if (arrived.event().stateful()) {
                present.put(arrived.event().key(), arrived.event());
            }
        }
        for (DeviceEvent reading : readings == null ? List.<DeviceEvent>of() : readings) {
            if (readWins(reading.key())) {
                present.put(reading.key(), reading);
            }
        }
        Set<StateKey> changed = new HashSet<>();
        Set<StateKey> unproven = new HashSet<>();
        Set<StateKey> notReadable = new HashSet<>();
        known.forEach((key, before) -> {
            DeviceEvent now = present.get(key);
            (now == null ? notReadable : (sameState(before.event(), now) ? unproven : changed)).add(key);
        });
        present.keySet().stream().filter(key -> !known.containsKey(key)).forEach(changed::add);
        Gap gap = new Gap(
                epoch,
                0,
                proof,
                Instant.now(),
                restarted ? Gap.Cause.DEVICE_RESTARTED : Gap.Cause.CONNECTION_LOST,
                changed,
                unproven,
                notReadable,
                -1);
        restarted = false;
        lanes.forEach(lane -> lane.gap(gap));
        List<Arrived> missed = List.copyOf(buffer.values());
        buffer.clear();
        bufferedMoments = 0;
        if (bufferOverflow > 0) {
            LOG.warn("live stream: {} events overflowed while the states were compared", bufferOverflow);
            bufferOverflow = 0;
        }
        missed.forEach(arrived -> apply(arrived.event(), arrived.at(), LiveItem.Origin.NOTIFIED));
    }

    /** A read fills a state only if nothing was told about it since the read was sent. */
    private boolean readWins(StateKey key) {
        return arrivals.getOrDefault(key, 0L) < readingsSent;
    }

    private void applyReadings() {
        List<DeviceEvent> states = readings;
        readings = null;
        if (states != null) {
            Instant now = Instant.now();
            for (DeviceEvent state : states) {
                if (readWins(state.key())) {
                    apply(state, now, LiveItem.Origin.READ);
                }
            }
        }
    }

    /** Takes an event into the picture and tells it, unless it repeats what is known. */
    private void apply(DeviceEvent event, Instant at, LiveItem.Origin origin) {
        if (event.stateful()) {
            Known before = known.get(event.key());
            if (before != null && sameState(before.event(), event)) {
                known.put(event.key(), new Known(before.event(), before.origin(), before.receivedAt(), epoch, at));
                return;
            }
            known.put(event.key(), new Known(event, origin, at, epoch, at));
        }
        for (Lane lane : lanes) {
            lane.happened(epoch, at, origin, event);
        }
    }

    private boolean sameState(DeviceEvent before, DeviceEvent now) {
        if (feed.pointOf(before).isPresent() && feed.pointOf(now).isPresent()) {
            return feed.valueOf(before).equals(feed.valueOf(now));
        }
        return before.data().equals(now.data());
    }
}
