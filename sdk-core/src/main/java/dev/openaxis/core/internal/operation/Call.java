package dev.openaxis.core.internal.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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

        /** Runs the task when the present method has returned, on another thread. */
        void later(Runnable task);

        /** Reports the failure. */
        void report(Throwable failure);
    }

    private final Unobserved unobserved;
    /** Shared by a call and everything derived from it, so that one failure is reported once. */
    private final AtomicBoolean reported;

    private final AtomicBoolean observed = new AtomicBoolean();
    /** What a call under way does when it ends, and when it is to be cancelled; derived stages have neither. */
    interface Owner {
        /** Called once, however the call ended, by {@code orTimeout} for example; says whether there is a result. */
        void ended(boolean result);

        /** Ends the call early; {@code false} if it has its result. */
        boolean cancel();
    }

    private volatile @Nullable Owner owner;
    /** The thread that makes a stage for this class's or the JDK's own use. */
    private volatile @Nullable Thread watching;

    Call(Unobserved unobserved) {
        this(unobserved, new AtomicBoolean());
    }

    private Call(Unobserved unobserved, AtomicBoolean reported) {
        this.unobserved = unobserved;
        this.reported = reported;
    }

    /** Says whose call this is, before anybody else has it. */
    void ownedBy(Owner whose) {
        owner = whose;
    }

    /** Starts watching a derived stage, which the stage before completes past {@link #complete}. */
    private Call<T> watched() {
        unwatched(() -> whenComplete((value, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        }));
        return this;
    }

    /** Makes a stage nobody will look at, and so nobody misses. */
    private void unwatched(Runnable making) {
        watching = Thread.currentThread();
        making.run();
        watching = null;
    }

    private void failed(Throwable failure) {
        if (!observed.get()) {
            watch(failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        }
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

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        if (watching == Thread.currentThread()) {
            return new CompletableFuture<>();
        }
        // Every derived stage is made here: this future is looked at, the derived one is to be watched instead.
        observed.set(true);
        Call<U> derived = new Call<U>(unobserved, reported).watched();
        if (super.isCompletedExceptionally()) {
            // The JDK hands the failure on past everything that could tell.
            unobserved.later(derived::tellIfDone);
        }
        return derived;
    }

    private void tellIfDone() {
        if (isDone()) {
            // Completing once more changes nothing, and tells the stages that were not told.
            super.completeExceptionally(new CancellationException("told already"));
        }
    }

    @Override
    public boolean complete(T value) {
        boolean mine = super.complete(value);
        Owner whose = owner;
        if (mine && whose != null) {
            whose.ended(true);
        }
        return mine;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean mine = super.completeExceptionally(failure);
        Owner whose = owner;
        if (mine && whose != null) {
            whose.ended(false);
            failed(failure);
        }
        return mine;
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (Throwable e) {
                completeExceptionally(e);
            }
        });
        return this;
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        unwatched(() -> super.orTimeout(timeout, unit));
        return this;
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        unwatched(() -> super.completeOnTimeout(value, timeout, unit));
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        observed.set(true);
        Owner whose = owner;
        if (whose == null) {
            return super.cancel(mayInterruptIfRunning);
        }
        // Ending the call says what may have happened; a call that has its result cannot be cancelled any more.
        return whose.cancel() || isCancelled();
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

    /**
     * Waits for the result; an interruption cancels the call.
     *
     * @param name of the operation, for messages
     */
    T await(String name) {
        try {
            return get();
        } catch (InterruptedException e) {
            cancel(true);
            RuntimeException failure = failure(name + " was interrupted before it acted");
            Thread.currentThread().interrupt();
            throw failure;
        } catch (ExecutionException e) {
            throw withCallSite(e.getCause());
        }
    }

    private RuntimeException failure(String ifCancelled) {
        try {
            join();
            // The result came at the same moment; the interruption still stands.
            return new CancellationException(ifCancelled);
        } catch (CompletionException e) {
            return withCallSite(e.getCause());
        } catch (CancellationException e) {
            return new CancellationException(ifCancelled);
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
}
