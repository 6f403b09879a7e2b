package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.WireApi;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One action, sent once, and the search for its confirmation. Whatever comes first counts: a read made after the action
 * went out, an event, or an answer held until the end. Without any of them the outcome is unknown, and says so.
 */
final class Attempt {
    /** How long after the answer, or after the end of a pulse, a confirmation may still come. */
    private static final Duration CONFIRMATION = Duration.ofSeconds(2);

    /** How long a deactivation waits for a pulse or sequence of ours to be confirmed. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** An answer to a pulse shorter than this many round trips may be late for another reason than the pulse. */
    private static final int ROUND_TRIPS_HELD = 5;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /**
     * What was seen before the action.
     *
     * @param port the port
     * @param state its state
     * @param at when the look began, by {@link System#nanoTime}
     * @param roundTrip how long it took
     */
    record Look(Port port, PortState state, long at, Duration roundTrip) {}

    private final IoSession io;
    private final Target target;
    private final Command command;
    private final CallContext context;
    private final Port port;
    /** What the port was just before; a last look may correct it. */
    private volatile PortState before;

    /** Until when events of this program's earlier action on the port may be on their way. */
    private final Instant owedUntil;

    private final WireApi wire;
    private final Duration roundTrip;
    private final HttpRequest request;
    private final HttpExchange exchange;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Actuation> result = new CompletableFuture<>();
    private volatile boolean accepted;
    private volatile @Nullable Throwable unclear;
    private volatile String lastSeen = "not read";

    Attempt(
            IoSession io,
            Target target,
            Command command,
            CallContext context,
            Look look,
            WireApi wire,
            Consumer<PortList> again) {
        this.io = io;
        this.target = target;
        this.command = command;
        this.context = context;
        this.port = look.port();
        this.before = look.state();
        this.wire = wire;
        this.roundTrip = look.roundTrip();
        this.owedUntil = io.eventsOwedUntil(port.id());
        Consumer<PortList> lastLook = ports -> {
            again.accept(ports);
            PortState now = ports.state(port.id());
            this.before = now != PortState.UNKNOWN ? now : this.before;
        };
        this.request = wire == WireApi.PORT_CGI
                ? PortWire.viaPortCgi(io, context, port.id(), command, look.at(), lastLook)
                : PortWire.viaPortManagement(io, context, port, command, look.at(), lastLook);
        // A held answer comes when the device is done, which may be long after this call returned.
        this.exchange = context.exchange(request, context.left().plus(command.total()));
        startedAtTheLatestNow();
        if (request.held()) {
            io.heldActions().incrementAndGet();
            exchange.response()
                    .whenComplete((response, failure) -> io.heldActions().decrementAndGet());
        }
    }

    /** A stop came for the same port: a pulse or sequence that is not confirmed soon must not keep it waiting. */
    void supersede() {
        if (!command.steps().isEmpty() && exchange.sent()) {
            Duration rest = GRACE.minus(elapsed());
            context.pause(rest.isNegative() ? Duration.ZERO : rest)
                    .thenRun(() -> result.completeExceptionally(unknown("a deactivation took its place")));
        }
    }

    CompletableFuture<Actuation> run() {
        io.waitsForConfirmation(port.id(), this, result);
        // Whatever ends the search: what did not go out by then never does.
        result.whenComplete((value, failure) -> {
            withdraw();
            exchange.sentAt().ifPresent(sent -> io.acted(port.id(), sent.time().plus(command.total())));
        });
        context.onGiveUp(() -> result.completeExceptionally(unknown("the waiting ended")));
        io.session()
                .explained(context, exchange.response(), request)
                .whenComplete((response, failure) -> answered(response, failure));
        if (command.pulse() && before != PortState.ACTIVE) {
            witness();
            look(PortState.ACTIVE, command.total().plus(CONFIRMATION));
        }
        return result;
    }

    /** Over port management a sequence runs in the device, and other actions have to wait for its end. */
    private void startedAtTheLatestNow() {
        if (wire == WireApi.PORT_MANAGEMENT && !command.steps().isEmpty()) {
            io.sequences().started(this, port.id(), command);
        }
    }

    private void withdraw() {
        if (exchange.withdraw()) {
            io.sequences().ended(this);
        }
    }

    // ---- the answer ----

    private void answered(@Nullable HttpResponse response, @Nullable Throwable failure) {
        Throwable cause = DeviceSession.cause(failure);
        if (response != null) {
            try {
                PortWire.requireAccepted(io, context, response, wire == WireApi.PORT_CGI);
                accepted = true;
            } catch (AxisException refused) {
                cause = refused;
            }
        }
        if (cause != null && didNothing(cause)) {
            io.sequences().ended(this);
            result.completeExceptionally(cause);
            return;
        }
        startedAtTheLatestNow();
        unclear = cause;
        if (command.steps().isEmpty()) {
            look(command.end(), elapsed().plus(CONFIRMATION));
        } else if (command.pulse() && before != PortState.ACTIVE) {
            if (accepted && heldUntilTheEnd()) {
                confirm(Evidence.REPORTED_STATE);
            }
        } else if (accepted) {
            // A sequence, or a pulse on an output that already was active: its end is what can be confirmed.
            context.pause(command.total().minus(elapsed()))
                    .thenRun(() -> look(command.end(), elapsed().plus(CONFIRMATION)));
        } else {
            result.completeExceptionally(
                    unknown("the answer got lost, and the end of it would not prove the beginning"));
        }
    }

    /**
     * Whether the device declined it, or it never went out: then nothing is left to find out. Giving up the waiting for an
     * action that was sent is neither: it may run.
     */
    private boolean didNothing(Throwable cause) {
        return !exchange.sent() || (cause instanceof AxisException known && known.effect() != AppliedEffect.POSSIBLE);
    }

    /**
     * Whether the answer took as long as the pulse, counted from the moment the action went out, on a product known to hold
     * it back. A pulse as short as the network is slow proves nothing that way.
     */
    private boolean heldUntilTheEnd() {
        long pulse = command.total().toNanos();
        long held =
                exchange.sentAt().map(sent -> System.nanoTime() - sent.nanos()).orElse(0L);
        boolean product = io.session()
                .known()
                .map(identity -> ProductTable.holdsAnswers(identity.info().model()))
                .orElse(false);
        return product
                && wire == WireApi.PORT_CGI
                && target.feedback() == null
                && pulse >= ROUND_TRIPS_HELD * roundTrip.toNanos()
                && held - roundTrip.toNanos() >= pulse - pulse / 5;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    // ---- looking ----

    /** Reads until the port is seen in the wanted state, but only believes reads made after the action went out. */
    private void look(PortState wanted, Duration until) {
        if (result.isDone() || (wanted != command.end() && before == wanted)) {
            // Another client was first: the same state again would prove nothing.
            return;
        }
        if (!exchange.sent()) {
            context.pause(SHORTEST_PAUSE).thenRun(() -> look(wanted, until));
            return;
        }
        readState().whenComplete((seen, failure) -> {
            if (failure != null) {
                lastSeen = "not readable";
            } else {
                lastSeen = seen.output().name()
                        + (target.feedback() == null
                                ? ""
                                : " with its feedback " + target.feedback() + " " + seen.feedback());
                if (seen.output() == wanted && (target.feedback() == null || seen.feedback() == wanted)) {
                    confirm(target.feedback() == null ? Evidence.REPORTED_STATE : Evidence.WIRED_FEEDBACK);
                }
            }
            if (result.isDone()) {
                return;
            }
            if (context.givenUp()
                    || elapsed().compareTo(until) >= 0
                    || context.left().isNegative()) {
                result.completeExceptionally(unknown("the confirmation did not come"));
            } else {
                context.pause(pauseBetweenLooks()).thenRun(() -> look(wanted, until));
            }
        });
    }

    private Duration pauseBetweenLooks() {
        Duration eighth = command.steps().isEmpty()
                ? elapsed().dividedBy(2)
                : command.total().dividedBy(8);
        if (eighth.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return eighth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : eighth;
    }

    private record Seen(PortState output, PortState feedback) {}

    private void endIfOtherPorts(PortList list) {
        String madeFor = target.topology().get();
        if (!list.topology().equals(madeFor)) {
            // What is read now may be another port: it confirms nothing.
            result.completeExceptionally(unknown("the device has other ports since"));
        }
    }

    private CompletableFuture<Seen> readState() {
        return PortWire.read(io, context).thenCompose(list -> {
            endIfOtherPorts(list);
            PortState feedback = target.feedback() == null ? PortState.UNKNOWN : list.state(target.feedback());
            PortState output = list.state(port.id());
            if (output != PortState.UNKNOWN) {
                return CompletableFuture.completedFuture(new Seen(output, feedback));
            }
            return PortWire.checkActive(io, context, port.id())
                    .thenApply(checked -> new Seen(checked.orElse(PortState.UNKNOWN), feedback));
        });
    }

    /**
     * If somebody keeps the event stream open, its events count too: they see pulses that no read can. Events tell no
     * cause, so those of an earlier action of ours must have come before one can belong to this.
     */
    private void witness() {
        if (!io.stream().live() || target.feedback() != null) {
            return;
        }
        AtomicBoolean settled = new AtomicBoolean(owedUntil.equals(Instant.MIN));
        Subscription subscription = io.stream().subscribeOnLoop(item -> {
            if (item instanceof LiveItem.Happened happened
                    && happened.origin() == LiveItem.Origin.NOTIFIED
                    && happened.event() instanceof PortEvent event
                    && event.port().equals(port.id())) {
                if (event.state() != PortState.ACTIVE) {
                    settled.compareAndSet(false, happened.receivedAt().isAfter(owedUntil));
                } else if (settled.get()
                        && exchange.sentAt()
                                .filter(sent -> happened.receivedAt().isAfter(sent.time()))
                                .isPresent()) {
                    confirm(Evidence.EVENT);
                }
            }
        });
        result.whenComplete((value, failure) -> subscription.close());
    }

    // ---- ends ----

    private void confirm(Evidence evidence) {
        boolean changed = command.steps().isEmpty() ? before != command.end() : before != stateAtStart();
        result.complete(new Actuation(port.id(), evidence, changed, Instant.now(), wire));
    }

    private PortState stateAtStart() {
        return command.startsActive() ? PortState.ACTIVE : PortState.INACTIVE;
    }

    private OutcomeUnknownException unknown(String why) {
        String said = accepted
                ? "the device accepted it"
                : unclear instanceof AxisException known
                        ? "there was no proper answer (" + known.what() + ")"
                        : "no answer yet";
        return new OutcomeUnknownException(context.failure("the action on " + port.id() + " was sent over " + wire
                        + "; " + said + ", the port was last seen " + lastSeen + ", and " + why)
                .effect(AppliedEffect.POSSIBLE)
                .cause(unclear)
                .advice("It may still take effect later: read the state, and give it time before acting again"));
    }
}
