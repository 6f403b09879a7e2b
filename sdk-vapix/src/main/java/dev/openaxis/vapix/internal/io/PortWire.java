package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.Sequence;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The requests and answers of {@code portmanagement.cgi} and {@code port.cgi}. */
public final class PortWire {
    private static final JsonCgi API = JsonCgi.PORT_MANAGEMENT;
    static final String PATH = API.path();
    private static final String PORT_CGI = "/axis-cgi/io/port.cgi";
    private static final Pattern CHECKED = Pattern.compile("(?m)^\\s*(?:port)?(\\d{1,4})=(\\S+)\\s*$");

    private PortWire() {}

    // ---- reading ----

    /** The read that lists all ports; also the proof of a connection before an action. */
    static HttpRequest getPorts(IoSession io, CallContext context) {
        return API.call(context, Effect.READ, io.apiVersion(), "getPorts").build();
    }

    /** Reads all ports. */
    public static CompletableFuture<PortList> read(IoSession io, CallContext context) {
        DeviceSession session = io.session();
        return session.identity(context).thenCompose(identity -> {
            if (identity.capabilities().listed() && !identity.capabilities().has(API.id())) {
                throw new UnsupportedCapabilityException(
                        context.failure("the device does not have " + API.id())
                                .advice("It came with AXIS OS " + API.since()),
                        API.id());
            }
            return session.send(context, getPorts(io, context))
                    .thenApply(response -> list(io, context, identity.info(), response));
        });
    }

    private static PortList list(IoSession io, CallContext context, DeviceInfo info, HttpResponse response) {
        Json data = API.data(io.session(), context, response);
        if (!data.isArray("items") && data.integer("numberOfPorts").orElse(-1) != 0) {
            // Only a device without ports leaves the array out.
            throw new MalformedResponseException(
                    context.failure("the answer lists no ports and does not say that there are none"), response.text());
        }
        PortMap map = io.acceptedMap();
        if (map != null) {
            // A map of another device or of other ports says nothing about these.
            String topology = PortList.of(ports(data, info, io, null)).topology();
            boolean fits = map.serial().equalsIgnoreCase(info.serial())
                    && map.topology().equals(topology);
            map = fits ? map : null;
        }
        return PortList.of(ports(data, info, io, map));
    }

    /** The proof of a connection before an action: the ports once more, which may say that the action is not to be sent. */
    private static HttpRequest.Builder proven(
            HttpRequest.Builder action, IoSession io, CallContext context, long lookedAt, Consumer<PortList> check) {
        DeviceInfo info = io.session().known().map(DeviceSession.Identity::info).orElseThrow();
        return action.provenBy(
                getPorts(io, context), lookedAt, answer -> check.accept(list(io, context, info, answer)));
    }

    private static List<Port> ports(Json data, DeviceInfo info, IoSession io, @Nullable PortMap map) {
        List<Port> ports = new ArrayList<>();
        // The array is absent when there are no ports.
        List<Json> items = data.objects("items");
        for (Json item : items) {
            OptionalLong index = item.integer("port");
            if (index.isPresent() && index.getAsLong() >= 0 && index.getAsLong() <= 255) {
                ports.add(port(item, PortId.of((int) index.getAsLong()), info.model(), items.size(), io, map));
            } else {
                io.session().forgive(API.id() + " items[].port");
            }
        }
        return ports;
    }

    private static Port port(Json item, PortId id, String model, int ports, IoSession io, @Nullable PortMap map) {
        Port.Direction direction = switch (item.text("direction", "")) {
            case "input" -> Port.Direction.INPUT;
            case "output" -> Port.Direction.OUTPUT;
            default -> Port.Direction.UNKNOWN;
        };
        PortMap.Entry checked = map == null ? null : map.entries().get(id);
        boolean relay = checked != null ? checked.relay() : ProductTable.provenRelay(model, id);
        Port.Kind kind = switch (direction) {
            case INPUT -> Port.Kind.INPUT;
            case OUTPUT -> relay ? Port.Kind.RELAY : Port.Kind.OUTPUT;
            case UNKNOWN -> Port.Kind.UNKNOWN;
        };
        Optional<Port.Terminal> terminal =
                checked != null && !checked.terminal().isEmpty()
                        ? Optional.of(new Port.Terminal(
                                checked.module().map(module -> module + " ").orElse("") + checked.terminal(),
                                Port.Basis.COMMISSIONED))
                        : ProductTable.terminal(model, id, ports);
        boolean output = direction == Port.Direction.OUTPUT;
        return new Port(
                id,
                kind,
                direction,
                item.text("name", ""),
                item.text("usage", ""),
                item.bool("configurable").orElse(false),
                item.bool("readonly").orElse(false),
                circuit(item.text("state", "")),
                circuit(item.text("normalState", "")),
                terminal,
                output ? Optional.of(toggleUrl(io, id, '/')) : Optional.empty(),
                output ? Optional.of(toggleUrl(io, id, '\\')) : Optional.empty());
    }

    private static CircuitState circuit(String text) {
        return switch (text) {
            case "open" -> CircuitState.OPEN;
            case "closed" -> CircuitState.CLOSED;
            default -> CircuitState.UNKNOWN;
        };
    }

    private static URI toggleUrl(IoSession io, PortId port, char step) {
        return io.session()
                .invoker()
                .address()
                .resolve(PORT_CGI + "?action=" + encoded(port.portCgiNumber() + ":" + step));
    }

    /**
     * Asks {@code port.cgi} whether a port is active: the device applies the polarity, so this works where the normal state
     * is not told. Empty if the device does not have the CGI.
     */
    static CompletableFuture<Optional<PortState>> checkActive(IoSession io, CallContext context, PortId port) {
        HttpRequest request = HttpRequest.get(PORT_CGI + "?checkactive=" + port.portCgiNumber())
                .operation(context.operation().name())
                .build();
        return io.session().send(context, request).thenApply(response -> {
            if (response.status() == 404) {
                return Optional.empty();
            }
            if (response.status() != 200) {
                throw JsonCgi.statusError(context, response, PORT_CGI, "port.cgi", "AXIS OS 5.00");
            }
            return Optional.of(checked(response.text(), port));
        });
    }

    static PortState checked(String text, PortId port) {
        Matcher line = CHECKED.matcher(text);
        while (line.find()) {
            if (Integer.parseInt(line.group(1)) == port.portCgiNumber()) {
                return switch (line.group(2)) {
                    case "active" -> PortState.ACTIVE;
                    case "inactive" -> PortState.INACTIVE;
                    default -> PortState.UNKNOWN;
                };
            }
        }
        return PortState.UNKNOWN;
    }

    // ---- settings ----

    /** Changes settings of a port. The device applies the normal state before anything else. */
    static CompletableFuture<Void> configure(IoSession io, CallContext context, PortId port, PortSettings settings) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("port", Integer.toString(port.index()));
        settings.name().ifPresent(name -> change.put("name", name));
        settings.usage().ifPresent(usage -> change.put("usage", usage));
        settings.direction().ifPresent(way -> change.put("direction", way.name().toLowerCase(Locale.ROOT)));
        settings.normal()
                .ifPresent(normal -> change.put("normalState", normal.name().toLowerCase(Locale.ROOT)));
        HttpRequest request = API.call(
                        context, Effect.CONFIGURE, io.apiVersion(), "setPorts", Map.of("ports", List.of(change)))
                .build();
        return io.session().send(context, request).thenAccept(response -> API.data(io.session(), context, response));
    }

    // ---- acting ----

    /** An action string of {@code port.cgi}: the device knows the polarity. */
    static String action(PortId port, Command command) {
        StringBuilder action = new StringBuilder().append(port.portCgiNumber()).append(':');
        for (Sequence.Step step : command.steps()) {
            action.append(step.active() ? '/' : '\\').append(step.hold().toMillis());
        }
        return action.append(command.end() == PortState.ACTIVE ? '/' : '\\').toString();
    }

    static HttpRequest viaPortCgi(
            IoSession io, CallContext context, PortId port, Command command, long lookedAt, Consumer<PortList> check) {
        HttpRequest.Builder request = HttpRequest.method(
                        "GET", PORT_CGI + "?action=" + encoded(action(port, command)), Effect.ACTUATE)
                .operation(context.operation().name());
        // An A9210 holds the answer until the pulse is over (observed).
        return proven(command.steps().isEmpty() ? request : request.held(), io, context, lookedAt, check)
                .build();
    }

    /** The same through port management, for a port whose normal state is known. */
    static HttpRequest viaPortManagement(
            IoSession io, CallContext context, Port port, Command command, long lookedAt, Consumer<PortList> check) {
        String id = Integer.toString(port.id().index());
        HttpRequest.Builder request;
        if (command.steps().isEmpty()) {
            Map<String, Object> change =
                    Map.of("port", id, "state", circuitFor(port, command.end() == PortState.ACTIVE));
            // "params" is an object holding "ports"; an array there is error 2103.
            request = API.call(context, Effect.ACTUATE, io.apiVersion(), "setPorts", Map.of("ports", List.of(change)));
        } else {
            List<Map<String, Object>> states = new ArrayList<>();
            for (Sequence.Step step : command.steps()) {
                states.add(Map.of(
                        "state",
                        circuitFor(port, step.active()),
                        "time",
                        step.hold().toMillis()));
            }
            states.add(Map.of("state", circuitFor(port, command.end() == PortState.ACTIVE), "time", 0));
            request = API.call(
                    context,
                    Effect.ACTUATE,
                    io.apiVersion(),
                    "setStateSequence",
                    Map.of("port", id, "sequence", states));
        }
        return proven(request, io, context, lookedAt, check).build();
    }

    private static String circuitFor(Port port, boolean active) {
        boolean closed = (port.normal() == CircuitState.CLOSED) != active;
        return closed ? "closed" : "open";
    }

    /** Raises what an answer to an action says against it; returns normally if the device took the command. */
    static void requireAccepted(IoSession io, CallContext context, HttpResponse response, boolean portCgi) {
        if (!portCgi) {
            API.data(io.session(), context, response);
            return;
        }
        if (response.status() != 200) {
            throw JsonCgi.statusError(context, response, PORT_CGI, "port.cgi", "AXIS OS 5.00");
        }
        String text = response.text().trim();
        if (!text.isEmpty()) {
            // Documented answer: empty. Error answers are not public, so a text is not taken for success.
            throw new MalformedResponseException(
                    context.failure(PORT_CGI + " answered a text where none belongs")
                            .effect(dev.openaxis.core.AppliedEffect.POSSIBLE),
                    text);
        }
    }

    /** Percent-encodes {@code : / \}, as the reference demands. */
    private static String encoded(String action) {
        return action.replace(":", "%3A").replace("/", "%2F").replace("\\", "%5C");
    }
}
