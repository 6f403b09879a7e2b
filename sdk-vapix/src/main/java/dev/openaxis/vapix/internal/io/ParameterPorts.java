package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthenticationException;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.JsonCgi;
import dev.openaxis.vapix.internal.ParamCgi;
import dev.openaxis.vapix.internal.ParameterOperations;
import dev.openaxis.vapix.internal.accounts.AccountOperations;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.parameters.ParameterList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ports of devices without io-port-management: the parameters {@code IOPort} tell which ports there are, {@code port.cgi}
 * their states (VAPIX input-and-outputs, AXIS OS 5.00 and later). Reading the parameters needs an operator, writing them an
 * administrator.
 *
 * <p>The proof before an action is the list of parameters: one request that tells ids, directions, configurability and
 * polarity, so nothing is driven on ports that changed. It tells no states; those stay as they were looked at.
 */
final class ParameterPorts implements PortSource {
    private static final String STEM = "IOPort.I";
    /** The counts of ports by direction are read by anybody, so they tell a device without ports from a low role. */
    private static final List<String> COUNTS = List.of("Input.NbrOfInputs", "Output.NbrOfOutputs");

    private static final List<String> GROUPS = List.of("root.IOPort", "root.Input", "root.Output");
    private static final int LAST_INDEX = 255;

    // ---- reading ----

    @Override
    public CompletableFuture<PortList> read(IoSession io, CallContext context, DeviceInfo info) {
        return io.session()
                .send(context, proof(io, context))
                .handle((answer, failure) -> {
                    if (DeviceSession.cause(failure) instanceof AuthorizationException refused) {
                        throw notReadable(context, refused);
                    }
                    if (failure != null) {
                        throw DeviceSession.thrown(failure);
                    }
                    return answer;
                })
                .thenCompose(answer -> {
                    ParameterList all = listed(context, answer);
                    List<ToldPort> told = told(io, context, all);
                    return told.isEmpty() && counted(all).isEmpty()
                            ? requireMore(io, context, info, told)
                            : withStates(io, context, told);
                })
                .thenApply(told -> ToldPort.list(io, info, PortApi.PARAMETERS, told, told.size()));
    }

    @Override
    public HttpRequest proof(IoSession io, CallContext context) {
        return ParamCgi.listing(GROUPS).operation(context.operation().name()).build();
    }

    @Override
    public PortList proven(IoSession io, CallContext context, DeviceInfo info, HttpResponse answer) {
        List<ToldPort> told = told(io, context, listed(context, answer));
        return ToldPort.list(io, info, PortApi.PARAMETERS, told, told.size());
    }

    private static ParameterList listed(CallContext context, HttpResponse answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw notReadable(context, null);
        }
        ParameterList all = ParamCgi.listed(context, answer);
        if (all.asMap().isEmpty() && all.errors().isEmpty()) {
            throw new MalformedResponseException(
                    context.failure("the answer lists no ports and does not say that there are none"), answer.text());
        }
        return all;
    }

    private static List<ToldPort> told(IoSession io, CallContext context, ParameterList all) {
        SortedMap<Integer, ParameterList> groups = all.indexed(STEM);
        if (groups.isEmpty() && counted(all).orElse(0) > 0) {
            throw notReadable(context, null);
        }
        List<ToldPort> told = new ArrayList<>();
        groups.forEach((index, port) -> {
            if (index <= LAST_INDEX) {
                told.add(told(PortId.of(index), port));
            } else {
                io.session().forgive("IOPort index");
            }
        });
        return told;
    }

    /** Products leave keys out (recorded); what is left out is unknown, and never the default of the reference. */
    private static ToldPort told(PortId id, ParameterList port) {
        Port.Direction direction = ToldPort.direction(word(port, "Direction"));
        String set = set(direction);
        return new ToldPort(
                id,
                direction,
                port.get(set + "Name").orElse(""),
                port.get("Usage").orElse(""),
                word(port, "Configurable").equals("yes"),
                false,
                CircuitState.UNKNOWN,
                // The parameter names the circuit of the active port, which is the other one.
                ToldPort.opposite(ToldPort.circuit(word(port, set + active(direction)))),
                false);
    }

    private static String word(ParameterList port, String name) {
        return port.get(name).map(String::trim).orElse("");
    }

    /** Both sets are there on a configurable port; that of its direction is in force. */
    private static String set(Port.Direction direction) {
        return switch (direction) {
            case INPUT -> "Input.";
            case OUTPUT -> "Output.";
            case UNKNOWN -> "Unknown.";
        };
    }

    private static String active(Port.Direction direction) {
        return direction == Port.Direction.INPUT ? "Trig" : "Active";
    }

    /** How many ports the device says it has, empty if it does not. */
    private static OptionalLong counted(ParameterList all) {
        return COUNTS.stream()
                .map(all::integer)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .reduce((one, other) -> Math.max(one, 0) + Math.max(other, 0));
    }

    /** A device that shows neither ports nor counts hides them from a viewer, or has none. */
    private static CompletableFuture<List<ToldPort>> requireMore(
            IoSession io, CallContext context, DeviceInfo info, List<ToldPort> none) {
        return AccountOperations.whoAmI(io.session()).steps().apply(context).handle((account, failure) -> {
            // Some products cannot say who is asking (observed).
            if (failure != null && !(DeviceSession.cause(failure) instanceof UnsupportedCapabilityException)) {
                throw DeviceSession.thrown(failure);
            }
            if (failure == null
                    && account.role().filter(AccountRole.VIEWER::equals).isPresent()) {
                throw notReadable(context, null);
            }
            if (ProductTable.mayHaveGpio(info.model())) {
                // These have ports (documented). What made the service look absent may be over: it is asked again.
                io.forgetWires();
                throw new UnsupportedCapabilityException(
                        context.failure("the device tells its ports neither over " + GpioWire.API.path()
                                        + " nor as parameters")
                                .advice("Try again: an " + info.model() + " is documented to have the service"),
                        GpioWire.API.prefix());
            }
            return none;
        });
    }

    private static AuthorizationException notReadable(CallContext context, @Nullable Throwable cause) {
        return new AuthorizationException(context.failure(
                        "the account cannot read the parameters IOPort, and the device tells its ports nowhere else")
                .cause(cause)
                .advice("A viewer can read ports only where there is io-port-management (AXIS OS 9.70); here this"
                        + " needs an operator (VAPIX input-and-outputs)"));
    }

    // ---- states ----

    /**
     * One request where all polarities are known. The device compares circuit and polarity itself, so a polarity that
     * changes between the two requests cannot turn a state around.
     */
    private static CompletableFuture<List<ToldPort>> withStates(
            IoSession io, CallContext context, List<ToldPort> told) {
        return ask(io, context, "checkactive", ids(told, true))
                .thenCompose(active -> ask(io, context, "check", ids(told, false))
                        .thenApply(closed -> told.stream()
                                .map(port -> port.with(
                                        port.normal() == CircuitState.UNKNOWN
                                                ? circuit(closed.getOrDefault(port.id(), ""))
                                                : circuit(port.normal(), active.getOrDefault(port.id(), ""))))
                                .toList()));
    }

    private static List<PortId> ids(List<ToldPort> told, boolean normalKnown) {
        return told.stream()
                .filter(port -> (port.normal() != CircuitState.UNKNOWN) == normalKnown)
                .map(ToldPort::id)
                .toList();
    }

    private static CompletableFuture<Map<PortId, String>> ask(
            IoSession io, CallContext context, String question, List<PortId> ports) {
        if (ports.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return PortWire.ask(io, context, question, ports).thenApply(answer -> {
            io.portCgi(answer.isPresent());
            return answer.orElseThrow(() -> new UnsupportedCapabilityException(
                    context.failure("the device has neither io-port-management nor port.cgi")
                            .advice("io-port-management came with AXIS OS 9.70, port.cgi with 5.00"),
                    JsonCgi.PORT_MANAGEMENT.id()));
        });
    }

    private static CircuitState circuit(String digit) {
        return switch (digit) {
            case "1" -> CircuitState.CLOSED;
            case "0" -> CircuitState.OPEN;
            default -> CircuitState.UNKNOWN;
        };
    }

    private static CircuitState circuit(CircuitState normal, String word) {
        return switch (PortWire.state(word)) {
            case ACTIVE -> ToldPort.opposite(normal);
            case INACTIVE -> normal;
            case UNKNOWN -> CircuitState.UNKNOWN;
        };
    }

    // ---- settings ----

    /** Sends only what differs, as writing a read-only parameter is refused even if it stays the same. */
    @Override
    public CompletableFuture<Void> configure(IoSession io, CallContext context, Port port, PortSettings settings) {
        Port.Direction way = settings.direction().orElse(port.direction());
        if (way == Port.Direction.UNKNOWN) {
            throw new WrongPortException(context.failure("the device does not tell the direction of " + port));
        }
        String group = STEM + port.id().index() + ".";
        Map<String, String> values = new LinkedHashMap<>();
        if (way != port.direction()) {
            values.put(group + "Direction", way.name().toLowerCase(Locale.ROOT));
        }
        settings.usage()
                .filter(usage -> !usage.equals(port.usage()))
                .ifPresent(usage -> values.put(group + "Usage", usage));
        settings.name().ifPresent(name -> values.put(group + set(way) + "Name", name));
        settings.normal()
                .map(ToldPort::opposite)
                .ifPresent(active ->
                        values.put(group + set(way) + active(way), active.name().toLowerCase(Locale.ROOT)));
        return values.isEmpty() ? CompletableFuture.completedFuture(null) : update(io, context, values);
    }

    private static CompletableFuture<Void> update(IoSession io, CallContext context, Map<String, String> values) {
        return ParameterOperations.update(io.session(), values)
                .steps()
                .apply(context)
                .exceptionally(failure -> {
                    Throwable cause = DeviceSession.cause(failure);
                    boolean password = cause instanceof AuthenticationException rejected && !rejected.stale();
                    if (password || cause instanceof AuthorizationException) {
                        // AXIS OS 12 answers 401 for read-only parameters too (observed); the account read just before.
                        throw new AuthorizationException(
                                context.failure("the device refused to write " + values.keySet())
                                        .effect(values.size() > 1 ? AppliedEffect.POSSIBLE : AppliedEffect.NONE)
                                        .cause(cause)
                                        .advice(
                                                "This needs an administrator (VAPIX input-and-outputs); the device answers the same"
                                                        + " for parameters that nobody can change"));
                    }
                    throw DeviceSession.thrown(failure);
                });
    }

    @Override
    public String path() {
        return ParamCgi.PATH;
    }
}
