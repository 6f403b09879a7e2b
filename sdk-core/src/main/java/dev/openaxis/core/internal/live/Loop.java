package dev.openaxis.core.internal.live;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device's event loop: runs a task at once when already there, and none any more when the runtime is closed. */
final class Loop implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final EventLoop loop;

    Loop(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            afterwards(task);
        }
    }

    /** Runs a task when what runs now is over. */
    void afterwards(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime is closed; its streams are too");
        }
    }

    /** Runs a task after a time. */
    void later(Runnable task, long nanos) {
        loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** Calls a feed and takes its answer or failure to the loop. */
    <T> void call(Supplier<CompletableFuture<T>> feed, BiConsumer<? super T, ? super Throwable> answer) {
        guarded(feed).whenComplete((result, failure) -> execute(() -> answer.accept(result, failure)));
    }

    /** A feed that throws has failed like any other. */
    private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
