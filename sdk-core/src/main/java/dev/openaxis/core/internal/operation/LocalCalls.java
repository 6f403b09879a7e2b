package dev.openaxis.core.internal.operation;

import dev.openaxis.core.AxisRuntime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calling convention for what speaks no HTTP: futures that complete on the callback executor and are reported if they fail and
 * nobody looks, and the blocking view of the same.
 */
public final class LocalCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCalls.class);

    private final Engine engine;

    private LocalCalls(Engine engine) {
        this.engine = engine;
    }

    /** Calls on the threads of a runtime. */
    public static LocalCalls of(AxisRuntime runtime) {
        if (runtime instanceof Engine engine) {
            return new LocalCalls(engine);
        }
        throw new IllegalArgumentException("not a runtime of this SDK");
    }

    /** A call under way; whoever carries it out completes or fails it, once. */
    public static final class Pending<T> implements Call.Owner {
        private final Call<T> call;
        private final Executor where;
        private final Task<T> task;

        private Pending(Call<T> call, Executor where, Task<T> task) {
            this.call = call;
            this.where = where;
            this.task = task;
        }

        /** Completes it where futures complete. */
        public void complete(T value) {
            end(() -> call.complete(value));
        }

        /** Fails it where futures complete. */
        public void fail(Throwable failure) {
            end(() -> call.completeExceptionally(failure));
        }

        /** Fails it here and now, for a caller who cancels: when that returns, the future is done. */
        public boolean failNow(Throwable failure) {
            return call.completeExceptionally(failure);
        }

        private void end(Runnable ending) {
            try {
                where.execute(ending);
            } catch (RejectedExecutionException e) {
                LOG.debug("the runtime is closed; a call ends where it is");
                ending.run();
            }
        }

        /** Whether the caller has its answer, or gave up waiting. */
        public boolean isOver() {
            return call.isDone();
        }

        @Override
        public void ended(boolean result) {
            // What was sent cannot be taken back, and what was not is looked at before it is sent.
        }

        @Override
        public boolean cancel() {
            return task.cancel();
        }
    }

    /** What carries a call out. */
    public interface Task<T> {
        /** Begins; may end it at once. Called on the caller's thread. */
        void begin(Pending<T> pending);

        /** The caller does not want it any more: {@link Pending#failNow fails} it with what is known, or it is over already. */
        boolean cancel();
    }

    /** Starts a call. */
    public <T> CompletableFuture<T> start(Task<T> task) {
        return begin(engine.callbacks(), task);
    }

    /** Starts a call and waits for its end. */
    public <T> T call(String name, Task<T> task) {
        if (SdkThread.isCurrent()) {
            throw new IllegalStateException(
                    name + " was called blocking on a thread of the SDK, which it would stall; use async() there");
        }
        return begin(Runnable::run, task).await(name);
    }

    private <T> Call<T> begin(Executor where, Task<T> task) {
        Call<T> call = new Call<>(engine);
        Pending<T> pending = new Pending<>(call, where, task);
        call.ownedBy(pending);
        task.begin(pending);
        return call;
    }

    /** Calls the host where listeners are called, or not at all if the runtime is closed. */
    public void later(Runnable task) {
        try {
            engine.callbacks().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime is closed; somebody is not told");
        }
    }

    /** Where futures complete and listeners are called. */
    public Executor callbacks() {
        return engine.callbacks();
    }

    /** Where files are read and written. */
    public Executor files() {
        return engine.files();
    }
}
