package dev.openaxis.core.internal.operation;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
    /** Touched on the loop only. */
    private final List<Runnable> gathered = new ArrayList<>();

    HandOver(EventLoop loop, Executor callbacks) {
        this.loop = loop;
        this.callbacks = callbacks;
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
        List<Runnable> all = List.copyOf(gathered);
        gathered.clear();
        all.forEach(this::run);
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
}
