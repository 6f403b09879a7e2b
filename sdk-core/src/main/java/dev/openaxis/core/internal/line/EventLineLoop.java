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
 * An event loop that lines share with connections to devices. Its timers are as exact as the waiting for the network, whose steps are
 * milliseconds; a task that fails is logged, and the next runs.
 */
final class EventLineLoop implements LineLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLineLoop.class);
    /** Beyond any life time, and far from where nanoseconds overflow. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final EventLoop loop;

    EventLineLoop(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    @Override
    public LineTimer schedule(Duration delay, Runnable task) {
        long nanos = Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(delay)), LONGEST);
        ScheduledFuture<?> future = loop.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
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
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
