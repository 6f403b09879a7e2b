package dev.openaxis.core.internal.operation;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread of the SDK's own: named, daemon, and known, so that blocking calls on it can be refused. */
public final class SdkThread extends FastThreadLocalThread {
    private SdkThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    /** Whether the caller is on one. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof SdkThread;
    }

    /** One that is not started. */
    public static Thread of(String name, Runnable task) {
        return new SdkThread(task, name);
    }

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> new SdkThread(task, prefix + "-" + number.incrementAndGet());
    }
}
