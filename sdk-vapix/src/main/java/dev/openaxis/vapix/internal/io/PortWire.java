package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.Sequence;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reading ports from where the device tells them, and the requests that drive one. */
public final class PortWire {
    private static final JsonCgi API = JsonCgi.PORT_MANAGEMENT;
    private static final PortSource MANAGED = new ManagedPorts();
    private static final PortSource PARAMETERS = new ParameterPorts();
    private static final PortSource GPIO = new GpioPorts();
    private static final String PORT_CGI = "/axis-cgi/io/port.cgi";
    private static final Pattern CHECKED = Pattern.compile("(?m)^[ \\t]*(?:port)?(\\d{1,4})=(\\S+)[ \\t]*$");
    private static final int LAST_NUMBER = 256;
    /** Enough for every port in any form of the answer. */
    private static final int MAX_BYTES = 1 << 16;

    private PortWire() {}

    // ---- reading ----

    /**
     * Where the ports are read: io-port-management if the device lists it; the general purpose I/O service if that answered;
     * io-port-management also if the device lists nothing and was not seen to lack it; else parameters.
     */
    static PortSource source(IoSession io) {
        Capabilities capabilities =
                io.session().known().map(DeviceSession.Identity::capabilities).orElseThrow();
        if (capabilities.has(API.id())) {
            return MANAGED;
        }
        if (io.gpio().orElse(false)) {
            return GPIO;
        }
        return capabilities.listed() || io.lacksPortManagement() ? PARAMETERS : MANAGED;
    }

    /** The same, asking first whether there is a general purpose I/O service if that may be and was not asked before. */
    static CompletableFuture<PortSource> find(IoSession io, CallContext context) {
        return io.session().identity(context).thenCompose(identity -> {
            boolean ask = !identity.capabilities().has(API.id())
                    && ProductTable.mayHaveGpio(identity.info().model())
                    && io.gpio().isEmpty();
            return ask
                    ? new GpioWire(io, context).answers().thenApply(answers -> {
                        io.gpio(answers);
                        return source(io);
                    })
                    : CompletableFuture.completedFuture(source(io));
        });
    }

    /** Whether the device has io-port-management, as far as is known. */
    static boolean managed(IoSession io) {
        return source(io) == MANAGED;
    }

    /** Reads all ports. */
    public static CompletableFuture<PortList> read(IoSession io, CallContext context) {
        DeviceSession session = io.session();
        return find(io, context).thenCompose(source -> {
            DeviceSession.Identity identity = session.known().orElseThrow();
            if (source != MANAGED || identity.capabilities().listed()) {
                return source.read(io, context, identity.info());
            }
            // A device that lists nothing is asked.
            return session.send(context, MANAGED.proof(io, context)).thenCompose(response -> {
                if (response.status() == 404) {
                    return PARAMETERS.read(io, context, identity.info()).thenApply(ports -> {
                        io.foundNoPortManagement();
                        return ports;
                    });
                }
                return CompletableFuture.completedFuture(MANAGED.proven(io, context, identity.info(), response));
            });
        });
    }

    /** The proof of a connection before an action: the ports once more, which may say that the action is not to be sent. */
    static HttpRequest.Builder proven(
            HttpRequest.Builder action, IoSession io, CallContext context, long lookedAt, Consumer<PortList> check) {
        DeviceInfo info = io.session().known().map(DeviceSession.Identity::info).orElseThrow();
        PortSource source = source(io);
        return action.provenBy(
                source.proof(io, context), lookedAt, answer -> check.accept(source.proven(io, context, info, answer)));
    }

    static URI toggleUrl(IoSession io, PortId port, char step) {
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
        return ask(io, context, "checkactive", List.of(port))
                .thenApply(answer -> answer.map(words -> state(words.getOrDefault(port, ""))));
    }

    /**
     * Asks {@code port.cgi} one thing about several ports; those it says nothing about are left out. Empty if the device does
     * not have the CGI.
     */
    static CompletableFuture<Optional<Map<PortId, String>>> ask(
            IoSession io, CallContext context, String question, List<PortId> ports) {
        String numbers = ports.stream()
                .map(port -> Integer.toString(port.portCgiNumber()))
                .collect(Collectors.joining(","));
        HttpRequest request = HttpRequest.get(PORT_CGI + "?" + question + "=" + numbers)
                .operation(context.operation().name())
                .maxResponseBytes(MAX_BYTES)
                .build();
        return io.session().send(context, request).thenApply(response -> {
            if (response.status() == 404) {
                return Optional.empty();
            }
            if (response.status() != 200) {
                throw JsonCgi.statusError(context, response, PORT_CGI, "port.cgi", "AXIS OS 5.00");
            }
            return Optional.of(answers(response.text()));
        });
    }

    static Map<PortId, String> answers(String text) {
        Map<PortId, String> words = new HashMap<>();
        Matcher line = CHECKED.matcher(text);
        while (line.find()) {
            int number = Integer.parseInt(line.group(1));
            if (number >= 1 && number <= LAST_NUMBER) {
                words.putIfAbsent(PortId.of(number - 1), line.group(2));
            }
        }
        return words;
    }

    static PortState state(String word) {
        return switch (word) {
            case "active" -> PortState.ACTIVE;
            case "inactive" -> PortState.INACTIVE;
            default -> PortState.UNKNOWN;
        };
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
    static String encoded(String action) {
        return action.replace(":", "%3A").replace("/", "%2F").replace("\\", "%5C");
    }
}
