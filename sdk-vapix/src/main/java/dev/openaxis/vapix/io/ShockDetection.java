package dev.openaxis.vapix.io;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.io.IoSession;
import dev.openaxis.vapix.internal.io.ShockOperations;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a device tells of shocks, and how hard they must be (VAPIX shock-detection-api, AXIS OS 5.50 and later; property
 * {@code Properties.Tampering.ShockDetection}). Every call needs an operator. The shocks themselves are events of the topic
 * {@code Device/Tampering/ShockDetected}, which {@code device.events()} does not ask for: it tells of ports only. Whether an A9210's device motion alarm is this is not documented.
 */
public final class ShockDetection {
    private final IoSession io;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by {@link Io#shockDetection}.
     *
     * @param io the device's ports
     * @param options how calls are made
     */
    ShockDetection(IoSession io, CallOptions options) {
        this.io = io;
        this.options = options;
    }

    /**
     * Whether it is on.
     *
     * @return whether shocks are told
     * @throws dev.openaxis.core.UnsupportedCapabilityException if the device does not have it, or not in this version
     * @throws dev.openaxis.core.AuthorizationException as a viewer
     * @throws dev.openaxis.core.RefusedException if the device refuses
     */
    public boolean enabled() {
        return io.session().invoker().call(ShockOperations.enabled(io), options);
    }

    /**
     * Turns it on.
     *
     * @throws dev.openaxis.core.AxisException as for {@link #enabled}
     */
    public void enable() {
        io.session().invoker().call(ShockOperations.enable(io, true), options);
    }

    /**
     * Turns it off.
     *
     * @throws dev.openaxis.core.AxisException as for {@link #enabled}
     */
    public void disable() {
        io.session().invoker().call(ShockOperations.enable(io, false), options);
    }

    /**
     * How easily a shock is told.
     *
     * @return 0 to 100
     * @throws dev.openaxis.core.AxisException as for {@link #enabled}
     */
    public int sensitivity() {
        return io.session().invoker().call(ShockOperations.sensitivity(io), options);
    }

    /**
     * Sets how easily a shock is told.
     *
     * @param level 0 to 100
     * @throws IllegalArgumentException if it is out of range
     * @throws dev.openaxis.core.AxisException as for {@link #enabled}
     */
    public void sensitivity(int level) {
        io.session().invoker().call(ShockOperations.sensitivity(io, level), options);
    }

    /**
     * Which versions of the API the device has; this client speaks major 1. The form of the answer is taken from the virtual input
     * API, whose documentation shows one (inference).
     *
     * @return the versions in the device's order
     * @throws dev.openaxis.core.AxisException as for {@link #enabled}
     */
    public List<SchemaVersion> schemaVersions() {
        return io.session().invoker().call(ShockOperations.schemaVersions(io), options);
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
         * Whether it is on.
         *
         * @return whether shocks are told
         */
        public CompletableFuture<Boolean> enabled() {
            return io.session().invoker().start(ShockOperations.enabled(io), options);
        }

        /**
         * Turns it on.
         *
         * @return done when the device took it
         */
        public CompletableFuture<Void> enable() {
            return io.session().invoker().start(ShockOperations.enable(io, true), options);
        }

        /**
         * Turns it off.
         *
         * @return done when the device took it
         */
        public CompletableFuture<Void> disable() {
            return io.session().invoker().start(ShockOperations.enable(io, false), options);
        }

        /**
         * How easily a shock is told.
         *
         * @return 0 to 100
         */
        public CompletableFuture<Integer> sensitivity() {
            return io.session().invoker().start(ShockOperations.sensitivity(io), options);
        }

        /**
         * Sets how easily a shock is told.
         *
         * @param level 0 to 100
         * @return done when the device took it
         */
        public CompletableFuture<Void> sensitivity(int level) {
            return io.session().invoker().start(ShockOperations.sensitivity(io, level), options);
        }

        /**
         * Which versions of the API the device has.
         *
         * @return the versions in the device's order
         */
        public CompletableFuture<List<SchemaVersion>> schemaVersions() {
            return io.session().invoker().start(ShockOperations.schemaVersions(io), options);
        }
    }
}
