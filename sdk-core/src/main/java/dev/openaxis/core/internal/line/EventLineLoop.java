package dev.openaxis.core.internal.line;

import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineTimer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop that lines share with connections to devices. The loop's own timers are as exact as its waiting for the network, whose
 * steps are milliseconds; short ones are those of another thread, because two characters of silence can be less than that. A task that fails is
 * logged, and the next runs.
 */
final class EventLineLoop implements LineLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLineLoop.class);
    /** So that times are far from where nanoseconds overflow. */
    private static final long ORIGIN = System.nanoTime();

    /** Beyond any life time, and far from where nanoseconds overflow. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);

    private final EventLoop loop;
    private final LineLoop exact;

    /**
     * An event loop for lines.
     *
     * @param exact a loop with exact timers, used for nothing else
     */
    EventLineLoop(EventLoop loop, LineLoop exact) {
        this.loop = loop;
        this.exact = exact;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    @Override
    public LineTimer schedule(Duration delay, Runnable task) {
        long nanos = Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(delay)), LONGEST);
        if (nanos > 0 && nanos < SHORT) {
            Exact timer = new Exact(guarded(task));
            exact.schedule(delay, timer);
            return timer;
        }
        ScheduledFuture<?> future = loop.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** A task that comes from the exact timers to the loop; until it is there it can be taken back. */
    private final class Exact implements Runnable, LineTimer {
        private final Runnable task;
        private volatile boolean cancelled;

        Exact(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                loop.execute(() -> {
                    if (!cancelled) {
                        task.run();
                    }
                });
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** What a scheduled task throws would be kept in its future, which nobody looks at. */
    private static Runnable guarded(Runnable task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a task of a line failed", e);
            }
        };
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - ORIGIN;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
