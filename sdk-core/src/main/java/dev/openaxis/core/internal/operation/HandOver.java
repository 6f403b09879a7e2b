package dev.openaxis.core.internal.operation;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from one event loop to the callback executor. What ends while the loop handles the answers that have arrived is
 * given over together afterwards: one at a time, each would wake a thread that finds nothing more to do.
 */
final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final EventLoop loop;
    private final Executor callbacks;
    private final int threads;
    /** Touched on the loop only. */
    private final List<Runnable> gathered = new ArrayList<>();

    /**
     * The way from this loop to that executor.
     *
     * @param threads the most tasks the executor can run at once, as far as is known
     */
    HandOver(EventLoop loop, Executor callbacks, int threads) {
        this.loop = loop;
        this.callbacks = callbacks;
        this.threads = threads;
    }

    /** Has the task run by the callback executor, or here if there is none any more. */
    void give(Runnable task) {
        if (!loop.inEventLoop() || loop.isShuttingDown()) {
            run(task);
            return;
        }
        gathered.add(task);
        if (gathered.size() == 1) {
            try {
                loop.execute(this::giveAll);
            } catch (RejectedExecutionException e) {
                giveAll();
            }
        }
    }

    private void giveAll() {
        Batch all = new Batch(List.copyOf(gathered));
        gathered.clear();
        for (int i = Math.min(threads, all.tasks.size()); i > 0; i--) {
            run(all);
        }
    }

    private void run(Runnable task) {
        try {
            callbacks.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            // A host's executor, or a system without another thread to give: whoever waits is told all the same.
            LOG.warn("the callback executor failed; a future completes on the event loop", e);
            task.run();
        }
    }

    /** Tasks that threads share, each taking the next one when it is done with its own: none waits behind a slow one. */
    private static final class Batch implements Runnable {
        private final List<Runnable> tasks;
        private final AtomicInteger next = new AtomicInteger();

        Batch(List<Runnable> tasks) {
            this.tasks = tasks;
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                try {
                    tasks.get(i).run();
                } catch (RuntimeException | Error e) {
                    LOG.error("a callback failed", e);
                }
            }
        }
    }
}
