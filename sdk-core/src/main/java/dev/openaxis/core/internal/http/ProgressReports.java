package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.ProgressListener;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener how far a body is: one call at a time, ten a second at most, and the end always. */
final class ProgressReports implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReports.class);
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProgressListener listener;
    private final long total;
    private final Executor callbacks;
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile long latest;
    private volatile boolean over;
    private boolean overTold;
    private long lastReport = System.nanoTime() - PERIOD;

    ProgressReports(ProgressListener listener, long total, Executor callbacks) {
        this.listener = listener;
        this.total = total;
        this.callbacks = callbacks;
    }

    /** So many bytes are through; called by one thread. */
    void at(long bytes) {
        latest = bytes;
        long now = System.nanoTime();
        if (now - lastReport >= PERIOD) {
            lastReport = now;
            tell();
        }
    }

    /** All bytes are through. */
    void end(long bytes) {
        latest = bytes;
        over = true;
        tell();
    }

    private void tell() {
        if (telling.compareAndSet(false, true)) {
            try {
                callbacks.execute(this);
            } catch (RejectedExecutionException e) {
                LOG.debug("the runtime is closed; nobody hears of the progress");
            }
        }
    }

    @Override
    public void run() {
        boolean last = over;
        if (!overTold) {
            overTold = last;
            try {
                listener.onProgress(latest, total);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.warn("a progress listener failed", e);
            }
        }
        telling.set(false);
        if (over && !last) {
            tell();
        }
    }
}
