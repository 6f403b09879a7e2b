package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.Role;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.live.Feed;
import dev.openaxis.core.internal.live.LiveStream;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.core.live.PointId;
import dev.openaxis.vapix.events.OtherEvent;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.events.SupervisedPortEvent;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.internal.SystemOperations;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.PortList;
import dev.openaxis.vapix.internal.io.PortWire;
import dev.openaxis.vapix.internal.io.SupervisionWire;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Port and relay events over the WebSocket stream, and {@code getPorts} as the read that completes them.
 *
 * <p>Which number an output has in events is an inference of the references. It is believed only when the set of numbers a
 * topic names is exactly the set of the device's outputs (see {@link OutputNumbering}); otherwise such an event is delivered as
 * it came, and the SDK reads the ports.
 */
public final class WebSocketFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketFeed.class);
    private static final String API = "event-streaming-over-websocket";
    private static final String TARGET = "/vapix/ws-data-stream?sources=events";
    /** How long events of outputs are held back while their numbering is not proven; initial states come at once. */
    private static final Duration HOLD = Duration.ofSeconds(2);

    private static final String CONFIGURE = Json.write(Map.of(
            "apiVersion",
            "1.0",
            "context",
            "axis-device-sdk",
            "method",
            "events:configure",
            "params",
            Map.of(
                    "eventFilterList",
                    List.of(Map.of(
                            "topicFilter",
                            "tns1:Device/tnsaxis:IO/Port|tns1:Device/tnsaxis:IO/OutputPort"
                                    + "|tns1:Device/Trigger/Relay|tns1:Device/tnsaxis:IO/SupervisedPort")))));

    private final IoSession io;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private @Nullable LiveStream stream;
    private volatile @Nullable PortList lastRead;
    private volatile Optional<String> lastBoot = Optional.empty();

    /** A feed for one device's ports. */
    public WebSocketFeed(IoSession io) {
        this.io = io;
    }

    /** Names the stream whose reads are asked for when an event only hints at a change. */
    public void rereadThrough(LiveStream live) {
        stream = live;
    }

    /** Whether the device lists the event stream. */
    public static boolean supported(DeviceSession session) {
        return session.known().map(identity -> identity.capabilities().has(API)).orElse(false);
    }

    // ---- opening ----

    @Override
    public CompletableFuture<Session> open(Sink sink) {
        return io.session().invoker().startInternally(opening(sink));
    }

    private Operation<Session> opening(Sink sink) {
        return Operation.named("events.subscribe", API, Effect.READ)
                .role(Role.VIEWER, "not documented; observed with administrators only")
                .steps(context -> io.session().identity(context).thenCompose(identity -> {
                    if (identity.capabilities().listed()
                            && !identity.capabilities().has(API)) {
                        throw new UnsupportedCapabilityException(
                                context.failure("the device has no event stream over WebSocket")
                                        .advice("It came with AXIS OS 10.11"),
                                API);
                    }
                    return bootId(context)
                            .thenCompose(boot ->
                                    refreshed(context, boot).thenCompose(fresh -> connect(context, sink, boot)));
                }));
    }

    /** What a device can do may differ after a restart, for example after an upgrade. */
    private CompletableFuture<Void> refreshed(CallContext context, Optional<String> boot) {
        Optional<String> before = lastBoot;
        lastBoot = boot.isPresent() ? boot : before;
        boolean restarted = before.isPresent() && boot.isPresent() && !before.equals(boot);
        return restarted
                ? io.session().identifyAgain(context).thenAccept(fresh -> io.forgetWires())
                : CompletableFuture.completedFuture(null);
    }

    /** A device that starts says so instead of sending half of its states. */
    private CompletableFuture<Optional<String>> bootId(CallContext context) {
        return SystemOperations.ready(io.session(), context).handle((readiness, failure) -> {
            Throwable cause = DeviceSession.cause(failure);
            if (cause instanceof UnsupportedCapabilityException) {
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

    private CompletableFuture<Session> connect(CallContext context, Sink sink, Optional<String> bootId) {
        CompletableFuture<Void> configured = new CompletableFuture<>();
        // The outputs must be known before the first event names one.
        return PortWire.read(io, context).thenCompose(ports -> {
            lastRead = ports;
            Listener listener = new Listener(sink, configured, context.failure("the event stream"));
            return io.session()
                    .invoker()
                    .transport()
                    .openWebSocket(TARGET, context.left(), listener)
                    .thenCompose(socket -> configure(context, socket, configured, listener, bootId));
        });
    }

    private CompletableFuture<Session> configure(
            CallContext context,
            WebSocket socket,
            CompletableFuture<Void> configured,
            Listener listener,
            Optional<String> bootId) {
        context.onGiveUp(() -> {
            if (!configured.isDone()) {
                socket.close();
            }
        });
        socket.send(CONFIGURE);
        return configured.handle((nothing, failure) -> {
            if (failure != null) {
                socket.close();
                throw new CompletionException(DeviceSession.cause(failure));
            }
            io.session().invoker().loop().schedule(listener::stopHolding, HOLD.toMillis(), TimeUnit.MILLISECONDS);
            return new Connected(socket, bootId);
        });
    }

    private record Connected(WebSocket socket, Optional<String> bootId) implements Session {
        @Override
        public Instant lastProof() {
            return socket.lastProof();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    // ---- messages ----

    private final class Listener implements WebSocketListener {
        private final Sink sink;
        private final CompletableFuture<Void> configured;
        private final Failure failure;
        private final Map<String, OutputNumbering> numberings;

        Listener(Sink sink, CompletableFuture<Void> configured, Failure failure) {
            this.sink = sink;
            this.configured = configured;
            this.failure = failure;
            PortList ports = lastRead;
            this.numberings = Map.of(
                    "device/io/outputport", new OutputNumbering(ports, "port", "state"),
                    "device/trigger/relay", new OutputNumbering(ports, "RelayToken", "LogicalState"));
        }

        @Override
        public void onText(String text) {
            Json message;
            try {
                message = Json.parse(text, field -> io.session().forgive(API + " " + field));
            } catch (Json.NotJsonException e) {
                reportOnce("a message that is " + e.getMessage());
                return;
            }
            switch (message.text("method", "")) {
                case "events:notify" -> notification(message);
                case "events:configure" -> answer(message);
                default -> reportOnce("a message with the unknown method " + message.text("method", "(none)"));
            }
        }

        private void answer(Json message) {
            Optional<Json> error = message.object("error");
            if (error.isEmpty()) {
                configured.complete(null);
                return;
            }
            int code = JsonCgi.code(error.get());
            String words = error.get().text("message", "");
            configured.completeExceptionally(new RefusedException(
                    Failure.of(
                            failure.device(),
                            failure.operation(),
                            "the device refused the event filter: error " + code + " \"" + words + "\""),
                    "/vapix/ws-data-stream",
                    code,
                    words,
                    Map.of()));
        }

        private void notification(Json message) {
            Optional<Notification> notification = Notification.of(message);
            if (notification.isEmpty()) {
                reportOnce("a notification without a topic");
                return;
            }
            OutputNumbering numbering =
                    numberings.get(notification.get().topic().toLowerCase(Locale.ROOT));
            if (numbering == null) {
                sink.event(event(notification.get()));
            } else {
                numbering.heard(notification.get());
                tell(numbering);
            }
        }

        private void tell(OutputNumbering numbering) {
            for (Notification notification : numbering.takeDecided()) {
                Optional<DeviceEvent> event = numbering.proven()
                        ? numbering
                                .portOf(notification)
                                .flatMap(port -> portEvent(notification, port, numbering.item()))
                        : Optional.empty();
                sink.event(event.orElseGet(() -> other(notification)));
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
        public void onClosed(@Nullable AxisException cause) {
            AxisException reason = cause != null
                    ? cause
                    : new ConnectionException(
                            Failure.of(failure.device(), failure.operation(), "the stream was closed"));
            configured.completeExceptionally(reason);
            sink.lost(reason);
        }
    }

    private void reportOnce(String what) {
        if (reported.size() < 100 && reported.add(what)) {
            LOG.warn(
                    "{}: the event stream sent {}; further ones are ignored silently",
                    io.session().invoker().address(),
                    what);
        }
    }

    private DeviceEvent event(Notification notification) {
        boolean supervised = notification.is("Device/IO/SupervisedPort");
        if (!supervised && !notification.is("Device/IO/Port")) {
            return other(notification);
        }
        return OutputNumbering.number(notification.source().getOrDefault("port", ""))
                .flatMap(port -> supervised
                        ? Optional.of(supervisedEvent(notification, port))
                        : portEvent(notification, port, "state"))
                .orElseGet(() -> other(notification));
    }

    private DeviceEvent supervisedEvent(Notification notification, PortId port) {
        return new SupervisedPortEvent(
                serial(),
                port,
                SupervisionWire.state(notification.data().getOrDefault("state", "")),
                notification.topic(),
                notification.source(),
                notification.data(),
                notification.time());
    }

    private Optional<DeviceEvent> portEvent(Notification notification, PortId port, String item) {
        PortState state = Notification.state(notification.data().getOrDefault(item, ""));
        return state == PortState.UNKNOWN
                ? Optional.empty()
                : Optional.of(new PortEvent(
                        serial(),
                        port,
                        state,
                        notification.topic(),
                        notification.source(),
                        notification.data(),
                        notification.time()));
    }

    private DeviceEvent other(Notification notification) {
        return new OtherEvent(
                serial(), notification.topic(), notification.source(), notification.data(), notification.time(), true);
    }

    private String serial() {
        return io.session().known().map(identity -> identity.info().serial()).orElse("");
    }

    // ---- reading ----

    @Override
    public CompletableFuture<List<DeviceEvent>> read() {
        Operation<List<DeviceEvent>> reading = Operation.named("events.read", "io-port-management", Effect.READ)
                .role(Role.VIEWER, "VAPIX io-port-management")
                .steps(context -> PortWire.read(io, context).thenApply(this::states));
        return io.session().invoker().startInternally(reading);
    }

    private List<DeviceEvent> states(PortList ports) {
        lastRead = ports;
        List<DeviceEvent> states = new ArrayList<>();
        for (Port port : ports.ports()) {
            if (port.state() != PortState.UNKNOWN) {
                Map<String, String> source = new HashMap<>();
                source.put("port", Integer.toString(port.id().index()));
                states.add(new PortEvent(
                        serial(),
                        port.id(),
                        port.state(),
                        "Device/IO/Port",
                        source,
                        Map.of("state", port.state() == PortState.ACTIVE ? "1" : "0"),
                        Optional.empty()));
            }
        }
        return states;
    }

    /** The ports as they were read last. */
    public Optional<PortList> ports() {
        return Optional.ofNullable(lastRead);
    }

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

    @Override
    public boolean faulty(DeviceEvent event) {
        return event instanceof SupervisedPortEvent supervised && !supervised.intact();
    }
}
