package dev.openaxis.core.internal.operation;

import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime's own callback threads: four, and more for as long as all of them are held by callbacks that do not return, so that
 * slow listeners keep no other waiting. Those who find nothing to do afterwards end.
 */
final class CallbackPool extends ThreadPoolExecutor {
    static final int THREADS = 4;
    /** Whoever blocks so many is told by the watchdog of the streams. */
    static final int MOST_THREADS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(CallbackPool.class);
    private static final long PATIENCE_MILLIS = 100;

    /** Tasks that several threads take from. */
    interface Shared extends Runnable {
        /** How many of them were taken. */
        int taken();

        /** Whether there are some that nobody has taken. */
        boolean more();
    }

    /** Where a thread says what it does. */
    private static final class Slot {
        private volatile @Nullable Runnable task;
    }

    /** What a thread does. */
    private record Work(Runnable task, int taken) {}

    private final EventExecutorGroup timer;
    /** One for each thread, looked up once by it: this is in the way of every callback. */
    private final Map<Thread, Slot> slots = new ConcurrentHashMap<>();

    private final FastThreadLocal<Slot> own = new FastThreadLocal<>() {
        @Override
        protected Slot initialValue() {
            return slots.computeIfAbsent(Thread.currentThread(), thread -> new Slot());
        }
    };
    private final AtomicBoolean watched = new AtomicBoolean();
    /** What they did at the last look; by one look at a time. */
    private Map<Thread, Work> before = Map.of();

    CallbackPool(EventExecutorGroup timer) {
        // No time-out for idle ones: threads with one set a timer before every callback.
        super(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SdkThread.named("axis-sdk-callback"));
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        super.execute(task);
        watch();
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        own.get().task = task;
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        own.get().task = null;
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            try {
                timer.schedule(this::look, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("the event loops have ended; callbacks are not watched any more");
            }
        }
    }

    /** Helps if all threads still do what they did at the last look while something waits. */
    private void look() {
        Map<Thread, Work> now = new HashMap<>();
        slots.keySet().removeIf(thread -> !thread.isAlive());
        slots.forEach((thread, slot) -> {
            Runnable task = slot.task;
            if (task != null) {
                now.put(thread, new Work(task, task instanceof Shared shared ? shared.taken() : 0));
            }
        });
        List<Runnable> unfinished = now.values().stream()
                .map(Work::task)
                .filter(task -> task instanceof Shared shared && shared.more())
                .distinct()
                .toList();
        boolean waiting = !getQueue().isEmpty() || !unfinished.isEmpty();
        if (waiting && now.equals(before)) {
            relieve(now.size(), unfinished);
        } else if (now.size() < THREADS && getCorePoolSize() > THREADS) {
            setCorePoolSize(THREADS);
            setMaximumPoolSize(THREADS);
        }
        before = now;
        watched.set(false);
        // Looked at once more: who began since then relied on this look.
        if (!getQueue().isEmpty() || slots.values().stream().anyMatch(slot -> slot.task != null)) {
            watch();
        }
    }

    /** None of the threads that hold a part of something can take the rest. */
    private void relieve(int held, List<Runnable> unfinished) {
        if (held >= getCorePoolSize()) {
            int threads = Math.min(2 * getCorePoolSize(), MOST_THREADS);
            setMaximumPoolSize(threads);
            setCorePoolSize(threads);
        }
        try {
            for (int free = getCorePoolSize() - held; free > 0; free--) {
                unfinished.forEach(super::execute);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime is closed; nobody waits for its callbacks");
        }
    }
}
