package dev.openaxis.core.http;

import dev.openaxis.core.CallOptions;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.http.FileDownload;
import dev.openaxis.core.internal.http.PartsConsumer;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.core.internal.operation.Invoker;
import dev.openaxis.core.internal.operation.Operation;
import dev.openaxis.core.internal.operation.RightDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP to one device with its pool, its log-in and its trust, for endpoints that have no typed client. Nothing is
 * decoded: an error status is an answer.
 */
public final class DeviceHttp implements AutoCloseable {
    /** What software that writes a device's flash waits at most (1 to 10 min, AXIS OS Knowledge base), and as much again. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private static final Duration ENDLESS = Duration.ofDays(1);

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
     * Saves the body of the answer in a file, however long it is: written beside the file under another name, and moved
     * into its place when it is complete. What is not complete is removed, in the background. The socket is read as fast as
     * the disk writes. The deadline, unless {@link #with} sets one, is 20 minutes; a device that falls silent in the middle
     * is given up after {@link HttpRequest.Builder#stallTimeout}.
     *
     * @param request what to send; its listener hears of the progress
     * @param target the file; replaced if it is there, and its directory must be
     * @param maxBytes the longest body accepted, at least 1
     * @return the answer; what is no success (200 to 299) is not saved, but an answer like any other
     * @throws dev.openaxis.core.LocalFileException if the file cannot be written
     * @throws dev.openaxis.core.MalformedResponseException if the body is longer
     * @throws dev.openaxis.core.AxisException if there is no answer, or the log-in failed
     */
    public Download download(HttpRequest request, Path target, long maxBytes) {
        return invoker.call(downloading(request, target, maxBytes), options);
    }

    /**
     * Reads an answer that comes in parts and may have no end ({@code multipart/x-mixed-replace}: the monitor of {@code
     * port.cgi}, motion JPEG), and returns when it ends. The parts are given to the listener one after the other on the
     * callback executor, and the socket is read as fast as it takes them.
     *
     * <p>A part that does not tell its {@code Content-Length} is complete when the next boundary arrives, which a device may
     * send only with the next part; {@link PartListener#onContent} tells what has come of it. Silence of
     * {@link HttpRequest.Builder#stallTimeout} from the sending on ends it with a
     * {@link dev.openaxis.core.DeadlineExceededException}; so does the deadline, which is a day unless {@link #with} sets one.
     * To end it, cancel the future, or interrupt the thread that waits.
     *
     * @param request what to send; {@link HttpRequest.Builder#held}, because it keeps a connection of the device busy
     * @param maxPartBytes the longest part accepted, 1 byte to 64 MiB
     * @param listener told of each part; what it throws ends the call
     * @return the answer; one with another status than 200 to 299 or another content type has a body as usual and no parts
     * @throws IllegalArgumentException if the request is not held or the limit out of range
     * @throws dev.openaxis.core.MalformedResponseException if the parts cannot be told apart or one is too long
     * @throws dev.openaxis.core.AxisException if there is no answer, it was cut, or the log-in failed
     */
    public HttpResponse receiveParts(HttpRequest request, int maxPartBytes, PartListener listener) {
        return invoker.call(receiving(request, maxPartBytes, listener), options);
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
        Duration deadline = request.content() == null ? Operation.DEFAULT_DEADLINE : LONG;
        return described(request, deadline, context -> context.send(request));
    }

    private Operation<Download> downloading(HttpRequest request, Path target, long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("limit out of range: " + maxBytes);
        }
        return described(request, LONG, context -> {
            FileDownload file = new FileDownload(target, maxBytes);
            return context.stream(request, file, context.left())
                    .thenApply(answer -> new Download(answer, file.bytes()));
        });
    }

    private Operation<HttpResponse> receiving(HttpRequest request, int maxPartBytes, PartListener listener) {
        if (!request.held() || maxPartBytes < 1 || maxPartBytes > 64 << 20) {
            throw new IllegalArgumentException(
                    request.held() ? "limit out of range: " + maxPartBytes : "an answer in parts wants a held request");
        }
        return described(request, ENDLESS, context -> {
            PartsConsumer parts = new PartsConsumer(invoker.address(), request.operation(), maxPartBytes, listener);
            context.onGiveUp(parts::stop);
            return context.stream(request, parts, Operation.DEFAULT_DEADLINE).handle(parts::outcome);
        });
    }

    /** What logs in goes out to the right device only. */
    private <T> Operation<T> described(
            HttpRequest request, Duration deadline, Function<CallContext, CompletableFuture<T>> steps) {
        RightDevice needed = request.anonymous() ? null : proof;
        return Operation.named(request.operation(), request.path(), request.effect())
                .within(deadline)
                .steps(
                        needed == null
                                ? steps
                                : context -> needed.proven(context).thenCompose(proven -> steps.apply(context)));
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

        /**
         * Saves the body of the answer in a file.
         *
         * @param request what to send; its listener hears of the progress
         * @param target the file; replaced if it is there, and its directory must be
         * @param maxBytes the longest body accepted, at least 1
         * @return the answer; completes on the callback executor, when the file is in its place
         */
        public CompletableFuture<Download> download(HttpRequest request, Path target, long maxBytes) {
            return invoker.start(downloading(request, target, maxBytes), options);
        }

        /**
         * Reads an answer that comes in parts and may have no end; cancelling the future ends it.
         *
         * @param request what to send; {@link HttpRequest.Builder#held}
         * @param maxPartBytes the longest part accepted, 1 byte to 64 MiB
         * @param listener told of each part; what it throws ends the call
         * @return the answer, when it has ended; completes on the callback executor
         */
        public CompletableFuture<HttpResponse> receiveParts(
                HttpRequest request, int maxPartBytes, PartListener listener) {
            return invoker.start(receiving(request, maxPartBytes, listener), options);
        }
    }
}
