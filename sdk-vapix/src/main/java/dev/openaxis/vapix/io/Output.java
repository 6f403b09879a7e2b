package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Role;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.vapix.internal.io.Actuator;
import dev.openaxis.vapix.internal.io.Command;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.Target;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A handle on one output or relay. It remembers the ports it was made for: if the device has other ports when it is used,
 * nothing is switched.
 *
 * <p>Every action is sent at most once. It returns when it is confirmed and throws otherwise:
 * {@link dev.openaxis.core.RefusedException} and most others mean that nothing was switched (see
 * {@link dev.openaxis.core.AxisException#effect()}), {@link dev.openaxis.core.OutcomeUnknownException} that it may have been. Actions
 * on one port wait for each other. Interrupting or cancelling after the bytes went out stops the waiting, not the relay.
 *
 * <p>A confirmation by the device's reported state proves the command, not the contact; name a wired input with
 * {@link #confirmedBy} where that matters.
 */
public final class Output {
    private static final Duration DEADLINE = Operation.DEFAULT_DEADLINE;

    private final IoSession io;
    private final Target target;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by {@link Io}.
     *
     * @param io the device's ports
     * @param target which output
     * @param options how calls are made
     */
    public Output(IoSession io, Target target, CallOptions options) {
        this.io = io;
        this.target = target;
        this.options = options;
    }

    /**
     * Which port.
     *
     * @return its id
     */
    public PortId port() {
        return target.port();
    }

    /**
     * The same output, driven over this API only. Without this the SDK chooses per action and says so in
     * {@link Actuation#wire()}.
     *
     * @param api the API to use
     * @return a handle
     */
    public Output via(WireApi api) {
        return new Output(io, target.via(api), options);
    }

    /**
     * The same output, with an input that is wired to follow it (active while the output is). Actions are then confirmed by
     * that input and nothing less.
     *
     * @param input an input port
     * @return a handle
     */
    public Output confirmedBy(PortId input) {
        return new Output(io, target.confirmedBy(input), options);
    }

    /**
     * The same output, also if the device is a door controller, whose outputs may be doors and locks.
     *
     * @return a handle
     */
    public Output drivingDoorController() {
        return new Output(io, target.allowingDoors(), options);
    }

    /**
     * Switches to active and stays. Needs a viewer over {@code port.cgi}, an operator over port management.
     *
     * @return the confirmation; {@link Actuation#changed()} is {@code false} if it already was active
     * @throws dev.openaxis.core.AxisException if it was not confirmed
     */
    public Actuation activate() {
        return call(switching(PortState.ACTIVE));
    }

    /**
     * Switches to inactive and stays; also ends a pulse under way, whose own call then ends as unknown if it was not
     * confirmed yet. A sequence or several pulses sent over port management cannot be stopped; this waits for their end. Needs a viewer over {@code port.cgi}, an operator over
     * port management.
     *
     * @return the confirmation; {@link Actuation#changed()} is {@code false} if it already was inactive
     * @throws dev.openaxis.core.AxisException if it was not confirmed
     */
    public Actuation deactivate() {
        return call(switching(PortState.INACTIVE));
    }

    /**
     * Switches to active for a time. The device does the timing, so the output returns even if this program dies. Returns as
     * soon as the output was seen active, not at the end of the pulse; the end is not confirmed. A pulse too short to be seen
     * by a read is confirmed by an event if {@code device.events()} has a subscriber, or on an A9210 by its answer, which it
     * holds until the pulse is over; else the outcome is unknown. A second pulse on an A9210 restarts the time (observed).
     *
     * @param duration whole milliseconds, 1 ms to 24 h; over 65.535 s needs {@code port.cgi}
     * @return the confirmation
     * @throws IllegalArgumentException if the duration is out of range
     * @throws dev.openaxis.core.AxisException if it was not confirmed
     */
    public Actuation pulse(Duration duration) {
        return call(pulsing(duration));
    }

    /**
     * Runs a sequence on the device. Returns when it is over, with its acceptance and its end state confirmed; what happened
     * in between is not. The default deadline is the sequence's length plus 10 s.
     *
     * @param sequence the states to go through
     * @return the confirmation
     * @throws IllegalArgumentException if the deadline is shorter than the sequence; nothing is sent then
     * @throws dev.openaxis.core.AxisException if it was not confirmed
     */
    public Actuation sequence(Sequence sequence) {
        return call(running(sequence));
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    private Actuation call(Operation<Actuation> operation) {
        return invoker().call(operation, options);
    }

    private CompletableFuture<Actuation> start(Operation<Actuation> operation) {
        return invoker().start(operation, options);
    }

    private Invoker invoker() {
        return io.session().invoker();
    }

    private Operation<Actuation> switching(PortState end) {
        return operation(end == PortState.ACTIVE ? "io.activate" : "io.deactivate", Command.to(end), DEADLINE);
    }

    private Operation<Actuation> pulsing(Duration duration) {
        return operation("io.pulse", Command.pulse(duration), DEADLINE);
    }

    private Operation<Actuation> running(Sequence sequence) {
        options.deadline()
                .filter(deadline -> deadline.compareTo(sequence.total()) < 0)
                .ifPresent(deadline -> {
                    throw new IllegalArgumentException(
                            "the deadline " + deadline + " is shorter than the sequence " + sequence.total());
                });
        return operation("io.sequence", Command.run(sequence), DEADLINE.plus(sequence.total()));
    }

    private Operation<Actuation> operation(String name, Command command, Duration deadline) {
        return Operation.named(name, "port.cgi, io-port-management", Effect.ACTUATE)
                .role(Role.VIEWER, "VAPIX input-and-outputs; setPorts needs an operator (VAPIX io-port-management)")
                .within(deadline)
                .steps(context -> Actuator.act(io, target, command, context));
    }

    @Override
    public String toString() {
        return "Output[" + target.port() + (target.relay() ? ", relay" : "") + "]";
    }

    /**
     * The same operations as futures, started at once. When such a future ends in any way ({@code cancel}, {@code orTimeout}), an
     * action that was not sent yet is taken back; after it was sent, {@code cancel} makes it fail with
     * {@link dev.openaxis.core.OutcomeUnknownException}, and other ways leave the outcome unknown without saying so. Giving up on a
     * stage derived from it, or on {@code get(timeout)}, withdraws nothing.
     */
    public final class Async {
        private Async() {}

        /**
         * Switches to active and stays.
         *
         * @return the confirmation
         */
        public CompletableFuture<Actuation> activate() {
            return start(switching(PortState.ACTIVE));
        }

        /**
         * Switches to inactive and stays.
         *
         * @return the confirmation
         */
        public CompletableFuture<Actuation> deactivate() {
            return start(switching(PortState.INACTIVE));
        }

        /**
         * Switches to active for a time.
         *
         * @param duration whole milliseconds, 1 ms to 24 h
         * @return the confirmation
         */
        public CompletableFuture<Actuation> pulse(Duration duration) {
            return start(pulsing(duration));
        }

        /**
         * Runs a sequence on the device.
         *
         * @param sequence the states to go through
         * @return the confirmation, when it is over
         */
        public CompletableFuture<Actuation> sequence(Sequence sequence) {
            return start(running(sequence));
        }
    }
}
