package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.http.HttpExchange;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpTransport;
import dev.openaxis.core.internal.http.AnswerConsumer;
import dev.openaxis.core.internal.http.Deadlines;
import dev.openaxis.core.internal.http.DeviceTransport;
import dev.openaxis.core.internal.rtsp.MetadataListener;
import dev.openaxis.core.internal.rtsp.MetadataStream;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs one device's operations, blocking or as futures, and ends them when the device object is closed. */
public final class Invoker implements Engine.Part, AutoCloseable {
    /** Steps end by themselves at the deadline; this is for those that only wait. */
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Engine engine;
    private final DeviceTransport transport;
    private final HandOver handOver;
    /** Guarded by itself. Mostly one or two: a concurrent set costs every one of thousands of devices more than this. */
    private final List<Running<?>> running = new ArrayList<>(2);

    private final Deadlines deadlines;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * A call under way. Whoever {@link #claim claims} it is the one who ends it. It is also what hears of the steps' end
     * and what completes the future, so that a call needs no more objects than this.
     */
    private final class Running<T> implements Call.Owner, BiConsumer<T, Throwable>, Runnable {
        final Call<T> call;
        final CallContext context;
        private final boolean asynchronous;
        private final Then then;
        /** Completes before the call, so that closing can wait without looking at its result. */
        final CompletableFuture<Void> over = new CompletableFuture<>();
        /** Where it is in the list, or -1; guarded by the list. */
        int place = -1;

        private @Nullable T value;
        private @Nullable Throwable failure;

        Running(Call<T> call, CallContext context, boolean asynchronous, Then then) {
            this.call = call;
            this.context = context;
            this.asynchronous = asynchronous;
            this.then = then;
        }

        @Override
        public void ended(boolean result) {
            if (claim(this)) {
                // Somebody else completed the future, orTimeout for example: what was not sent yet is taken back.
                context.giveUp();
                engine.ended(address(), context, new CancellationException("ended by its caller"));
                over.complete(null);
            }
            then.ended(result);
        }

        /** The caller's own wish: when this returns, the future is done. */
        @Override
        public boolean cancel() {
            if (!claim(this)) {
                return false;
            }
            Throwable error = endingOf(this, words -> new CancellationException("cancelled"));
            engine.ended(address(), context, error);
            over.complete(null);
            return call.completeExceptionally(error);
        }

        /** The steps have ended. */
        @Override
        public void accept(@Nullable T result, @Nullable Throwable error) {
            if (!claim(this)) {
                return;
            }
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            // What closing took back comes out of the steps as an aborted exchange.
            end(
                    result,
                    closed && cause instanceof CancellationException
                            ? endingOf(this, words -> new ClosedException(words.apply("the device object was closed")))
                            : cause);
        }

        /** Ends the call early; whoever claims it completes it. */
        void giveUp(Ending ending) {
            if (claim(this)) {
                end(null, endingOf(this, ending));
            }
        }

        /**
         * Futures complete on the callback executor, never on an event loop or on a thread that closes something; somebody
         * who blocks is told at once.
         */
        private void end(@Nullable T result, @Nullable Throwable error) {
            value = result;
            failure = error;
            engine.ended(address(), context, error);
            over.complete(null);
            if (asynchronous) {
                handOver.give(this);
            } else {
                run();
            }
        }

        @Override
        @SuppressWarnings("NullAway") // the value may be null where T allows it
        public void run() {
            if (failure == null) {
                call.complete(value);
            } else {
                call.completeExceptionally(failure);
            }
        }
    }

    Invoker(Engine engine, DeviceTransport transport, HandOver handOver) {
        this.handOver = handOver;
        this.engine = engine;
        this.transport = transport;
        this.deadlines = new Deadlines(transport.loop(), this::expire);
    }

    /** The device's connections. */
    public HttpTransport transport() {
        return transport;
    }

    /** Sends a request whose answer is taken as it comes. */
    HttpExchange stream(HttpRequest request, AnswerConsumer consumer, Duration timeout, Duration sendWithin) {
        return transport.send(request, consumer, timeout, sendWithin);
    }

    /** Opens the metadata stream of an RTSP server on the device. */
    public CompletableFuture<MetadataStream> openMetadata(
            int port, String target, Duration timeout, MetadataListener listener) {
        return transport.openMetadata(port, target, timeout, listener);
    }

    /** The device's address. */
    public DeviceAddress address() {
        return transport.address();
    }

    /** The loop on which everything of this device happens, also usable as a timer. */
    public EventLoop loop() {
        return transport.loop();
    }

    /** Where listeners and futures are called. */
    public Executor callbacks() {
        return engine.callbacks();
    }

    /** The same for what streams tell: what arrives together is given over together. */
    public Executor listeners() {
        return task -> {
            if (task instanceof Delivery delivery) {
                handOver.tell(delivery);
            } else {
                engine.callbacks().execute(task);
            }
        };
    }

    /** Whether {@link #close} was called. */
    public boolean closed() {
        return closed;
    }

    /** Whether this thread is none of the SDK's, so that waiting on it stalls nothing. */
    public boolean mayBlock() {
        return !SdkThread.isCurrent() && !loop().inEventLoop();
    }

    /** Runs the operation and returns its result. */
    public <T> T call(Operation<T> operation, CallOptions options) {
        if (!mayBlock()) {
            throw new IllegalStateException(operation.name()
                    + " was called blocking on a thread of the SDK, which it would stall; use async() there");
        }
        Call<T> call = run(operation, options, false);
        return call.await(operation.name());
    }

    /** Starts the operation; its future completes on the callback executor. */
    public <T> CompletableFuture<T> start(Operation<T> operation, CallOptions options) {
        return run(operation, options, true);
    }

    /** What is to be done when a call has ended, by whomever. */
    public interface Then {
        /** Called once; says whether there is a result. */
        void ended(boolean result);
    }

    /** Starts the operation, and does something when its future has ended. */
    public <T> CompletableFuture<T> start(Operation<T> operation, CallOptions options, Then then) {
        return run(operation, options, true, then);
    }

    /** Starts an operation of the SDK's own; its future completes on an event loop and reports nothing. */
    public <T> CompletableFuture<T> startInternally(Operation<T> operation) {
        CompletableFuture<T> plain = new CompletableFuture<>();
        run(operation, CallOptions.DEFAULT, false)
                .handle((value, failure) ->
                        failure == null ? plain.complete(value) : plain.completeExceptionally(failure));
        return plain;
    }

    private <T> Call<T> run(Operation<T> operation, CallOptions options, boolean asynchronous) {
        return run(operation, options, asynchronous, result -> {});
    }

    private <T> Call<T> run(Operation<T> operation, CallOptions options, boolean asynchronous, Then then) {
        Call<T> call = new Call<>(engine);
        CallContext context =
                new CallContext(this, operation, options.deadline().orElse(operation.deadline()));
        Running<T> current = new Running<>(call, context, asynchronous, then);
        call.ownedBy(current);
        if (closed) {
            ClosedException closing = new ClosedException(context.failure("the device object is closed"));
            engine.ended(address(), context, closing);
            call.completeExceptionally(closing);
            return call;
        }
        list(current);
        CompletableFuture<T> result;
        try {
            result = operation.steps().apply(context);
        } catch (AxisException | CancellationException e) {
            result = CompletableFuture.failedFuture(e);
        } catch (RuntimeException | Error e) {
            current.ended(false);
            throw e;
        }
        result.whenComplete(current);
        if (!result.isDone() && !deadlines.watch(context.deadline() + SLACK_NANOS)) {
            current.giveUp(failure -> new ClosedException(failure.apply("the runtime was closed")));
        }
        if (closed) {
            endForClose(current);
        }
        return call;
    }

    private void list(Running<?> one) {
        synchronized (running) {
            one.place = running.size();
            running.add(one);
        }
    }

    /** Takes a call off the list; {@code false} if somebody else has. */
    private boolean claim(Running<?> one) {
        synchronized (running) {
            if (one.place < 0) {
                return false;
            }
            Running<?> last = running.remove(running.size() - 1);
            if (last != one) {
                last.place = one.place;
                running.set(last.place, last);
            }
            one.place = -1;
            return true;
        }
    }

    private List<Running<?>> underWay() {
        synchronized (running) {
            return new ArrayList<>(running);
        }
    }

    /** Every step watches the deadline itself; this also covers waiting between steps. */
    private long expire(long now) {
        long next = now;
        for (Running<?> one : underWay()) {
            long end = one.context.deadline() + SLACK_NANOS;
            if (end - now <= 0) {
                one.giveUp(failure -> new DeadlineExceededException(failure.apply(one.context.expired())));
            } else if (next == now || end - next < 0) {
                next = end;
            }
        }
        return next;
    }

    /** Makes the error of a call that ends early, from a failure that already knows what may have changed. */
    private interface Ending extends Function<Function<String, Failure>, Throwable> {}

    /** Whether something was sent is decided by the aborting itself, so what is told about it is certain. */
    private static Throwable endingOf(Running<?> claimed, Ending ending) {
        CallContext context = claimed.context;
        AppliedEffect effect = context.giveUp();
        boolean acts = !context.operation().effect().mayBeSentAgain();
        return effect == AppliedEffect.POSSIBLE && acts
                ? unknown(context)
                : ending.apply(what -> context.failure(what).effect(effect));
    }

    private static OutcomeUnknownException unknown(CallContext context) {
        return new OutcomeUnknownException(
                context.failure("the action was sent, and the waiting ended before it was confirmed"
                                + (context.awaited().isEmpty() ? "" : ": " + context.awaited()))
                        .effect(AppliedEffect.POSSIBLE)
                        .advice("Read the state before acting again"));
    }

    /** An action that was sent is waited for; everything else ends. */
    private void endForClose(Running<?> one) {
        if (one.context.withdraw()) {
            one.giveUp(failure -> new ClosedException(failure.apply("the device object was closed")));
        }
    }

    /**
     * Refuses new calls, ends those that have not acted, waits for the others up to their deadline, then closes every
     * connection.
     */
    @Override
    public CompletableFuture<Void> closeAsync() {
        if (closed) {
            return gone;
        }
        closed = true;
        List<CompletableFuture<?>> acting = new ArrayList<>();
        // First nothing more goes out, then what is under way ends: a freed connection must not carry a waiting
        // request.
        List<Running<?>> ending = underWay();
        ending.forEach(one -> acting.add(one.over));
        try {
            ending.removeIf(one -> !one.context.withdraw());
            ending.forEach(this::endForClose);
        } finally {
            CompletableFuture.allOf(acting.toArray(new CompletableFuture<?>[0]))
                    .whenComplete((all, never) -> transport.closeCompletely().whenComplete((done, alsoNever) -> {
                        deadlines.stop();
                        engine.forget(this);
                        gone.complete(null);
                    }));
        }
        return gone;
    }

    /** As {@link #closeAsync}, waiting for the end unless called on a thread of the SDK. */
    @Override
    public void close() {
        CompletableFuture<Void> end = closeAsync();
        if (mayBlock()) {
            end.join();
        }
    }
}
