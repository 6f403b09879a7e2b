package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.internal.live.Feed;
import dev.openaxis.core.internal.live.LiveStream;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.PointId;
import dev.openaxis.vapix.events.EventChannel;
import dev.openaxis.vapix.events.EventContent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.SupervisedPortEvent;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.SystemOperations;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.PortList;
import dev.openaxis.vapix.internal.io.PortWire;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's events over whichever channel it has, and the list of its ports as the read that completes them. What a channel
 * says is the business of its {@link EventSource}, what it means that of {@link EventTyping}.
 */
public final class EventFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    /** Everything that is asked before events flow: who the device is, its ports, what it declares. */
    private static final Duration OPENING = Duration.ofSeconds(20);
    /** How long events of outputs are held back while their numbering is not proven; initial states come at once. */
    private static final Duration HOLD = Duration.ofSeconds(2);

    private final IoSession io;
    private final EventSources sources;
    private final Declarations declarations;
    private final OddNotifications odd;
    private @Nullable LiveStream stream;
    private volatile @Nullable PortList lastRead;
    /** The ports whose states reads have told. */
    private final Set<PortId> readable = ConcurrentHashMap.newKeySet();

    private volatile Optional<String> lastBoot = Optional.empty();
    /** Found at every attempt, unless the device was never identified: then the account was never taken either. */
    private volatile boolean mayBeStarting;

    /**
     * The events of one device.
     *
     * @param only the channel to use, or {@code null} for the best one
     */
    public EventFeed(IoSession io, @Nullable EventChannel only) {
        this.io = io;
        this.declarations = new Declarations(io.session());
        this.sources = new EventSources(io, only, this::ports, declarations);
        this.odd = new OddNotifications(io.session());
    }

    /** Names the stream whose reads are asked for when an event only hints at a change. */
    public void rereadThrough(LiveStream live) {
        stream = live;
    }

    /** Whether the device lists the WebSocket stream, so that waiting for an event is of use. */
    public static boolean supported(DeviceSession session) {
        return session.known()
                .map(identity -> identity.capabilities().has(WebSocketSource.API))
                .orElse(false);
    }

    /** The channel in use, once a connection was up. */
    public Optional<EventChannel> channel() {
        return sources.chosen();
    }

    /** Opens nothing any more; completes when the closed stream has left nothing on the device, as far as that can be had. */
    CompletableFuture<Void> leave() {
        return sources.leave();
    }

    /** What came that says nothing, counted by kind. */
    public Map<String, Long> oddities() {
        return odd.counts();
    }

    // ---- opening ----

    @Override
    public CompletableFuture<Session> open(Sink sink, Set<Wanted> wanted) {
        return io.session().invoker().startInternally(opening(sink, wanted));
    }

    private Operation<Session> opening(Sink sink, Set<Wanted> wanted) {
        return Operation.named(
                        "events.subscribe", "event-streaming-over-websocket, RTSP metadata, ONVIF events", Effect.READ)
                .role(Role.VIEWER, "not documented; observed with administrators only")
                .within(OPENING)
                .steps(context -> io.session()
                        .identity(context)
                        .thenCompose(identity -> bootId(context))
                        .thenCompose(boot -> refreshed(context, boot)
                                .thenCompose(fresh -> ports(context))
                                .thenCompose(ports -> {
                                    declarations.connecting();
                                    return declared(wanted);
                                })
                                .thenCompose(declared -> connect(context, sink, wanted, boot))));
    }

    /** What a device can do may differ after a restart, for example after an upgrade. */
    private CompletableFuture<Void> refreshed(CallContext context, Optional<String> boot) {
        Optional<String> before = lastBoot;
        boolean restarted = before.isPresent() && boot.isPresent() && !before.equals(boot);
        if (!restarted) {
            lastBoot = boot.isPresent() ? boot : before;
            return CompletableFuture.completedFuture(null);
        }
        return io.session().identifyAgain(context).thenAccept(fresh -> {
            io.forgetWires();
            sources.forget();
            declarations.forget();
            // Not before: a device that starts may not answer at first.
            lastBoot = boot;
        });
    }

    /** A device that starts says so instead of sending half of its states; before AXIS OS 9.50 it cannot. */
    private CompletableFuture<Optional<String>> bootId(CallContext context) {
        return SystemOperations.ready(io.session(), context).handle((readiness, failure) -> {
            Throwable cause = DeviceSession.cause(failure);
            mayBeStarting = cause instanceof UnsupportedCapabilityException;
            if (mayBeStarting) {
                return Optional.<String>empty();
            }
            if (cause instanceof AxisException known) {
                throw known;
            }
            if (readiness != null && !readiness.ready()) {
                throw new ConnectionException(context.failure("the device is still starting"));
            }
            return readiness == null ? Optional.<String>empty() : readiness.bootId();
        });
    }

    @Override
    public boolean mayBeStarting() {
        return mayBeStarting;
    }

    /** The outputs must be known before the first event names one. Many devices have no ports, but events all the same. */
    private CompletableFuture<Optional<PortList>> ports(CallContext context) {
        return PortWire.read(io, context).handle((ports, failure) -> {
            Throwable cause = DeviceSession.cause(failure);
            if (cause != null && !(cause instanceof UnsupportedCapabilityException)) {
                throw DeviceSession.thrown(cause);
            }
            lastRead = ports;
            return Optional.ofNullable(ports);
        });
    }

    /** Other channels say with every event whether it tells a state. */
    private CompletableFuture<Void> declared(Set<Wanted> wanted) {
        return sources.needDeclarations() ? declarations.ensure(wanted) : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Session> connect(
            CallContext context, Sink sink, Set<Wanted> wanted, Optional<String> bootId) {
        Hearing hearing = new Hearing(sink);
        return sources.open(context, wanted, hearing).thenApply(session -> {
            io.session().invoker().loop().schedule(hearing::stopHolding, HOLD.toMillis(), TimeUnit.MILLISECONDS);
            return new Connected(session, bootId);
        });
    }

    private final class Connected implements Session {
        private final EventSource.Session session;
        private final Optional<String> bootId;
        /** The last wish, whichever of the questions about declarations is answered first. */
        private volatile Set<Wanted> wish = Set.of();

        Connected(EventSource.Session session, Optional<String> bootId) {
            this.session = session;
            this.bootId = bootId;
        }

        @Override
        public Instant lastProof() {
            return session.lastProof();
        }

        @Override
        public Optional<String> bootId() {
            return bootId;
        }

        @Override
        public void want(Set<Wanted> wanted) {
            wish = wanted;
            declared(wanted).whenComplete((asked, failure) -> inTurn(() -> session.want(wish)));
        }

        @Override
        public void close() {
            session.close();
        }
    }

    // ---- hearing ----

    /** Runs on the device's loop what a channel tells on threads of its own, one after the other. */
    private void inTurn(Runnable task) {
        EventLoop loop = io.session().invoker().loop();
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

    /** Makes events of what one connection tells. Used on the device's loop. */
    private final class Hearing implements EventSource.Listener {
        private final Sink sink;
        private final EventTyping typing = new EventTyping(serial(), declarations);
        private final Map<String, OutputNumbering> numberings;

        Hearing(Sink sink) {
            this.sink = sink;
            PortList ports = lastRead;
            this.numberings = Map.of(
                    "device/io/outputport", new OutputNumbering(ports, "port", "state"),
                    "device/trigger/relay", new OutputNumbering(ports, "RelayToken", "LogicalState"));
        }

        @Override
        public void notification(Notification told) {
            inTurn(() -> heard(told));
        }

        @Override
        public void output(Notification told) {
            inTurn(() -> sink.event(EventTyping.port(told.source("port"))
                    .flatMap(port -> typing.portEvent(told, port, "state"))
                    .orElseGet(() -> typing.other(told))));
        }

        private void heard(Notification told) {
            OutputNumbering numbering = told.change() == Notification.Change.DELETED
                    ? null
                    : numberings.get(told.topic().toLowerCase(Locale.ROOT));
            if (numbering == null) {
                sink.event(typing.event(told));
            } else {
                numbering.heard(told);
                tell(numbering);
            }
        }

        private void tell(OutputNumbering numbering) {
            for (Notification told : numbering.takeDecided()) {
                Optional<? extends DeviceEvent> event = numbering.proven()
                        ? numbering.portOf(told).flatMap(port -> typing.portEvent(told, port, numbering.item()))
                        : Optional.empty();
                sink.event(event.isPresent() ? event.get() : typing.other(told));
                LiveStream live = stream;
                if (event.isEmpty() && live != null) {
                    // Which output it is about is not certain, but something changed: ask the device.
                    live.reread();
                }
            }
        }

        /** Whatever is not proven by now stays unproven. */
        void stopHolding() {
            numberings.values().forEach(numbering -> {
                numbering.giveUp();
                tell(numbering);
            });
        }

        @Override
        public void odd(String what) {
            odd.report(what);
        }

        @Override
        public void refused(Wanted wanted, AxisException cause) {
            inTurn(() -> sink.refused(wanted, cause));
        }

        @Override
        public void lost(AxisException cause) {
            inTurn(() -> sink.lost(cause));
        }
    }

    private String serial() {
        return io.session().known().map(identity -> identity.info().serial()).orElse("");
    }

    // ---- reading ----

    @Override
    public CompletableFuture<List<DeviceEvent>> read() {
        Operation<List<DeviceEvent>> reading = Operation.named("events.read", "io-port-management", Effect.READ)
                .role(Role.VIEWER, "VAPIX io-port-management")
                .steps(context -> ports(context).thenApply(this::states));
        return io.session().invoker().startInternally(reading);
    }

    private List<DeviceEvent> states(Optional<PortList> ports) {
        List<DeviceEvent> states = new ArrayList<>();
        for (Port port : ports.map(PortList::ports).orElse(List.of())) {
            if (port.state() != PortState.UNKNOWN) {
                readable.add(port.id());
                states.add(new PortEvent(
                        new EventContent(
                                serial(),
                                port.direction() == Port.Direction.OUTPUT ? "Device/IO/OutputPort" : "Device/IO/Port",
                                Map.of("port", Integer.toString(port.id().index())),
                                Map.of("state", port.state() == PortState.ACTIVE ? "1" : "0"),
                                Optional.empty()),
                        port.id(),
                        port.state()));
            }
        }
        return states;
    }

    /** The ports as they were read last. */
    public Optional<PortList> ports() {
        return Optional.ofNullable(lastRead);
    }

    /** A port that is not among the ports any more, or of which reads used to tell the state and do not now. */
    @Override
    public boolean missing(DeviceEvent known) {
        if (known instanceof SupervisedPortEvent supervised) {
            return !listed(supervised.port());
        }
        return known instanceof PortEvent port && (!listed(port.port()) || readable.contains(port.port()));
    }

    private boolean listed(PortId id) {
        return ports().map(
                        list -> list.ports().stream().anyMatch(port -> port.id().equals(id)))
                .orElse(true);
    }

    // ---- points ----

    @Override
    public Optional<PointId> pointOf(DeviceEvent event) {
        if (event instanceof PortEvent port) {
            return Optional.of(point("port", port.port()));
        }
        if (event instanceof SupervisedPortEvent supervised) {
            return Optional.of(point("supervised-port", supervised.port()));
        }
        return Optional.empty();
    }

    private PointId point(String source, PortId port) {
        return new PointId(
                serial(),
                source,
                Integer.toString(port.index()),
                ports().map(PortList::topology).orElse(""));
    }

    @Override
    public String valueOf(DeviceEvent event) {
        if (event instanceof SupervisedPortEvent supervised) {
            return supervised.state().name().toLowerCase(Locale.ROOT);
        }
        return event instanceof PortEvent port ? port.state().name().toLowerCase(Locale.ROOT) : "";
    }

    /** Of a port several topics tell, each in its own words. Of everything else all items count: beside a state there may be others. */
    @Override
    public boolean same(DeviceEvent before, DeviceEvent now) {
        if (before instanceof PortEvent known && now instanceof PortEvent told) {
            return known.state() == told.state();
        }
        return before.data().equals(now.data());
    }

    @Override
    public boolean faulty(DeviceEvent event) {
        return event instanceof SupervisedPortEvent supervised && !supervised.intact();
    }
}
