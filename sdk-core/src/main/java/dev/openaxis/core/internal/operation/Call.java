package dev.openaxis.core.internal.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The future of a running operation, and every stage derived from it. Cancelling the call reaches the connection; after
 * an action's bytes were sent it says that the outcome is unknown instead of pretending that nothing happened. A failure
 * nobody looks at, here or in a derived stage, is reported once.
 */
final class Call<T> extends CompletableFuture<T> {

    /** Where failures go that nobody looked at. */
    interface Unobserved {
        /** Runs the task when the future is garbage. */
        void whenCollected(Object future, Runnable task);

        /** Reports the failure. */
        void report(Throwable failure);
    }

    private final Unobserved unobserved;
    /** Shared by a call and everything derived from it, so that one failure is reported once. */
    private final AtomicBoolean reported;

    private final AtomicBoolean observed = new AtomicBoolean();
    private boolean watching;
    private volatile @Nullable BooleanSupplier onCancel;

    Call(Unobserved unobserved) {
        this(unobserved, new AtomicBoolean());
    }

    private Call(Unobserved unobserved, AtomicBoolean reported) {
        this.unobserved = unobserved;
        this.reported = reported;
    }

    /** Starts watching for a failure that gets lost; called once, before anybody else has the future. */
    Call<T> watched(Runnable whenDone) {
        watching = true;
        whenComplete((value, failure) -> {
            whenDone.run();
            if (failure != null && !observed.get()) {
                watch(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
        watching = false;
        return this;
    }

    private void watch(Throwable failure) {
        AtomicBoolean seen = observed;
        AtomicBoolean once = reported;
        Unobserved where = unobserved;
        where.whenCollected(this, () -> {
            if (!seen.get() && once.compareAndSet(false, true)) {
                where.report(failure);
            }
        });
    }

    void onCancel(BooleanSupplier action) {
        onCancel = action;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        if (watching) {
            return new CompletableFuture<>();
        }
        // Every derived stage is made here: this future is looked at, the derived one is to be watched instead.
        observed.set(true);
        return new Call<U>(unobserved, reported).watched(() -> {});
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        observed.set(true);
        BooleanSupplier action = onCancel;
        if (action == null) {
            return super.cancel(mayInterruptIfRunning);
        }
        // Ending the call says what may have happened; a call that has its result cannot be cancelled any more.
        return action.getAsBoolean() || isCancelled();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        // Whoever composes with this future carries its failure on.
        observed.set(true);
        return this;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        observed.set(true);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        observed.set(true);
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        observed.set(true);
        return super.join();
    }

    @Override
    public T getNow(T valueIfAbsent) {
        observed.set(true);
        return super.getNow(valueIfAbsent);
    }

    @Override
    public boolean isCompletedExceptionally() {
        observed.set(true);
        return super.isCompletedExceptionally();
    }
}
