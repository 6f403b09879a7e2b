package dev.openaxis.vapix.system;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.SystemOperations;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The device itself: readiness, identity and APIs. */
public final class DeviceSystem {
    private final DeviceSession session;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param session the device
     * @param options how calls are made
     */
    public DeviceSystem(DeviceSession session, CallOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Whether the device is up. Needs no account; AXIS OS 9.50 and later ({@code systemready}).
     *
     * @return readiness at this moment
     * @throws dev.openaxis.core.UnsupportedCapabilityException on older devices
     */
    public Readiness ready() {
        return session.invoker().call(SystemOperations.ready(session), options);
    }

    /**
     * Everything the device tells about itself. Needs an operator; AXIS OS 8.40 and later ({@code basic-device-info}).
     *
     * @return its properties
     * @throws dev.openaxis.core.AuthorizationException as a viewer
     */
    public DeviceInfo info() {
        return session.invoker().call(SystemOperations.info(session), options);
    }

    /**
     * What the device tells about itself without a log-in. {@code basic-device-info} 1.2 and later; an administrator can
     * switch it off on newer devices.
     *
     * @return its properties
     * @throws dev.openaxis.core.UnsupportedCapabilityException where it does not exist
     */
    public DeviceInfo unrestrictedInfo() {
        return session.invoker().call(SystemOperations.unrestrictedInfo(session), options);
    }

    /**
     * The device's APIs, asked anew. AXIS OS 8.50 and later ({@code api-discovery}).
     *
     * @return the list
     * @throws dev.openaxis.core.UnsupportedCapabilityException on older devices
     */
    public Capabilities apis() {
        return session.invoker().call(SystemOperations.apis(session), options);
    }

    /**
     * Waits until the device is up, after a power cut for example. On devices without {@code systemready} (before AXIS OS
     * 9.50) an ordinary answer counts.
     *
     * @param timeout how long to wait at most; takes the place of the deadline
     * @return readiness, with {@link Readiness#ready} true; a factory-defaulted device is ready, too
     * @throws dev.openaxis.core.DeadlineExceededException if it did not come up in time
     * @throws dev.openaxis.core.TlsTrustException if something with another certificate answers
     */
    public Readiness awaitReady(Duration timeout) {
        return session.invoker().call(SystemOperations.awaitReady(session), CallOptions.deadline(timeout));
    }

    /**
     * Restarts the device and waits until it is ready again. While it is down outputs return to their normal states: what
     * they hold open or shut falls (observed on the A9210). Other clients are interrupted as well.
     *
     * <p>Needs an administrator. Sent once: through {@code fwmgr} (AXIS OS 7.40 and later), else {@code restart.cgi}. The
     * restart is seen in the boot id and uptime of newer devices (AXIS OS 11); older ones only in their going away, which a
     * lost network looks like, too.
     *
     * @param timeout how long to wait at most, 5 min is reasonable; takes the place of the deadline
     * @return readiness after the restart
     * @throws dev.openaxis.core.AuthorizationException unless the account is an administrator; nothing happened
     * @throws dev.openaxis.core.RefusedException if the device refuses, 423 while it is busy with an upgrade
     * @throws dev.openaxis.core.OutcomeUnknownException if it was told to restart and not seen to come back in time
     */
    public Readiness restart(Duration timeout) {
        return session.invoker().call(SystemOperations.restart(session), CallOptions.deadline(timeout));
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
         * Whether the device is up.
         *
         * @return readiness at this moment
         */
        public CompletableFuture<Readiness> ready() {
            return session.invoker().start(SystemOperations.ready(session), options);
        }

        /**
         * Everything the device tells about itself.
         *
         * @return its properties
         */
        public CompletableFuture<DeviceInfo> info() {
            return session.invoker().start(SystemOperations.info(session), options);
        }

        /**
         * What the device tells about itself without a log-in.
         *
         * @return its properties
         */
        public CompletableFuture<DeviceInfo> unrestrictedInfo() {
            return session.invoker().start(SystemOperations.unrestrictedInfo(session), options);
        }

        /**
         * The device's APIs, asked anew.
         *
         * @return the list
         */
        public CompletableFuture<Capabilities> apis() {
            return session.invoker().start(SystemOperations.apis(session), options);
        }

        /**
         * Waits until the device is up.
         *
         * @param timeout how long to wait at most
         * @return readiness, with {@link Readiness#ready} true
         */
        public CompletableFuture<Readiness> awaitReady(Duration timeout) {
            return session.invoker().start(SystemOperations.awaitReady(session), CallOptions.deadline(timeout));
        }

        /**
         * Restarts the device and waits until it is ready again. Cancelling stops the waiting, not the restart.
         *
         * @param timeout how long to wait at most
         * @return readiness after the restart
         */
        public CompletableFuture<Readiness> restart(Duration timeout) {
            return session.invoker().start(SystemOperations.restart(session), CallOptions.deadline(timeout));
        }
    }
}
