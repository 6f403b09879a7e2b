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
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.SystemOperations;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.PortList;
import dev.openaxis.vapix.internal.io.PortWire;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Port and relay events over the WebSocket stream, and {@code getPorts} as the read that completes them.
 *
 * <p>Which number an output has in events is an inference of the references. It is believed only when the set of numbers a
 * topic names is exactly the set of the device's outputs; until then such an event is delivered as it came and makes the SDK
 * read the ports.
 */
public final class WebSocketFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketFeed.class);
    private static final String API = "event-streaming-over-websocket";
    private static final String TARGET = "/vapix/ws-data-stream?sources=events";
    /** Topic to the source item that names the port, and the data item with the state. */
    private static final Map<String, String[]> TOPICS = Map.of(
            "device/io/port", new String[] {"port", "state"},
            "device/io/outputport", new String[] {"port", "state"},
            "device/trigger/relay", new String[] {"RelayToken", "LogicalState"});

    private static final String CONFIGURE = Json.write(
            Map.of(
                    "apiVersion",
                    "1.0",
                    "context",
                    "axis-device-sdk",
                    "method",
                    "events:configure",
                    "params",
                    Map.of(
                            "eventFilterList",
                            List.of(
                                    Map.of(
                                            "topicFilter",
                                            "tns1:Device/tnsaxis:IO/Port|tns1:Device/tnsaxis:IO/OutputPort|tns1:Device/Trigger/Relay")))));

    private final IoSession io;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private @Nullable LiveStream stream;
    private volatile @Nullable PortList lastRead;
    private volatile Map<String, Set<String>> outputNames = Map.of();

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
        return io.session().invoker().start(opening(sink), dev.openaxis.core.CallOptions.DEFAULT);
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
                    return bootId(context).thenCompose(boot -> connect(context, sink, boot));
                }));
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
        outputNames = new ConcurrentHashMap<>();
        CompletableFuture<Void> configured = new CompletableFuture<>();
        Listener listener = new Listener(sink, configured, context.failure("the event stream"));
        return io.session()
                .invoker()
                .transport()
                .openWebSocket(TARGET, context.left(), listener)
                .thenCompose(socket -> {
                    context.onGiveUp(() -> {
                        if (!configured.isDone()) {
                            socket.close();
                        }
                    });
                    socket.send(CONFIGURE);
                    return configured.handle((nothing, failure) -> {
                        if (failure != null) {
                            socket.close();
                            throw new java.util.concurrent.CompletionException(DeviceSession.cause(failure));
                        }
                        return new Connected(socket, bootId);
                    });
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

        Listener(Sink sink, CompletableFuture<Void> configured, Failure failure) {
            this.sink = sink;
            this.configured = configured;
            this.failure = failure;
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
            int code = (int) error.get().integer("code").orElse(0);
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
            } else {
                sink.event(event(notification.get()));
            }
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
        String topic = notification.topic().toLowerCase(Locale.ROOT);
        String[] items = TOPICS.get(topic);
        if (items != null) {
            String name = notification.source().getOrDefault(items[0], "");
            PortState state = Notification.state(notification.data().getOrDefault(items[1], ""));
            Optional<PortId> port = notification.is("Device/IO/Port") ? number(name) : outputPort(topic, name);
            if (port.isPresent() && state != PortState.UNKNOWN) {
                return new PortEvent(
                        serial(),
                        port.get(),
                        state,
                        notification.topic(),
                        notification.source(),
                        notification.data(),
                        notification.time());
            }
        }
        return new OtherEvent(
                serial(), notification.topic(), notification.source(), notification.data(), notification.time(), true);
    }

    /** Port numbers count from 0; -1 is the aggregate of all ports, which is not a port. */
    private static Optional<PortId> number(String text) {
        try {
            int index = Integer.parseInt(text.trim());
            return index >= 0 && index <= 255 ? Optional.of(PortId.of(index)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The output an event is about, if the numbering of its topic is proven; else asks for a read. */
    private Optional<PortId> outputPort(String topic, String name) {
        outputNames.computeIfAbsent(topic, any -> new ConcurrentSkipListSet<>()).add(name);
        PortList ports = lastRead;
        Set<String> outputs = ports == null
                ? Set.of()
                : ports.ports().stream()
                        .filter(port -> port.direction() == Port.Direction.OUTPUT)
                        .map(port -> Integer.toString(port.id().index()))
                        .collect(Collectors.toCollection(TreeSet::new));
        if (!outputs.isEmpty() && outputs.equals(outputNames.get(topic))) {
            return number(name);
        }
        LiveStream live = stream;
        if (live != null) {
            live.reread();
        }
        return Optional.empty();
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
        return io.session().invoker().start(reading, dev.openaxis.core.CallOptions.DEFAULT);
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

    @Override
    public Optional<PointId> pointOf(DeviceEvent event) {
        if (event instanceof PortEvent port) {
            PortList ports = lastRead;
            return Optional.of(new PointId(
                    port.serial(),
                    "port",
                    Integer.toString(port.port().index()),
                    ports == null ? "" : ports.topology()));
        }
        return Optional.empty();
    }

    @Override
    public String valueOf(DeviceEvent event) {
        return event instanceof PortEvent port ? port.state().name().toLowerCase(Locale.ROOT) : "";
    }
}
