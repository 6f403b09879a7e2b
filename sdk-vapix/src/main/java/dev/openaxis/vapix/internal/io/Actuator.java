package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.SystemOperations;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.WireApi;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Acting on an output: look, refuse what is not certain, act once, and believe only what is confirmed. The look is made in
 * turn with other actions on the port, on fresh ports, so nothing is decided by an old picture.
 */
public final class Actuator {
    private static final int MOST_HELD = 2;

    private final IoSession io;
    private final Target target;
    private final Command command;
    private final CallContext context;

    private Actuator(IoSession io, Target target, Command command, CallContext context) {
        this.io = io;
        this.target = target;
        this.command = command;
        this.context = context;
    }

    /** Drives an output. */
    public static CompletableFuture<Actuation> act(IoSession io, Target target, Command command, CallContext context) {
        Actuator actuator = new Actuator(io, target, command, context);
        if (command.steps().isEmpty() && command.end() == PortState.INACTIVE) {
            io.overtake(target.port());
        }
        return io.queues().inTurn(target.port(), context, actuator::afterOwnSequence);
    }

    /**
     * A sequence that runs in the device undoes what is set meanwhile, and cannot be stopped (VAPIX io-port-management): wait
     * for its end, unless the action wants just that end, or is left to the device's own refusal.
     */
    private CompletableFuture<Actuation> afterOwnSequence() {
        Duration rest = io.sequences().rest(target.port(), command);
        if (rest.isZero()
                || (target.wire() == WireApi.PORT_MANAGEMENT && !command.steps().isEmpty())) {
            return lookAndAct();
        }
        // A sequence does not outlive a restart of the device.
        return SystemOperations.ready(io.session(), context)
                .handle((readiness, failure) -> failure == null ? readiness.uptime() : Optional.<Duration>empty())
                .thenCompose(uptime -> {
                    uptime.ifPresent(io.sequences()::deviceHasRunFor);
                    return afterSequence(io.sequences().rest(target.port(), command));
                });
    }

    private CompletableFuture<Actuation> afterSequence(Duration rest) {
        if (rest.isZero()) {
            return lookAndAct();
        }
        if (rest.compareTo(context.left()) >= 0) {
            throw new DeadlineExceededException(context.failure("a sequence runs on " + target.port() + " for another "
                    + rest.toMillis() + " ms, which is past the deadline; nothing was sent"));
        }
        CompletableFuture<Void> over = context.pause(rest);
        // A call that nobody waits for any more must not keep the next one for this port.
        context.onGiveUp(() -> over.cancel(false));
        return over.thenCompose(end -> lookAndAct());
    }

    private CompletableFuture<Actuation> lookAndAct() {
        long asked = System.nanoTime();
        return PortWire.read(io, context).thenCompose(before -> {
            Duration roundTrip = Duration.ofNanos(System.nanoTime() - asked);
            Port port = requireDrivable(before);
            requireFeedback(before, port);
            return chooseWire(port).thenCompose(choice -> {
                PortState state = port.state() != PortState.UNKNOWN ? port.state() : choice.checked();
                Attempt.Look look = new Attempt.Look(port, state, asked, roundTrip);
                return new Attempt(
                                io,
                                target,
                                command,
                                context,
                                look,
                                choice.wire(),
                                fresh -> requireUnchanged(port, choice.wire(), fresh))
                        .run();
            });
        });
    }

    /** Looks once more, when the action's turn has come after all. */
    private void requireUnchanged(Port seen, WireApi wire, PortList fresh) {
        Port now = requireDrivable(fresh);
        // A list of parameters tells no states: there the look before counts.
        if (PortWire.managed(io) || fresh.tellsCircuits()) {
            requireFeedback(fresh, now);
        }
        if (wire == WireApi.PORT_MANAGEMENT && now.normal() != seen.normal()) {
            throw new TopologyChangedException(
                    context.failure("the normal state of " + seen + " changed while the action waited")
                            .advice("Look at the port again before acting"));
        }
    }

    // ---- is it the right port? ----

    private Port requireDrivable(PortList ports) {
        // A handle made before the first look is for the ports the caller saw first.
        String seen = io.topology();
        target.topology().compareAndSet(null, seen != null ? seen : ports.topology());
        if (seen == null) {
            io.shown(ports);
        }
        String madeFor = target.topology().get();
        if (!ports.topology().equals(madeFor)) {
            throw new TopologyChangedException(
                    context.failure("the device's ports are not the ones this handle was made for")
                            .advice("List the ports again, check the wiring and take a new handle"));
        }
        Port port = OutputCheck.requireOutput(context, ports, target.port());
        requireVerified(ports, port);
        return port;
    }

    /** An input that does not follow the output before the action cannot confirm it afterwards. */
    private void requireFeedback(PortList ports, Port output) {
        PortId id = target.feedback();
        if (id == null) {
            return;
        }
        Port feedback = ports.port(id)
                .filter(port -> port.direction() == Port.Direction.INPUT && port.state() != PortState.UNKNOWN)
                .orElseThrow(() -> new WrongPortException(
                        context.failure("the feedback " + id + " is not an input with a known state")));
        if (output.state() != PortState.UNKNOWN && feedback.state() != output.state()) {
            throw new UnverifiedMappingException(context.failure("the feedback " + id + " is " + feedback.state()
                            + " while the output is " + output.state() + ", so it cannot confirm anything")
                    .advice("Check the wiring and the normal state of the input"));
        }
    }

    private void requireVerified(PortList ports, Port port) {
        OutputCheck.requireMayAct(io, context, ports, target.doorsAllowed());
        if (target.relay()) {
            OutputCheck.requireRelay(context, port);
        }
    }

    // ---- over which API? ----

    private record Choice(WireApi wire, PortState checked) {}

    private CompletableFuture<Choice> chooseWire(Port port) {
        boolean polarityKnown = port.normal() != CircuitState.UNKNOWN;
        if (target.wire() == WireApi.PORT_MANAGEMENT || tooManyHeld(polarityKnown)) {
            return CompletableFuture.completedFuture(viaPortManagement(port));
        }
        // That it was missing once does not stop what only port.cgi can do: the device may have it after a restart.
        boolean has = io.portCgi().orElse(false);
        boolean lacks = !io.portCgi().orElse(true) && command.fitsPortManagement() && PortWire.managed(io);
        if (polarityKnown && (has || lacks)) {
            return CompletableFuture.completedFuture(
                    has ? new Choice(WireApi.PORT_CGI, PortState.UNKNOWN) : withoutPortCgi(port));
        }
        // Also tells the state where the normal state is not known: port.cgi applies the polarity itself.
        return PortWire.checkActive(io, context, port.id()).thenApply(checked -> {
            io.portCgi(checked.isPresent());
            return checked.isPresent() ? new Choice(WireApi.PORT_CGI, checked.get()) : withoutPortCgi(port);
        });
    }

    /** Answers that are held back use up connections; port management answers at once (VAPIX io-port-management). */
    private boolean tooManyHeld(boolean polarityKnown) {
        return target.wire() == null
                && polarityKnown
                && PortWire.managed(io)
                && !command.steps().isEmpty()
                && command.fitsPortManagement()
                && io.heldActions().get() >= MOST_HELD;
    }

    private Choice withoutPortCgi(Port port) {
        if (target.wire() == WireApi.PORT_CGI) {
            throw new UnsupportedCapabilityException(
                    context.failure("the device does not have port.cgi").advice("It came with AXIS OS 5.00"),
                    "port.cgi");
        }
        return viaPortManagement(port);
    }

    private Choice viaPortManagement(Port port) {
        if (!PortWire.managed(io)) {
            throw new UnsupportedCapabilityException(
                    context.failure("the device does not have io-port-management")
                            .advice("It came with AXIS OS 9.70; here outputs are driven over port.cgi"),
                    "io-port-management");
        }
        if (port.normal() == CircuitState.UNKNOWN) {
            throw new UnverifiedMappingException(context.failure(
                            "the device does not tell the normal state of " + port + ", so active could mean either")
                    .advice("Set the port's normal state on the device"));
        }
        if (!command.fitsPortManagement()) {
            throw new UnsupportedCapabilityException(
                    context.failure("the port management API holds a state for at most 65.535 s")
                            .advice("Longer times go over port.cgi, which this device does not have or was ruled out"),
                    "port.cgi");
        }
        return new Choice(WireApi.PORT_MANAGEMENT, PortState.UNKNOWN);
    }
}
