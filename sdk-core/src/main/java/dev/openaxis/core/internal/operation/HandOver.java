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

    private final List<Delivery> deliveries = new ArrayList<>();

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
            if (!taken(task)) {
                task.run();
            }
            return;
        }
        gathered.add(task);
        giveLater();
    }

    /** Has a listener told by the callback executor, never here. */
    void tell(Delivery delivery) {
        if (loop.inEventLoop() && !loop.isShuttingDown()) {
            deliveries.add(delivery);
            giveLater();
        } else if (!taken(delivery)) {
            delivery.refused();
        }
    }

    private void giveLater() {
        if (gathered.size() + deliveries.size() == 1) {
            try {
                loop.execute(this::giveAll);
            } catch (RejectedExecutionException e) {
                giveAll();
            }
        }
    }

    private void giveAll() {
        if (!gathered.isEmpty()) {
            giveGathered();
        }
        if (!deliveries.isEmpty()) {
            tellAll();
        }
    }

    private void tellAll() {
        List<Delivery> all = List.copyOf(deliveries);
        deliveries.clear();
        // Whoever takes the batch takes all of it.
        if (refusals(new Batch(all)) == runners(all)) {
            all.forEach(Delivery::refused);
        }
    }

    private void giveGathered() {
        List<Runnable> tasks = List.copyOf(gathered);
        gathered.clear();
        Batch all = new Batch(tasks);
        int refused = refusals(all);
        // Whoever waits is told all the same; the loop does no more than it has to.
        for (int i = refused == runners(tasks) ? tasks.size() : refused; i > 0; i--) {
            all.runNext();
        }
    }

    private int runners(List<?> tasks) {
        return Math.min(threads, tasks.size());
    }

    /** Gives a batch to as many threads as it can use; says how many did not take it. */
    private int refusals(Batch batch) {
        int refused = 0;
        for (int i = runners(batch.tasks); i > 0; i--) {
            if (!taken(batch)) {
                refused++;
            }
        }
        return refused;
    }

    private boolean taken(Runnable task) {
        try {
            callbacks.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        } catch (RuntimeException | OutOfMemoryError e) {
            // A host's executor, or a system without another thread to give.
            LOG.warn("the callback executor failed; a future completes on the event loop", e);
            return false;
        }
    }

    /** Tasks that threads share, each taking the next one when it is done with its own: none waits behind a slow one. */
    private static final class Batch implements CallbackPool.Shared {
        private final List<? extends Runnable> tasks;
        private final AtomicInteger next = new AtomicInteger();

        Batch(List<? extends Runnable> tasks) {
            this.tasks = tasks;
        }

        @Override
        public void run() {
            while (runNext()) {
                // each thread takes what nobody has taken yet
            }
        }

        @Override
        public int taken() {
            return next.get();
        }

        @Override
        public boolean more() {
            return next.get() < tasks.size();
        }

        /** Runs a task nobody has taken; {@code false} if there is none. */
        boolean runNext() {
            int mine = next.getAndIncrement();
            if (mine >= tasks.size()) {
                return false;
            }
            try {
                tasks.get(mine).run();
            } catch (RuntimeException | Error e) {
                LOG.error("a callback failed", e);
            }
            return true;
        }
    }
}
