package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.internal.live.LiveStream;
import dev.openaxis.core.internal.live.PointHub;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.events.EventStreams;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What everything about one device's ports shares: the topology last seen, the accepted map, the queues, the stream. */
public final class IoSession implements AutoCloseable {
    /** Events later than this are not waited for. */
    private static final Duration EVENTS_LATE = Duration.ofSeconds(10);

    private final DeviceSession session;
    private final boolean operatorsOnly;
    private final PortQueues queues = new PortQueues();
    private final RunningSequences sequences = new RunningSequences();
    private final Map<PortId, Attempt> confirming = new ConcurrentHashMap<>();
    private final Map<PortId, Instant> lastActions = new ConcurrentHashMap<>();
    private final AtomicInteger heldActions = new AtomicInteger();
    private final AtomicInteger watchedDoors = new AtomicInteger();
    private final EventStreams events;
    /** What hosts added to the device's own points. */
    private final PointHub joined;

    private final PointHub points;
    private volatile @Nullable String topology;
    private volatile @Nullable PortMap map;
    private volatile @Nullable Boolean portCgi;
    private volatile boolean lacksPortManagement;
    private volatile @Nullable Boolean gpio;

    /**
     * The ports of one device.
     *
     * @param operatorsOnly whether to act for operators only, though devices let viewers switch outputs as well
     */
    public IoSession(DeviceSession session, boolean operatorsOnly) {
        this.session = session;
        this.operatorsOnly = operatorsOnly;
        this.events = new EventStreams(this);
        this.joined = new PointHub(session.invoker().listeners());
        this.points = new PointHub(session.invoker().listeners());
        points.join(events.best().live().pointSource());
        points.join(joined);
        events.best().live().watch(points);
    }

    /** The device. */
    public DeviceSession session() {
        return session;
    }

    /** Live events. */
    public EventStreams events() {
        return events;
    }

    /** The points of the device and of what joined it. */
    public PointHub points() {
        return points;
    }

    /** The points of what joined the device, and those only. */
    public PointHub joinedPoints() {
        return joined;
    }

    /** Live events over the best channel. */
    public LiveStream stream() {
        return events.best().live();
    }

    /** The ports as the live stream read them last. */
    Optional<PortList> livePorts() {
        return events.best().feed().ports();
    }

    /** How many doors are being watched. */
    AtomicInteger watchedDoors() {
        return watchedDoors;
    }

    /** Devices let viewers switch outputs (documented for port.cgi); a host may not want that. */
    public void requireOperator(CallContext context) {
        Account account = session.account();
        boolean operator = account != null
                && account.role().filter(role -> role != AccountRole.VIEWER).isPresent();
        if (operatorsOnly && !operator) {
            throw new AuthorizationException(context.failure(
                            account == null
                                    ? "the device does not tell the role of the account, and only operators may act here"
                                    : "the account " + account.name()
                                            + " is no operator, and only operators may act here")
                    .advice("Use another account, or build the device without actionsByOperatorsOnly()"));
        }
    }

    PortQueues queues() {
        return queues;
    }

    /** The version of io-port-management to ask for: the device's own, of major 1. */
    String apiVersion() {
        return session.known()
                .map(DeviceSession.Identity::capabilities)
                .flatMap(capabilities -> capabilities.api("io-port-management"))
                .map(Capabilities.Api::version)
                .filter(version -> version.startsWith("1."))
                .orElse("1.0");
    }

    /** Fingerprint of the ports as the caller last saw them; {@code null} before the first look. */
    public @Nullable String topology() {
        return topology;
    }

    /** Settings are made on the ports the caller has seen, if any. */
    void requireSeen(CallContext context, PortList ports) {
        if (topology != null && !ports.topology().equals(topology)) {
            throw new TopologyChangedException(context.failure("the device's ports are not the ones that were listed")
                    .advice("List the ports again and check the wiring"));
        }
    }

    /** Remembers what a caller was shown. */
    public void shown(PortList ports) {
        topology = ports.topology();
    }

    /** The map the host accepted, or {@code null}. */
    public @Nullable PortMap acceptedMap() {
        return map;
    }

    /** Accepts a map. */
    public void accept(PortMap checked) {
        map = checked;
    }

    /** Whether the device has port.cgi, once known. */
    Optional<Boolean> portCgi() {
        return Optional.ofNullable(portCgi);
    }

    /** Finds out again which APIs the device has, after a restart. */
    public void forgetWires() {
        portCgi = null;
        lacksPortManagement = false;
        gpio = null;
    }

    void portCgi(boolean present) {
        portCgi = present;
    }

    /** Whether a device that lists no APIs was found to be without io-port-management. */
    boolean lacksPortManagement() {
        return lacksPortManagement;
    }

    void foundNoPortManagement() {
        lacksPortManagement = true;
    }

    /** Whether the device's general purpose I/O service answers, once that was asked. */
    Optional<Boolean> gpio() {
        return Optional.ofNullable(gpio);
    }

    void gpio(boolean answers) {
        gpio = answers;
    }

    /** Remembers the action that a deactivation of the same port may overtake. */
    void waitsForConfirmation(PortId port, Attempt attempt, CompletableFuture<?> until) {
        confirming.put(port, attempt);
        until.whenComplete((value, failure) -> confirming.remove(port, attempt));
    }

    /** Remembers until when an action of this program went on; its events may come later. */
    void acted(PortId port, Instant end) {
        lastActions.merge(port, end, (one, other) -> one.isAfter(other) ? one : other);
    }

    /**
     * When this program's last action on the port ended, if that is so short ago that its events may still be on their way;
     * else {@link Instant#MIN}.
     */
    Instant eventsOwedUntil(PortId port) {
        Instant end = lastActions.getOrDefault(port, Instant.MIN);
        return end.isAfter(Instant.now().minus(EVENTS_LATE)) ? end : Instant.MIN;
    }

    /** Ends the waiting of a sent action, because the caller wants the port to stop. */
    void overtake(PortId port) {
        Attempt attempt = confirming.get(port);
        if (attempt != null) {
            attempt.supersede();
        }
    }

    RunningSequences sequences() {
        return sequences;
    }

    /** How many actions wait for an answer the device may hold back. */
    AtomicInteger heldActions() {
        return heldActions;
    }

    /**
     * Ends every stream.
     *
     * @return completes when they have left nothing on the device, or could not take it away; at once if there is nothing
     */
    public CompletableFuture<Void> closeAsync() {
        CompletableFuture<Void> left = events.closeAsync();
        points.close();
        return left;
    }

    /** The same, not waiting for what is left. */
    @Override
    public void close() {
        closeAsync();
    }
}
