package dev.openaxis.vapix.system;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.Capabilities;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.SystemOperations;
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
    }
}
