package dev.openaxis.osdp.internal.panel;

import dev.openaxis.core.Octets;
import dev.openaxis.core.line.LineLoop;
import dev.openaxis.osdp.capture.CaptureEntry;
import dev.openaxis.osdp.capture.CaptureWriter;
import dev.openaxis.osdp.capture.RecordedAs;
import dev.openaxis.osdp.internal.frame.Frame;
import dev.openaxis.osdp.internal.frame.Layout;
import dev.openaxis.osdp.message.CommandCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the frames of a bus to a capture, on another thread than the bus's. A disk that is too slow costs frames of the capture,
 * never time of the bus.
 */
final class Recording implements Talk.Tap, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final int MOST_WAITING = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CaptureWriter capture;
    private final LineLoop loop;
    private final Executor files;
    private final Runnable leave;
    /** Guarded by itself. */
    private final Queue<CaptureEntry> waiting = new ArrayDeque<>();

    /** Noise can be the echo of what was sent last, damaged so that nobody knows a key in it; on the loop. */
    private boolean keySent;

    private boolean writing;
    private boolean flushed;
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private boolean closed;
    private long lost;

    /**
     * A recording.
     *
     * @param leave ends the listening
     */
    Recording(CaptureWriter capture, LineLoop loop, Executor files, Runnable leave) {
        this.capture = capture;
        this.loop = loop;
        this.files = files;
        this.leave = leave;
    }

    @Override
    public void sent(byte[] bytes, int at, int length) {
        keySent = Layout.code(bytes, at) == CommandCode.KEYSET;
        take(RecordedAs.OUTPUT, Octets.copyOf(bytes, at, length));
    }

    @Override
    public void received(Frame frame) {
        take(RecordedAs.INPUT, Octets.copyOf(frame.bytes(), frame.at(), frame.length()));
    }

    @Override
    public void noise(byte[] bytes, int length) {
        if (!keySent) {
            take(RecordedAs.INPUT, Octets.copyOf(bytes, 0, length));
        }
    }

    private void take(RecordedAs as, Octets bytes) {
        synchronized (waiting) {
            if (closed || waiting.size() == MOST_WAITING) {
                lost++;
                return;
            }
            waiting.add(new CaptureEntry(loop.now(), as, bytes));
            if (writing) {
                return;
            }
            writing = true;
            written = new CompletableFuture<>();
        }
        try {
            files.execute(this::write);
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime is closed; the capture ends with it");
            end();
        }
    }

    private void write() {
        try {
            while (!isWritten()) {
                CaptureEntry entry = next();
                if (entry == null) {
                    capture.flush();
                } else {
                    capture.write(entry);
                }
            }
        } catch (IOException e) {
            LOG.warn("a capture cannot be written and ends", e);
            end();
        }
    }

    private @Nullable CaptureEntry next() {
        synchronized (waiting) {
            CaptureEntry entry = waiting.poll();
            flushed = entry == null;
            return entry;
        }
    }

    /** Whether nothing is left; then somebody else writes what comes next. */
    private boolean isWritten() {
        synchronized (waiting) {
            if (flushed && waiting.isEmpty()) {
                flushed = false;
                writing = false;
                written.complete(null);
                return true;
            }
            return false;
        }
    }

    private void end() {
        leave.run();
        synchronized (waiting) {
            closed = true;
            writing = false;
            waiting.clear();
            written.complete(null);
        }
    }

    /** Ends it; waits until what was taken is written, unless the disk takes longer than a moment. */
    @Override
    public void close() {
        leave.run();
        CompletableFuture<Void> rest;
        synchronized (waiting) {
            closed = true;
            rest = written;
        }
        try {
            rest.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a capture is still being written", e);
        }
        synchronized (waiting) {
            if (lost > 0) {
                LOG.warn("{} frames are missing in a capture, as it could not be written fast enough", lost);
                lost = 0;
            }
        }
    }
}
