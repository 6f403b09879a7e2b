package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.Effect;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.Role;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.ParamCgi;
import dev.openaxis.vapix.io.Confirmation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The operations on the manual trigger and on simulated inputs (VAPIX input-and-outputs, {@code io/virtualinput.cgi}): one
 * CGI, told apart by the number alone. What they start may move something, so they are actions.
 */
public final class SwitchedInputOperations {
    private static final String CGI = "/axis-cgi/io/virtualinput.cgi";
    private static final String SINCE = "AXIS OS 5.00";
    private static final String TRIGGER = "Properties.IO.ManualTriggerNbr";
    private static final int HIGHEST = 256;
    /** How long a pulse has the device to itself. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private SwitchedInputOperations() {}

    /**
     * Switches the manual trigger, or an input.
     *
     * @param input the input to simulate, empty for the manual trigger
     * @param verb for messages
     */
    public static Operation<Confirmation> act(IoSession io, Optional<PortId> input, String verb, Command command) {
        String name = input.isEmpty() ? "io.manualTrigger." : "io.simulate.";
        Object row = input.<Object>map(port -> port).orElse("the manual trigger");
        return Operation.named(name + verb, CGI, Effect.ACTUATE)
                .role(Role.VIEWER, "VAPIX input-and-outputs")
                .within(Operation.DEFAULT_DEADLINE.plus(command.total()))
                .steps(context -> io.session().identity(context).thenCompose(identity -> {
                    io.requireOperator(context);
                    CompletableFuture<Confirmation> result = new CompletableFuture<>();
                    io.queues()
                            .inTurn(row, context, () -> {
                                CompletableFuture<Confirmation> action = input.map(
                                                port -> simulate(io, context, port, command))
                                        .orElseGet(() -> trigger(io, context, command));
                                return turn(context, command, follow(result, action));
                            })
                            .whenComplete((turn, failure) -> {
                                if (failure != null) {
                                    result.completeExceptionally(failure);
                                }
                            });
                    return result;
                }));
    }

    private static CompletableFuture<Confirmation> follow(
            CompletableFuture<Confirmation> result, CompletableFuture<Confirmation> action) {
        return action.whenComplete((taken, failure) -> {
            if (failure == null) {
                result.complete(taken);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /**
     * When the next action may follow. A device may hold the answer to a pulse back until the pulse is over, and a
     * deactivation must not wait for that.
     */
    private static CompletableFuture<Void> turn(CallContext context, Command command, CompletableFuture<?> action) {
        CompletableFuture<?> over =
                command.steps().isEmpty() ? action : CompletableFuture.anyOf(action, begun(context, action));
        return over.thenAccept(any -> {});
    }

    private static CompletableFuture<Void> begun(CallContext context, CompletableFuture<?> action) {
        // Asked before the pause: once it is sent the device still needs a moment to begin.
        boolean sent = context.changeSent();
        return context.pause(GRACE)
                .thenCompose(passed -> sent || action.isDone() || context.left().isNegative()
                        ? CompletableFuture.completedFuture(null)
                        : begun(context, action));
    }

    // ---- the manual trigger ----

    private static CompletableFuture<Confirmation> trigger(IoSession io, CallContext context, Command command) {
        long asked = System.nanoTime();
        return number(io, context).thenCompose(told -> {
            int number = told.orElseThrow(() -> new UnsupportedCapabilityException(
                    context.failure("the device has no manual trigger: it does not tell " + TRIGGER), CGI));
            HttpRequest.Builder action = action(number, command).provenBy(listing(context), asked, answer -> {
                if (!number(context, answer).equals(told)) {
                    throw new TopologyChangedException(
                            context.failure("the number of the manual trigger changed while the action waited"));
                }
            });
            return send(io, context, action, "the action on the manual trigger");
        });
    }

    private static HttpRequest listing(CallContext context) {
        return ParamCgi.listing(List.of("root.Properties.IO"))
                .operation(context.operation().name())
                .build();
    }

    private static CompletableFuture<Optional<Integer>> number(IoSession io, CallContext context) {
        return io.session().send(context, listing(context)).thenApply(answer -> number(context, answer));
    }

    /** 6 on most cameras, 17 on an A9188: never assumed. */
    private static Optional<Integer> number(CallContext context, HttpResponse answer) {
        OptionalLong told = ParamCgi.listed(context, answer).integer(TRIGGER);
        return told.isPresent() && told.getAsLong() >= 1 && told.getAsLong() <= HIGHEST
                ? Optional.of((int) told.getAsLong())
                : Optional.empty();
    }

    // ---- a simulated input ----

    private static CompletableFuture<Confirmation> simulate(
            IoSession io, CallContext context, PortId input, Command command) {
        long asked = System.nanoTime();
        return PortWire.read(io, context).thenCompose(ports -> {
            requireCertain(io, context, ports, input);
            return number(io, context).thenCompose(trigger -> {
                int number = input.portCgiNumber();
                if (trigger.equals(Optional.of(number))) {
                    throw new UnverifiedMappingException(context.failure("the number of " + input
                            + " is that of the manual trigger as well, so either could be meant"));
                }
                HttpRequest.Builder action = PortWire.proven(action(number, command), io, context, asked, again -> {
                    if (!again.topology().equals(ports.topology())) {
                        throw new TopologyChangedException(
                                context.failure("the device's ports changed while the action waited"));
                    }
                });
                return send(io, context, action, "the simulation of " + input);
            });
        });
    }

    private static void requireCertain(IoSession io, CallContext context, PortList ports, PortId input) {
        io.requireSeen(context, ports);
        Port port = ports.require(context, input);
        if (port.direction() != Port.Direction.INPUT) {
            throw new WrongPortException(context.failure(port + " is not an input"));
        }
        DeviceInfo info = io.session().known().map(DeviceSession.Identity::info).orElseThrow();
        if (ProductTable.doorController(info.model(), info.productType())) {
            throw new UnverifiedMappingException(
                    context.failure("this is a door controller, whose inputs may open doors"));
        }
        // "Input 1 to n" may count all ports or only the inputs; where those before it are inputs, both mean the same.
        boolean sameEitherWay = ports.ports().stream()
                        .filter(other -> other.direction() == Port.Direction.INPUT)
                        .filter(other -> other.id().compareTo(input) <= 0)
                        .count()
                == input.portCgiNumber();
        if (!sameEitherWay) {
            throw new UnverifiedMappingException(context.failure(
                            "it is not documented whether simulated inputs are counted among all ports or among the inputs, and "
                                    + input + " would not be the same")
                    .advice("Simulate inputs only where no outputs come before them"));
        }
    }

    // ---- the action ----

    private static HttpRequest.Builder action(int number, Command command) {
        HttpRequest.Builder request = HttpRequest.method(
                "GET",
                CGI + "?action=" + PortWire.encoded(PortWire.action(PortId.of(number - 1), command)),
                Effect.ACTUATE);
        return command.steps().isEmpty() ? request : request.held();
    }

    private static CompletableFuture<Confirmation> send(
            IoSession io, CallContext context, HttpRequest.Builder action, String what) {
        return io.session()
                .text(context, action, CGI, SINCE)
                .thenApply(text -> {
                    requireNoError(context, text);
                    return new Confirmation(Evidence.ACCEPTED, Instant.now());
                })
                .exceptionally(failure -> {
                    throw DeviceSession.orUnknown(context, DeviceSession.thrown(failure), what);
                });
    }

    /** Documented is a plain text with status 200, but not which: what looks like an error is not taken for success. */
    private static void requireNoError(CallContext context, String text) {
        String said = text.trim().toLowerCase(Locale.ROOT);
        if (said.startsWith("<") || said.contains("error")) {
            throw new MalformedResponseException(
                    context.failure(CGI + " answered something that is no success")
                            .effect(AppliedEffect.POSSIBLE),
                    text);
        }
    }
}
