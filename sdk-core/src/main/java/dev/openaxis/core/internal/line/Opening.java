package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.line.LineListener;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of a line, from the wish to open it until its listener is told that it is over. */
public abstract class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final OpenableLine<?> line;
    private final LineListener listener;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private boolean open;

    protected Opening(OpenableLine<?> line, LineListener listener) {
        this.line = line;
        this.listener = listener;
    }

    /** Gives back what it holds. On the loop, once, before the listener is told; does not throw. */
    protected abstract void release();

    /** Completes when it has ended and the listener knows. */
    protected final CompletableFuture<Void> told() {
        return told;
    }

    /** Whether it has ended. Asked by any thread. */
    public final boolean isOver() {
        return over.get();
    }

    /** Whether bytes can be sent. On the loop. */
    public final boolean isOpen() {
        return open && !over.get();
    }

    /** The line is open. On the loop. */
    public final void opened() {
        if (!over.get()) {
            open = true;
            listener.opened();
        }
    }

    /** Bytes arrived. On the loop. */
    public final void received(ByteBuffer bytes) {
        if (isOpen()) {
            listener.received(bytes);
        }
    }

    /**
     * It is over. By any thread; only the first cause counts. The listener is told by a task of its own, so that it is never called
     * while it is being called.
     */
    public final void end(@Nullable AxisException cause) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        line.forget(this);
        try {
            line.loop().execute(() -> {
                try {
                    release();
                    listener.closed(cause);
                } finally {
                    told.complete(null);
                }
            });
        } catch (RejectedExecutionException e) {
            told.complete(null);
            LOG.debug("{} is closed, and its loop has ended: nobody can be told", line.name());
        }
    }
}
