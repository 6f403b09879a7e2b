package dev.openaxis.core;

import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.TransportOptions;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.internal.operation.EngineSettings;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.core.trace.FlightRecorder;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Owns the threads devices share: event loops (at most four) and a small callback pool, which grows for as long as listeners block it. Create one per program
 * when you speak to more than a handful of devices; a device connected without one has its own. Closing it closes every
 * device made with it.
 */
public sealed interface AxisRuntime extends AutoCloseable permits Engine {

    /**
     * A runtime with the defaults.
     *
     * @return a new runtime; close it when done
     */
    static AxisRuntime create() {
        return builder().build();
    }

    /**
     * A runtime with other settings.
     *
     * @return a builder
     */
    static Builder builder() {
        return new EngineSettings();
    }

    /**
     * Plain HTTP to one device, for endpoints that have no typed client. Does no I/O yet.
     *
     * @param address where the device listens
     * @param credentials its account, or who knows it
     * @param trust which certificate it may present; without meaning for clear-text addresses
     * @return a client; close it when done
     */
    DeviceHttp http(DeviceAddress address, CredentialsProvider credentials, TrustPolicy trust);

    /**
     * The same, presenting a certificate of this side where the other asks for one.
     *
     * @param address where the device listens
     * @param credentials its account, or who knows it
     * @param trust which certificate it may present
     * @param presented what this side presents
     * @return a client; close it when done
     */
    DeviceHttp http(
            DeviceAddress address, CredentialsProvider credentials, TrustPolicy trust, OwnCertificate presented);

    /**
     * Closes every device, waiting for actions already sent up to their deadlines, then stops the threads this runtime
     * started.
     */
    @Override
    void close();

    /** Collects the settings of a runtime. */
    sealed interface Builder permits EngineSettings {

        /**
         * Number of event loops.
         *
         * @param count 1 to 256; default one per core, at most 4
         * @return this
         */
        Builder eventLoops(int count);

        /**
         * Where futures complete and listeners are called.
         *
         * @param executor the host's executor, for example one of virtual threads; default 4 threads of the runtime's
         *     own, and up to 64 while listeners block them all
         * @return this
         */
        Builder callbackExecutor(Executor executor);

        /**
         * Limits of the transport.
         *
         * @param options the limits; default {@link TransportOptions#defaults()}
         * @return this
         */
        Builder transport(TransportOptions options);

        /**
         * Hears of failures that nobody looked at: a future that failed and was dropped. Each is also logged once as a
         * warning.
         *
         * @param listener called on the callback executor
         * @return this
         */
        Builder onUnobservedFailure(Consumer<AxisException> listener);

        /**
         * Hears of every call that ended, for metrics.
         *
         * @param listener must not block
         * @return this
         */
        Builder onCall(CallListener listener);

        /**
         * Records what is said to every device of this runtime, without secrets.
         *
         * @param flightRecorder where to; may serve several runtimes. Default none
         * @return this
         */
        Builder recorder(FlightRecorder flightRecorder);

        /**
         * Starts the runtime.
         *
         * @return a new runtime
         */
        AxisRuntime build();
    }
}
