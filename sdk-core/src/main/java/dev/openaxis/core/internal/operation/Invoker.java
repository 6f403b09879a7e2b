package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.http.HttpTransport;
import dev.openaxis.core.internal.http.DeviceTransport;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one device's operations, blocking or as futures, and ends them when the device object is closed. */
public final class Invoker implements AutoCloseable {
    private final Engine engine;
    private final DeviceTransport transport;
    private final Map<Call<?>, CallContext> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile boolean closed;

    Invoker(Engine engine, DeviceTransport transport) {
        this.engine = engine;
        this.transport = transport;
    }

    /** The device's connections. */
    public HttpTransport transport() {
        return transport;
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
    public java.util.concurrent.Executor callbacks() {
        return engine.callbacks();
    }

    /** Whether {@link #close} was called. */
    public boolean closed() {
        return closed;
    }

    /** Runs the operation and returns its result. */
    public <T> T call(Operation<T> operation, CallOptions options) {
        if (SdkThread.isCurrent() || loop().inEventLoop()) {
            throw new IllegalStateException(operation.name()
                    + " was called blocking on a thread of the SDK, which it would stall; use async() there");
        }
        Call<T> call = run(operation, options, false);
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw failureOf(call, new CancellationException(operation.name() + " was interrupted before it acted"));
        } catch (ExecutionException e) {
            throw withCallSite(e.getCause());
        }
    }

    private static RuntimeException failureOf(Call<?> call, CancellationException ifCancelled) {
        try {
            call.join();
            return ifCancelled;
        } catch (CompletionException e) {
            return withCallSite(e.getCause());
        } catch (CancellationException e) {
            return ifCancelled;
        }
    }

    /** The failure happened on an event loop; a reader of the stack trace wants to see who asked. */
    private static RuntimeException withCallSite(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException known) {
            List<StackTraceElement> trace = new ArrayList<>(List.of(known.getStackTrace()));
            trace.addAll(List.of(new Throwable().getStackTrace()));
            known.setStackTrace(trace.toArray(new StackTraceElement[0]));
            return known;
        }
        return new IllegalStateException(failure);
    }

    /** Starts the operation; its future completes on the callback executor. */
    public <T> CompletableFuture<T> start(Operation<T> operation, CallOptions options) {
        return run(operation, options, true);
    }

    private <T> Call<T> run(Operation<T> operation, CallOptions options, boolean asynchronous) {
        Call<T> call = new Call<T>(engine).watched();
        CallContext context =
                new CallContext(this, operation, options.deadline().orElse(operation.deadline()));
        if (closed) {
            call.completeExceptionally(new ClosedException(context.failure("the device object is closed")));
            return call;
        }
        call.onCancel(() -> giveUp(call, context, null));
        running.put(call, context);
        CompletableFuture<T> result;
        try {
            result = operation.steps().apply(context);
        } catch (AxisException | CancellationException e) {
            result = CompletableFuture.failedFuture(e);
        }
        if (result.isDone()) {
            finish(call, result, asynchronous);
        } else {
            ScheduledFuture<?> guard = guard(call, context);
            CompletableFuture<T> pending = result;
            pending.whenComplete((value, failure) -> {
                guard.cancel(false);
                finish(call, pending, asynchronous);
            });
        }
        if (closed) {
            endForClose(call, context);
        }
        return call;
    }

    /** Every step watches the deadline itself; this also covers waiting between steps. */
    private ScheduledFuture<?> guard(Call<?> call, CallContext context) {
        long slack = TimeUnit.MILLISECONDS.toNanos(50);
        try {
            return loop().schedule(() -> expire(call, context), context.left().toNanos() + slack, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE.schedule(() -> {}, 0, TimeUnit.SECONDS);
        }
    }

    private void expire(Call<?> call, CallContext context) {
        if (!call.isDone()) {
            giveUp(
                    call,
                    context,
                    context.actionSent()
                            ? null
                            : new DeadlineExceededException(context.failure("the deadline passed; nothing was sent")));
        }
    }

    private <T> void finish(Call<T> call, CompletableFuture<T> result, boolean asynchronous) {
        Runnable completion = () -> {
            running.remove(call);
            result.whenComplete((value, failure) -> {
                if (failure == null) {
                    call.complete(value);
                } else {
                    call.completeExceptionally(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        };
        if (!asynchronous) {
            completion.run();
            return;
        }
        try {
            engine.callbacks().execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    /** Ends a call early: as unknown if it acted, else with the given error or, without one, as cancelled. */
    private void giveUp(Call<?> call, CallContext context, @Nullable AxisException error) {
        boolean acted = context.actionSent();
        running.remove(call);
        if (acted) {
            call.completeExceptionally(unknown(context));
        } else if (error != null) {
            call.completeExceptionally(error);
        }
        context.giveUp();
    }

    private static OutcomeUnknownException unknown(CallContext context) {
        return new OutcomeUnknownException(
                context.failure("the action was sent, and the waiting ended before it was confirmed")
                        .effect(AppliedEffect.POSSIBLE)
                        .advice("Read the state before acting again"));
    }

    private void endForClose(Call<?> call, CallContext context) {
        if (!context.actionSent()) {
            Failure failure = context.failure("the device object was closed");
            giveUp(
                    call,
                    context,
                    new ClosedException(context.effectPossible() ? failure.effect(AppliedEffect.POSSIBLE) : failure));
        }
    }

    /**
     * Refuses new calls, ends those that have not acted, waits for the others up to their deadline, then closes every
     * connection.
     */
    public CompletableFuture<Void> closeAsync() {
        if (closed) {
            return gone;
        }
        closed = true;
        running.forEach(this::endForClose);
        List<CompletableFuture<?>> acting = new ArrayList<>();
        for (Map.Entry<Call<?>, CallContext> entry : running.entrySet()) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            entry.getKey().whenComplete((value, failure) -> over.complete(null));
            acting.add(over);
        }
        CompletableFuture.allOf(acting.toArray(new CompletableFuture<?>[0]))
                .whenComplete((all, never) -> transport.closeCompletely().whenComplete((done, alsoNever) -> {
                    engine.forget(this);
                    gone.complete(null);
                }));
        return gone;
    }

    /** As {@link #closeAsync}, waiting for the end unless called on a thread of the SDK. */
    @Override
    public void close() {
        CompletableFuture<Void> end = closeAsync();
        if (!SdkThread.isCurrent() && !loop().inEventLoop()) {
            end.join();
        }
    }
}
