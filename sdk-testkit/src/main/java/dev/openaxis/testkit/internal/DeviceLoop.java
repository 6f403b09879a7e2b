package dev.openaxis.testkit.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one event loop a device runs on, as seen from inside and from other threads. */
final class DeviceLoop {
    private final EventLoopGroup group;
    private final boolean ownsGroup;
    private final EventLoop loop;
    private volatile boolean closed;

    /**
     * Takes a loop.
     *
     * @param name prefix of the thread names
     * @param shared threads to use, or null to make and end one of its own
     */
    DeviceLoop(String name, @Nullable EventLoopGroup shared) {
        this.ownsGroup = shared == null;
        this.group = shared == null ? EventLoops.named(name, 1) : shared;
        this.loop = this.group.next();
    }

    EventLoop eventLoop() {
        return loop;
    }

    /** Runs on the loop after a time, unless the device is closed by then. */
    void schedule(long nanos, Runnable task) {
        if (loop.isShuttingDown()) {
            return;
        }
        Runnable guarded = () -> {
            if (!closed) {
                task.run();
            }
        };
        var unused = loop.schedule(guarded, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task on the loop and waits for it.
     *
     * @param task what to do
     * @param <T> type of the result
     * @return the task's result
     */
    <T> T call(Callable<T> task) {
        try {
            return loop.inEventLoop() ? task.call() : loop.submit(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("The simulated device failed", e.getCause());
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The simulated device is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the simulated device", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The simulated device failed", e);
        }
    }

    /**
     * Runs a task on the loop and waits for it.
     *
     * @param task what to do
     */
    void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** Java closes a listening socket only when its selector turns round once more. */
    void settle() {
        if (!loop.inEventLoop()) {
            loop.schedule(() -> {}, 2, TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }

    boolean closed() {
        return closed;
    }

    /** From now on nothing scheduled runs any more. */
    void close() {
        closed = true;
    }

    boolean ownsThreads() {
        return ownsGroup;
    }

    void endThreads() {
        EventLoops.end(group);
    }
}
