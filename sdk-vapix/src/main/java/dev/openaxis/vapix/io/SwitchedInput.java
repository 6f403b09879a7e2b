package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.io.Command;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.SwitchedInputOperations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An input that a program switches in place of a contact: the manual trigger, or a physical input that is simulated (VAPIX
 * input-and-outputs, {@code io/virtualinput.cgi}, AXIS OS 5.00 and later; documented for network cameras and video encoders).
 * It starts what an administrator configured on the device. Needs a viewer, as the device sees it.
 *
 * <p>Its state cannot be read, and the events of the manual trigger name no trigger, so what comes back is that the device
 * took the command: {@link Evidence#ACCEPTED}, and nothing about what it started.
 */
public final class SwitchedInput {
    private final IoSession io;
    private final Optional<PortId> input;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by {@link Io#manualTrigger} and {@link Io#simulate}.
     *
     * @param io the device's ports
     * @param input the input to simulate, or {@code null} for the manual trigger
     * @param options how calls are made
     */
    SwitchedInput(IoSession io, @Nullable PortId input, CallOptions options) {
        this.io = io;
        this.input = Optional.ofNullable(input);
        this.options = options;
    }

    /**
     * Makes it active until it is deactivated.
     *
     * @return that the device took it
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device has no manual trigger, or not the API
     * @throws dev.openaxis.core.WrongPortException if the simulated port is not an input
     * @throws dev.openaxis.core.UnverifiedMappingException if nothing proves which input would be simulated, or it might be a
     *     door's
     * @throws dev.openaxis.core.AuthorizationException if only operators may act, and the account is none
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not properly answered
     */
    public Confirmation activate() {
        return io.session()
                .invoker()
                .call(SwitchedInputOperations.act(io, input, "activate", Command.to(PortState.ACTIVE)), options);
    }

    /**
     * Makes it inactive.
     *
     * @return that the device took it
     * @throws dev.openaxis.core.AxisException as for {@link #activate}
     */
    public Confirmation deactivate() {
        return io.session()
                .invoker()
                .call(SwitchedInputOperations.act(io, input, "deactivate", Command.to(PortState.INACTIVE)), options);
    }

    /**
     * Makes it active for a time. Whether the device answers before the time is over is not documented: the default deadline
     * is 10 s more than the time. Another action on it does not wait for that answer: a deactivation goes out meanwhile.
     *
     * @param time whole milliseconds, 1 ms to 24 h; the device measures it
     * @return that the device took it
     * @throws IllegalArgumentException if the time is out of range
     * @throws dev.openaxis.core.AxisException as for {@link #activate}
     */
    public Confirmation pulse(Duration time) {
        return io.session()
                .invoker()
                .call(SwitchedInputOperations.act(io, input, "pulse", Command.pulse(time)), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Makes it active until it is deactivated.
         *
         * @return that the device took it
         */
        public CompletableFuture<Confirmation> activate() {
            return io.session()
                    .invoker()
                    .start(SwitchedInputOperations.act(io, input, "activate", Command.to(PortState.ACTIVE)), options);
        }

        /**
         * Makes it inactive.
         *
         * @return that the device took it
         */
        public CompletableFuture<Confirmation> deactivate() {
            return io.session()
                    .invoker()
                    .start(
                            SwitchedInputOperations.act(io, input, "deactivate", Command.to(PortState.INACTIVE)),
                            options);
        }

        /**
         * Makes it active for a time.
         *
         * @param time whole milliseconds, 1 ms to 24 h
         * @return that the device took it
         */
        public CompletableFuture<Confirmation> pulse(Duration time) {
            return io.session()
                    .invoker()
                    .start(SwitchedInputOperations.act(io, input, "pulse", Command.pulse(time)), options);
        }
    }
}
