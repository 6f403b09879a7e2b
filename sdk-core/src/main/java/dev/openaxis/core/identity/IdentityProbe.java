package dev.openaxis.core.identity;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.identity.Identifying;
import dev.openaxis.core.internal.operation.Engine;
import java.util.concurrent.CompletableFuture;

/**
 * Asks addresses who they are, without any log-in and without trusting anybody: three anonymous requests (VAPIX
 * systemready-api, basic-device-information; the challenge of a call that needs a log-in). Over TLS any certificate is
 * taken, as nothing secret is sent, and its fingerprint is told.
 */
public final class IdentityProbe {
    private final AxisRuntime runtime;
    private final CallOptions options;
    private final Async async = new Async();

    private IdentityProbe(AxisRuntime runtime, CallOptions options) {
        this.runtime = runtime;
        this.options = options;
    }

    /**
     * A probe with a runtime's threads.
     *
     * @param runtime stays open
     * @return the probe
     */
    public static IdentityProbe on(AxisRuntime runtime) {
        return new IdentityProbe(runtime, CallOptions.DEFAULT);
    }

    /**
     * The same probe with other call options.
     *
     * @param callOptions how calls are made; 10 s for one address by default
     * @return a copy
     */
    public IdentityProbe with(CallOptions callOptions) {
        return new IdentityProbe(runtime, callOptions);
    }

    /**
     * Asks one address.
     *
     * @param address where to ask
     * @return what it says; {@link DeviceIdentity#axis} is {@code false} if something else answers
     * @throws dev.openaxis.core.ConnectionException if nothing answers
     * @throws dev.openaxis.core.AxisException if there is no proper answer in time
     */
    public DeviceIdentity probe(DeviceAddress address) {
        return new Identifying((Engine) runtime, address).call(options);
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
         * Asks one address.
         *
         * @param address where to ask
         * @return what it says; completes on the callback executor
         */
        public CompletableFuture<DeviceIdentity> probe(DeviceAddress address) {
            return new Identifying((Engine) runtime, address).start(options);
        }
    }
}
