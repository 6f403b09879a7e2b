package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.http.ProgressListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of an answer on its way to a consumer. The socket is read only as fast as the consumer takes: what waits is
 * bounded by {@link #HIGH} and one reading of the socket. Confined to the event loop, except the consumer's work.
 */
final class StreamedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);
    private static final int HIGH = 512 * 1024;
    private static final int LOW = 128 * 1024;

    private final HttpConnection connection;
    private final Channel channel;
    private final AnswerConsumer consumer;
    private final Executor executor;
    private final @Nullable ProgressReports progress;
    private List<ByteBuf> waiting = new ArrayList<>();
    /** Bytes that wait or are being taken. */
    private long held;

    private long received;
    private boolean working;
    private boolean paused;
    private boolean arrived;
    private boolean cancelled;
    private boolean abandoned;
    private boolean over;

    StreamedAnswer(
            HttpConnection connection,
            Channel channel,
            AnswerConsumer consumer,
            Workers workers,
            @Nullable ProgressListener listener,
            long announced) {
        this.connection = connection;
        this.channel = channel;
        this.consumer = consumer;
        this.executor = consumer.executor(workers);
        this.progress = listener == null ? null : new ProgressReports(listener, announced, workers.callbacks());
    }

    /** Changes with every byte that arrives, while the socket is read. */
    long sign() {
        return paused || arrived ? StallWatch.NOTHING_DUE : received;
    }

    /** Whether the whole body is here, though the consumer may not have taken it yet. */
    boolean arrived() {
        return arrived;
    }

    /** The next bytes, to be released here; {@code false} if that is more than is accepted. */
    boolean piece(ByteBuf bytes) {
        int size = bytes.readableBytes();
        if (cancelled || size == 0) {
            bytes.release();
            return true;
        }
        received += size;
        held += size;
        waiting.add(bytes);
        if (received > consumer.maxBytes()) {
            return false;
        }
        if (!paused && held >= HIGH) {
            paused = true;
            channel.config().setAutoRead(false);
        }
        work();
        return true;
    }

    /** The last byte has arrived. */
    void end() {
        arrived = true;
        work();
    }

    private void work() {
        if (working || over) {
            return;
        }
        List<ByteBuf> batch = waiting;
        waiting = new ArrayList<>();
        boolean last = arrived && batch.isEmpty();
        if (!last && !cancelled && batch.isEmpty()) {
            return;
        }
        working = true;
        over = last || cancelled;
        abandoned = cancelled;
        boolean giveUp = cancelled;
        try {
            executor.execute(() -> handled(batch, work(batch, giveUp, last)));
        } catch (RejectedExecutionException e) {
            over = true;
            working = false;
            batch.forEach(ByteBuf::release);
            end(consumer::abandon);
            connection.failStream(e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private @Nullable Throwable work(List<ByteBuf> batch, boolean giveUp, boolean last) {
        if (giveUp) {
            return end(consumer::abandon);
        }
        return end(() -> {
            if (last) {
                consumer.complete();
            } else {
                consumer.take(batch.stream().map(ByteBuf::nioBuffer).toArray(ByteBuffer[]::new));
            }
        });
    }

    private static @Nullable Throwable end(Step step) {
        try {
            step.run();
            return null;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (!(e instanceof AxisException)) {
                LOG.debug("while an answer was taken: {}", e.toString());
            }
            return e;
        }
    }

    private void handled(List<ByteBuf> batch, @Nullable Throwable failure) {
        long bytes = batch.stream().mapToLong(ByteBuf::readableBytes).sum();
        batch.forEach(ByteBuf::release);
        try {
            channel.eventLoop().execute(() -> taken(bytes, failure));
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime was closed while an answer was taken");
        }
    }

    private void taken(long bytes, @Nullable Throwable failure) {
        working = false;
        held -= bytes;
        if (failure != null && !abandoned) {
            over = false;
            if (cancelled) {
                work();
            } else {
                // What ends the exchange cancels this, and so the consumer hears of it.
                connection.failStream(failure);
            }
        } else if (over && !cancelled) {
            if (progress != null) {
                progress.end(received);
            }
            connection.streamed();
        } else {
            if (progress != null && !cancelled) {
                progress.at(received - held);
            }
            resume();
            work();
        }
    }

    private void resume() {
        if (paused && held <= LOW) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    /** Gives the body up. */
    void cancel() {
        if (!cancelled) {
            cancelled = true;
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            work();
        }
    }
}
