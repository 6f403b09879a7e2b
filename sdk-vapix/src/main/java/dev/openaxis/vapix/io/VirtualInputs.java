package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.VirtualInputOperations;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Inputs without a terminal, which a program switches to start what an administrator configured on the device (VAPIX
 * input-and-outputs, AXIS OS 5.50 and later). Needs an operator. Their state cannot be read; it comes with the events.
 */
public final class VirtualInputs {
    private final IoSession io;
    private final CallOptions options;
    private final Async async = new Async();

    VirtualInputs(IoSession io, CallOptions options) {
        this.io = io;
        this.options = options;
    }

    /**
     * Activates a virtual input, until it is deactivated.
     *
     * @param number from 1; devices have 32 or 64
     * @return whether it was inactive before
     * @throws dev.openaxis.core.WrongPortException if the device has no such input
     * @throws dev.openaxis.core.AuthorizationException as a viewer
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device has none at all
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not answered
     */
    public boolean activate(int number) {
        return io.session().invoker().call(VirtualInputOperations.activate(io, number), options);
    }

    /**
     * Activates a virtual input for a time. One that is active stays active, and its time begins anew.
     *
     * @param number from 1; devices have 32 or 64
     * @param time whole seconds; 0 activates and deactivates at once. Schema 1.1, documented since 2024
     * @return whether it was inactive before
     * @throws IllegalArgumentException if the time is negative or has a fraction of a second
     * @throws dev.openaxis.core.WrongPortException if the device has no such input
     * @throws dev.openaxis.core.RefusedException with code 50 if the device does not take the time
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not answered
     */
    public boolean activate(int number, Duration time) {
        return io.session().invoker().call(VirtualInputOperations.activate(io, number, time), options);
    }

    /**
     * Deactivates a virtual input.
     *
     * @param number from 1; devices have 32 or 64
     * @return whether it was active before
     * @throws dev.openaxis.core.WrongPortException if the device has no such input
     * @throws dev.openaxis.core.OutcomeUnknownException if it was sent and not answered
     */
    public boolean deactivate(int number) {
        return io.session().invoker().call(VirtualInputOperations.deactivate(io, number), options);
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
         * Activates a virtual input, until it is deactivated.
         *
         * @param number from 1
         * @return whether it was inactive before
         */
        public CompletableFuture<Boolean> activate(int number) {
            return io.session().invoker().start(VirtualInputOperations.activate(io, number), options);
        }

        /**
         * Activates a virtual input for a time.
         *
         * @param number from 1
         * @param time whole seconds
         * @return whether it was inactive before
         */
        public CompletableFuture<Boolean> activate(int number, Duration time) {
            return io.session().invoker().start(VirtualInputOperations.activate(io, number, time), options);
        }

        /**
         * Deactivates a virtual input.
         *
         * @param number from 1
         * @return whether it was active before
         */
        public CompletableFuture<Boolean> deactivate(int number) {
            return io.session().invoker().start(VirtualInputOperations.deactivate(io, number), options);
        }
    }
}
