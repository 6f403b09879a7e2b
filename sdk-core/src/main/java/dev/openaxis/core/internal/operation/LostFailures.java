package dev.openaxis.core.internal.operation;

import io.netty.channel.EventLoopGroup;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds failed futures that were dropped, once they are garbage. Looks every second, and only while there are any. */
final class LostFailures {
    private final EventLoopGroup loops;
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    private static final class Watched extends PhantomReference<Object> {
        private final Runnable task;

        Watched(Object future, ReferenceQueue<Object> queue, Runnable task) {
            super(future, queue);
            this.task = task;
        }
    }

    LostFailures(EventLoopGroup loops) {
        this.loops = loops;
    }

    /** Runs the task on an event loop when the future is garbage. */
    void whenCollected(Object future, Runnable task) {
        watched.add(new Watched(future, collected, task));
        lookLater();
    }

    private void lookLater() {
        if (!watched.isEmpty() && looking.compareAndSet(false, true)) {
            later(this::look);
        }
    }

    /** Runs the task on an event loop in a second. */
    void later(Runnable task) {
        try {
            loops.next().schedule(task, 1, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The runtime is closed, and with it the interest in its futures.
            watched.clear();
        }
    }

    private void look() {
        looking.set(false);
        Reference<?> reference;
        while ((reference = collected.poll()) != null) {
            if (reference instanceof Watched lost && watched.remove(lost)) {
                lost.task.run();
            }
        }
        lookLater();
    }
}
