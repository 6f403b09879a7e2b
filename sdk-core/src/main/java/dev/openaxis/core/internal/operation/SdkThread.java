package dev.openaxis.core.internal.operation;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread of the SDK's own: named, daemon, and known, so that blocking calls on it can be refused. */
final class SdkThread extends FastThreadLocalThread {
    private SdkThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof SdkThread;
    }

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> new SdkThread(task, prefix + "-" + number.incrementAndGet());
    }
}
