package dev.openaxis.core.internal.http;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.PartListener;
import dev.openaxis.core.http.ResponsePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Gives the parts of a multipart answer to a listener. */
public final class PartsConsumer implements AnswerConsumer, PartListener {
    private final DeviceAddress address;
    private final String operation;
    private final int maxPart;
    private final PartListener listener;
    private @Nullable PartsParser parser;
    private volatile boolean stopped;
    private volatile @Nullable Throwable thrown;

    /** A consumer of one answer. */
    public PartsConsumer(DeviceAddress address, String operation, int maxPart, PartListener listener) {
        this.address = address;
        this.operation = operation;
        this.maxPart = maxPart;
        this.listener = listener;
    }

    /** Tells the listener nothing more. */
    public void stop() {
        stopped = true;
    }

    /** The end of the call: what the listener threw, and not that the connection was closed for it. */
    public HttpResponse outcome(@Nullable HttpResponse answer, @Nullable Throwable failure) {
        Throwable cause = thrown == null ? failure : thrown;
        if (cause != null || answer == null) {
            throw new CompletionException(cause);
        }
        return answer;
    }

    @Override
    public boolean wants(HttpResponse head) {
        String boundary = PartsParser.boundaryOf(head.header("Content-Type").orElse(""));
        if (head.status() >= 300 || boundary == null) {
            return false;
        }
        parser = new PartsParser(boundary, maxPart, this);
        return true;
    }

    @Override
    public long maxBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean answeredAtOnce() {
        return true;
    }

    @Override
    public Executor executor(Workers workers) {
        return workers.callbacks();
    }

    @Override
    public void onPart(ResponsePart part) {
        tell(() -> listener.onPart(part));
    }

    @Override
    public void onContent(ResponsePart soFar) {
        tell(() -> listener.onContent(soFar));
    }

    private void tell(Runnable what) {
        if (stopped) {
            return;
        }
        try {
            what.run();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            thrown = e;
            throw e;
        }
    }

    private interface Step {
        void run(PartsParser parser) throws IOException;
    }

    private void parse(Step step) {
        PartsParser current = parser;
        try {
            if (current != null && !stopped) {
                step.run(current);
            }
        } catch (IOException e) {
            throw new MalformedResponseException(
                    Failure.of(address, operation, "the answer cannot be split into parts: " + e.getMessage()), "");
        }
    }

    @Override
    public void take(ByteBuffer[] pieces) {
        parse(current -> {
            for (ByteBuffer piece : pieces) {
                current.feed(piece);
            }
        });
    }

    @Override
    public void complete() {
        parse(PartsParser::end);
    }

    @Override
    public void abandon() {
        stopped = true;
    }
}
