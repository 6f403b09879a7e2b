package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.ProgressListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
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
    private final Workers workers;
    private final Executor executor;
    private final Exchange exchange;
    private final StallWatch silence;
    private @Nullable ProgressReports progress;
    private boolean begun;
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

    /** For the answer to a request that is being written on this connection. */
    StreamedAnswer(
            DeviceTransport transport,
            HttpConnection connection,
            Channel channel,
            Exchange exchange,
            AnswerConsumer consumer) {
        this.connection = connection;
        this.channel = channel;
        this.exchange = exchange;
        this.consumer = consumer;
        this.workers = transport.workers();
        this.executor = consumer.executor(workers);
        Duration allowed = exchange.request.stallTimeout();
        this.silence = new StallWatch(
                channel,
                this::sign,
                allowed.toNanos(),
                () -> transport.stalled(exchange, "nothing came from the device for " + allowed.toMillis() + " ms"));
    }

    /** Changes with every byte that arrives, while there should be any. */
    private long sign() {
        boolean due = begun ? !paused && !arrived : consumer.answeredAtOnce() && exchange.sent();
        return due ? received : StallWatch.NOTHING_DUE;
    }

    /** An answer of that length, or -1, begins; {@code false} if its body is not for the consumer. */
    boolean begin(HttpResponse head, long announced) {
        begun = consumer.wants(head);
        ProgressListener listener = exchange.request.progress();
        if (begun && listener != null) {
            progress = new ProgressReports(listener, announced, workers.callbacks());
        }
        return begun;
    }

    /** Whether the consumer takes the answer that is arriving. */
    boolean begun() {
        return begun;
    }

    /** The longest body the consumer accepts. */
    long most() {
        return consumer.maxBytes();
    }

    /** Bytes of the body that came. */
    long received() {
        return received;
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
        silence.stop();
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
        } catch (IOException | RuntimeException | Error e) {
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

    /** Gives the body up, or what was to become one. */
    void cancel() {
        silence.stop();
        if (begun && !cancelled) {
            cancelled = true;
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            work();
        }
    }
}
