package dev.openaxis.core.http;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.internal.operation.RightDevice;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP to one device with its pool, its log-in and its trust, for endpoints that have no typed client. Nothing is
 * decoded: an error status is an answer.
 */
public final class DeviceHttp implements AutoCloseable {
    /** What software that writes a device's flash waits at most (1 to 10 min, AXIS OS Knowledge base), and as much again. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private final Invoker invoker;
    private final @Nullable RightDevice proof;
    private final CallOptions options;
    private final Async async;

    /**
     * Made by {@link dev.openaxis.core.AxisRuntime#http} and by device objects.
     *
     * @param invoker runs the calls
     */
    public DeviceHttp(Invoker invoker) {
        this(invoker, null, CallOptions.DEFAULT);
    }

    /**
     * Made by device objects that know whom they speak to.
     *
     * @param invoker runs the calls
     * @param proof has to succeed before anything goes out that logs in
     */
    public DeviceHttp(Invoker invoker, RightDevice proof) {
        this(invoker, proof, CallOptions.DEFAULT);
    }

    private DeviceHttp(Invoker invoker, @Nullable RightDevice proof, CallOptions options) {
        this.invoker = invoker;
        this.proof = proof;
        this.options = options;
        this.async = new Async();
    }

    /**
     * The device's address.
     *
     * @return scheme, host and port
     */
    public DeviceAddress address() {
        return invoker.address();
    }

    /**
     * The same client with other call options.
     *
     * @param callOptions how calls are made
     * @return a view on the same connections
     */
    public DeviceHttp with(CallOptions callOptions) {
        return new DeviceHttp(invoker, proof, callOptions);
    }

    /**
     * Sends a request and waits for the answer. The deadline, unless {@link #with} sets one, is 10 s, and 20 minutes for a
     * request whose body is streamed, as devices answer an upload when it is written to flash.
     *
     * @param request what to send
     * @return the answer, whatever its status
     * @throws dev.openaxis.core.AxisException if there is no answer, or the log-in failed
     */
    public HttpResponse send(HttpRequest request) {
        return invoker.call(sending(request), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    private Operation<HttpResponse> sending(HttpRequest request) {
        Operation.Description description = Operation.named(request.operation(), request.path(), request.effect())
                .within(request.content() == null ? Operation.DEFAULT_DEADLINE : LONG);
        RightDevice needed = request.anonymous() ? null : proof;
        return needed == null
                ? description.steps(context -> context.send(request))
                : description.steps(context -> needed.proven(context).thenCompose(proven -> context.send(request)));
    }

    /** Closes the connections. */
    @Override
    public void close() {
        invoker.close();
    }

    /** The same operations as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Sends a request.
         *
         * @param request what to send
         * @return the answer, whatever its status; completes on the callback executor
         */
        public CompletableFuture<HttpResponse> send(HttpRequest request) {
            return invoker.start(sending(request), options);
        }
    }
}
