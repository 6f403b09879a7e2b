package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.Octets;
import dev.openaxis.core.OverloadedException;
import dev.openaxis.core.internal.live.LocalStream;
import dev.openaxis.core.internal.operation.LocalCalls;
import dev.openaxis.core.internal.operation.LocalCalls.Pending;
import dev.openaxis.core.internal.operation.LocalCalls.Task;
import dev.openaxis.core.internal.operation.LocalRequest;
import dev.openaxis.core.internal.operation.SdkThread;
import dev.openaxis.core.line.ByteLine;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.osdp.Scbk;
import dev.openaxis.osdp.capture.CaptureWriter;
import dev.openaxis.osdp.event.LineChanged;
import dev.openaxis.osdp.event.SecurityAlarm;
import dev.openaxis.osdp.internal.frame.FrameCounters;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.keys.LegacyMasterKey;
import dev.openaxis.osdp.keys.OsdpKeyStore;
import dev.openaxis.osdp.message.CommunicationSettings;
import dev.openaxis.osdp.message.Nak;
import dev.openaxis.osdp.message.Reply;
import dev.openaxis.osdp.panel.BusHealth;
import dev.openaxis.osdp.panel.DiscoveryOptions;
import dev.openaxis.osdp.panel.FoundPeripheral;
import dev.openaxis.osdp.panel.LinkHealth;
import dev.openaxis.osdp.panel.PanelTiming;
import dev.openaxis.osdp.panel.PeripheralSettings;
import dev.openaxis.osdp.panel.SecurityFinding;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bus, its devices and who listens to them. What is public here is for the classes of the exported package. */
public final class Panel implements Bus.Owner, LinkOwner {
    private static final Logger LOG = LoggerFactory.getLogger(Panel.class);
    private static final int LEAST_RATE = 300;
    private static final int MOST_RATE = 460_800;
    private static final Duration SAMPLE = Duration.ofSeconds(10);
    /** A loop that is not running any more closes nothing. */
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);

    private static final long BLOCKED_AFTER = Duration.ofSeconds(10).toNanos();

    /** Whether devices are looked for. */
    private enum Search {
        NONE,
        BESIDE_DEVICES,
        WITHOUT_DEVICES
    }

    /** What the devices of one panel share. */
    record Parts(PanelTiming timing, LineLoop loop, SecureRandom random, KeyVault vault, LocalStream stream) {}

    private final ByteLine line;
    private final LineLoop loop;
    private final Parts parts;
    private final Bus bus;
    private final LocalCalls calls;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final LineWatch lineWatch;
    /** What is known of addresses without a device of the panel: whether the default key is taken there. On the loop. */
    private final Map<Integer, Boolean> takingDefaultKey = new HashMap<>();
    /** Counts of devices that are the panel's no more. */
    private final LinkStatistics takenAway = new LinkStatistics();

    private boolean lineReported;
    private Search search = Search.NONE;
    /** The rate of the line before a device was followed to another one, where it has not answered yet; 0 if there is none. */
    private int rateBefore;

    private volatile boolean closed;

    /**
     * A panel on a line.
     *
     * @param master of which another panel made keys that are taken over
     * @param storing where the key store is used; {@code null} for a thread of the runtime
     */
    public Panel(
            ByteLine line,
            PanelTiming timing,
            SecureRandom random,
            AxisRuntime runtime,
            @Nullable OsdpKeyStore store,
            Function<Octets, Scbk> maker,
            @Nullable LegacyMasterKey master,
            @Nullable Executor storing) {
        this.line = line;
        this.loop = line.loop();
        this.calls = LocalCalls.of(runtime);
        LocalStream stream = new LocalStream(loop, calls.callbacks());
        this.parts = new Parts(
                timing,
                loop,
                random,
                new KeyVault(store, maker, master, storing == null ? calls.files() : storing, loop),
                stream);
        this.bus = new Bus(line, timing, this);
        this.lineWatch = new LineWatch(loop, this::lineChanged);
    }

    /** Opens the line. */
    public void start() {
        loop.execute(lineWatch::begin);
        loop.execute(bus::begin);
        loop.schedule(SAMPLE, this::sample);
    }

    private void sample() {
        if (!closed) {
            places.values().forEach(place -> place.link().statistics().sample());
            places.values().forEach(Place::tellRest);
            parts.stream().reportBlocked(BLOCKED_AFTER);
            loop.schedule(SAMPLE, this::sample);
        }
    }

    public String name() {
        return line.name();
    }

    public LocalStream stream() {
        return parts.stream();
    }

    public LocalCalls calls() {
        return calls;
    }

    LineLoop loop() {
        return loop;
    }

    void kick() {
        bus.kick();
    }

    /** Writes what is said to a capture. */
    public AutoCloseable record(CaptureWriter capture) {
        Recording[] self = new Recording[1];
        List<Talk.Tap> taps = bus.talk().taps();
        Recording recording = new Recording(capture, loop, calls.files(), () -> taps.remove(self[0]));
        self[0] = recording;
        taps.add(recording);
        return recording;
    }

    // ---- devices ----

    /** Adds a device while the others go on. */
    public synchronized Place add(PeripheralSettings settings) {
        if (closed) {
            throw new ClosedException(Failure.of(line.name(), "osdp.add", "the panel is closed"));
        }
        if (search == Search.WITHOUT_DEVICES) {
            throw new IllegalStateException("devices are being looked for in a way that leaves room for no other");
        }
        if (rateBefore != 0
                && places.values().stream().anyMatch(place -> place.link().isMoving())) {
            throw new IllegalStateException(
                    "a device is on its way to another rate: until it has answered, nobody knows which rate the line has");
        }
        for (Place place : places.values()) {
            if (place.settings().name().equals(settings.name())) {
                throw new IllegalArgumentException("there is " + place.settings() + " already");
            }
        }
        requireFree(settings.address(), null);
        Place place = new Place(this, settings, parts);
        places.put(settings.name(), place);
        loop.execute(() -> {
            Optional.ofNullable(takingDefaultKey.remove(settings.address())).ifPresent(place::acceptsDefaultKey);
            place.keys().load();
        });
        return place;
    }

    /** Two devices with one address would garble each other. */
    void requireFree(int address, @Nullable Place exceptFor) {
        for (Place place : places.values()) {
            if (place != exceptFor && place.link().claims(address)) {
                throw new IllegalArgumentException("address " + address + " is that of " + place.settings());
            }
        }
    }

    /** Why a device must not be told to take an address: it was given away meanwhile, or is just being so. On the loop. */
    Optional<String> obstacle(int address, Place exceptFor) {
        return places.values().stream()
                .filter(place -> place != exceptFor)
                .filter(place -> place.link().claims(address) || place.link().isToldToTake(address))
                .findFirst()
                .map(place -> "address " + address + " is meanwhile that of " + place.settings());
    }

    /** Takes a device away while the others go on. */
    public synchronized void remove(Place place) {
        if (places.remove(place.settings().name(), place)) {
            boolean last = places.isEmpty();
            loop.execute(() -> {
                bus.remove(place.link());
                place.acceptsDefaultKey()
                        .ifPresent(accepted -> takingDefaultKey.put(place.link().address(), accepted));
                takenAway.add(place.link().statistics());
                place.close();
                place.told().forget();
                if (last) {
                    returnToRate();
                }
            });
        }
    }

    public Collection<Place> places() {
        return places.values();
    }

    /** A key is there, or an install mode: what waited for it begins. */
    void keysChanged(Place place) {
        if (closed || places.get(place.settings().name()) != place) {
            return;
        }
        if (!bus.has(place.link())) {
            bus.add(place.link());
        }
        place.link().beginNow(loop.nanoTime());
        bus.kick();
    }

    private void with(Link link, Consumer<Place> what) {
        places.values().stream()
                .filter(place -> place.link() == link)
                .findFirst()
                .ifPresent(what);
    }

    // ---- calls ----

    /** Takes a request to its device. */
    void submit(Place place, Question<?> request) {
        onLoop(() -> {
            request.timer(loop.schedule(request.within(), request::expire));
            if (closed || place.link().isStopped()) {
                request.close();
            } else if (place.link().isGone()) {
                request.unanswered("the device is offline");
            } else if (!place.link().conversation().add(request)) {
                request.failed(new OverloadedException(request.failure("too many commands wait for this device")));
            } else {
                bus.kick();
            }
        });
    }

    /** Takes a file to its device. */
    void submit(Place place, LocalRequest<?> request, FileSending sending) {
        onLoop(() -> {
            request.timer(loop.schedule(request.within(), request::expire));
            if (closed || place.link().isStopped()) {
                sending.closed();
            } else if (place.link().isGone()) {
                sending.interrupted("the device is offline");
            } else if (!place.link().conversation().add(sending)) {
                sending.turnedAway();
            } else {
                bus.kick();
            }
        });
    }

    void onLoop(Runnable task) {
        loop.execute(task);
    }

    /** What is known, taken on the loop and waited for. */
    private <T> T ask(Supplier<T> question) {
        if (loop.inLoop()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(question.get()));
        return answer.join();
    }

    public LinkHealth health(Place place) {
        return ask(place::health);
    }

    public BusHealth health() {
        return ask(() -> {
            FrameCounters frames = bus.talk().counters();
            LinkStatistics all = new LinkStatistics();
            all.add(takenAway);
            places.values().forEach(place -> {
                all.add(place.link().statistics());
                all.addDelays(place.link().statistics());
            });
            int score = (int) (mean(LinkHealth::score) * lineWatch.uptime());
            int longer = (int) (mean(device -> device.score() - device.trend()) * lineWatch.longerUptime());
            return new BusHealth(
                    all.exchanges,
                    all.retries,
                    all.timeouts,
                    all.busy,
                    all.checkFailures,
                    all.wrongMacs,
                    all.replays,
                    all.medianDelay(),
                    all.slowDelay(),
                    frames.frames(),
                    frames.noise(),
                    frames.falseStarts(),
                    frames.truncated(),
                    frames.skipped(),
                    bus.talk().strayBytes(),
                    lineWatch.isUp(),
                    lineWatch.since(),
                    lineWatch.openings(),
                    score,
                    score - longer);
        });
    }

    private double mean(ToIntFunction<LinkHealth> what) {
        return places.values().stream()
                .map(Place::health)
                .mapToInt(what)
                .average()
                .orElse(LinkHealth.PERFECT);
    }

    /** Where a device is spoken to now. */
    public CommunicationSettings communication(Place place) {
        return settings(place.link());
    }

    public List<SecurityFinding> audit() {
        Function<Place, List<SecurityFinding>> findings = Place::findings;
        return ask(() ->
                places.values().stream().map(findings).flatMap(List::stream).toList());
    }

    /** Looks for devices between the turns of those there are. */
    public Task<List<FoundPeripheral>> discover(DiscoveryOptions options, Consumer<FoundPeripheral> listener) {
        Scan[] own = new Scan[1];
        return new LoopTask<>(
                this,
                pending -> {
                    Scan scan = scan(options, listener, pending);
                    own[0] = scan;
                    if (!scan.isOver()) {
                        bus.add(scan);
                    }
                },
                pending -> {
                    if (own[0] != null) {
                        bus.remove(own[0]);
                    }
                });
    }

    private Failure searching(String what) {
        return Failure.of(line.name(), "osdp.discover", what);
    }

    /** One at a time, and alone where devices would be lost. */
    private synchronized void beginSearch(boolean needsEmptyPanel) {
        if (search != Search.NONE) {
            throw new OverloadedException(searching("another search is under way"));
        }
        if (needsEmptyPanel && !places.isEmpty()) {
            throw new IllegalStateException(
                    "the devices of this panel would be lost at another rate, and all answer at the configuration address");
        }
        search = needsEmptyPanel ? Search.WITHOUT_DEVICES : Search.BESIDE_DEVICES;
    }

    private synchronized void endSearch() {
        search = Search.NONE;
    }

    private Scan scan(
            DiscoveryOptions options, Consumer<FoundPeripheral> listener, Pending<List<FoundPeripheral>> pending) {
        if (closed) {
            throw new ClosedException(searching("the panel is closed"));
        }
        boolean otherRates = !options.baudRates().isEmpty();
        beginSearch(otherRates || options.alone());
        int before = line.baudRate();
        LineTimer[] deadline = new LineTimer[1];
        AxisException[] late = new AxisException[1];
        Scan.Owner finding = new Scan.Owner() {
            @Override
            public boolean changeBaudRate(int rate) {
                return line.changeBaudRate(rate);
            }

            @Override
            public int baudRate() {
                return line.baudRate();
            }

            @Override
            public void found(FoundPeripheral one) {
                if (one.baudRate() == before) {
                    one.acceptsDefaultKey().ifPresent(accepted -> takingDefaultKey.put(one.address(), accepted));
                }
                calls.later(() -> listener.accept(one));
            }

            @Override
            public void over(List<FoundPeripheral> all) {
                if (deadline[0] != null) {
                    deadline[0].cancel();
                }
                if (otherRates) {
                    line.changeBaudRate(before);
                }
                endSearch();
                if (late[0] != null) {
                    pending.fail(late[0]);
                } else if (closed) {
                    pending.fail(new ClosedException(searching("the panel was closed before all was looked at")));
                } else {
                    pending.complete(all);
                }
            }
        };
        Scan scan = new Scan(options, this::isTaken, parts.random(), finding, bus::remove, loop.nanoTime());
        if (!scan.isOver()) {
            deadline[0] = loop.schedule(options.within(), () -> {
                late[0] = new DeadlineExceededException(searching("not all was looked at within "
                        + options.within().toMillis() + " ms, only up to " + scan.progress()));
                bus.remove(scan);
            });
        }
        return scan;
    }

    private boolean isTaken(int address) {
        return places.values().stream().anyMatch(place -> place.link().claims(address));
    }

    // ---- what the links tell ----

    @Override
    public void online(Link link, Optional<LinkOwner.Interruption> interruption) {
        proveRate();
        with(link, place -> place.online(interruption));
    }

    @Override
    public void doubtful(Link link) {
        with(link, place -> place.told().doubtful());
    }

    @Override
    public void offline(Link link, String why) {
        with(link, place -> place.offline(why));
    }

    @Override
    public void keyMissing(Link link) {
        with(link, Place::keyMissing);
    }

    @Override
    public void reported(Link link, Reply reply, boolean secured) {
        with(link, place -> place.told().reported(reply, secured, link.phase() == Link.Phase.GREETING));
    }

    @Override
    public void alarm(Link link, SecurityAlarm.Kind kind, String words) {
        with(link, place -> place.alarm(kind, words));
    }

    @Override
    public void keySet(Link link, Optional<Nak> refusal) {
        with(link, place -> place.keyAnswered(refusal));
    }

    @Override
    public CommunicationSettings settings(Link link) {
        return new CommunicationSettings(link.address(), line.baudRate());
    }

    @Override
    public synchronized CommunicationSettings reachable(Link link, CommunicationSettings settings) {
        boolean free = settings.address() <= Layout.LAST_ADDRESS
                && places.values().stream()
                        .allMatch(place -> place.link() == link || !place.link().claims(settings.address()));
        boolean possible = settings.baudRate() >= LEAST_RATE && settings.baudRate() <= MOST_RATE;
        boolean follows = possible && places.size() == 1;
        return new CommunicationSettings(
                free ? settings.address() : link.address(), follows ? settings.baudRate() : line.baudRate());
    }

    @Override
    public synchronized void follow(CommunicationSettings settings) {
        int before = line.baudRate();
        // Another device may have been added since it was asked what is reachable.
        boolean follows = settings.baudRate() != before && places.size() == 1;
        if (follows && line.changeBaudRate((int) settings.baudRate()) && rateBefore == 0) {
            rateBefore = before;
        }
    }

    private synchronized void proveRate() {
        rateBefore = 0;
    }

    /** Whoever was followed to another rate is not looked for any more, and did not answer there. */
    private synchronized void returnToRate() {
        if (rateBefore != 0) {
            line.changeBaudRate(rateBefore);
            rateBefore = 0;
        }
    }

    // ---- the line ----

    @Override
    public void lineOpened() {
        lineWatch.opened();
        lineReported = false;
    }

    @Override
    public void lineClosed(@Nullable AxisException cause) {
        if (closed) {
            gone.complete(null);
            return;
        }
        String why = cause == null ? "by the host" : cause.getMessage();
        lineWatch.closed("it closed: " + why);
        if (!lineReported) {
            lineReported = true;
            LOG.warn("{} closed and is tried again: {}", line.name(), why);
        }
    }

    private void lineChanged(boolean up, String why) {
        if (!closed) {
            // Of a state nobody loses more than what it was before.
            parts.stream().happened(new LineChanged(line.name(), up, why), loop.now(), LiveItem.Origin.NOTIFIED);
        }
    }

    /** Closes the panel and its line. Waits for the line, except on a thread that would close it. */
    public void close() {
        end();
        if (!loop.inLoop() && !SdkThread.isCurrent()) {
            gone.completeOnTimeout(null, LONGEST_CLOSING.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        onLoop(() -> {
            places.values().forEach(Place::close);
            returnToRate();
            boolean open = bus.talk().isOpen();
            bus.close();
            parts.stream().end(new ClosedException(Failure.of(line.name(), "osdp.close", "the panel was closed")));
            if (!open) {
                gone.complete(null);
            }
        });
    }
}
