package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.Body;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.ProgressListener;
import dev.openaxis.core.internal.auth.Authenticator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request whose body is streamed. The body goes out once or never: before it the device is asked with {@code Expect},
 * or with an empty body if it does not know that and the log-in is open. Confined to the event loop.
 */
final class Upload implements BodyReader.Target {
    /** How long a device may take to say something to {@code Expect} (RFC 9110 section 10.1.1 leaves it to the client). */
    private static final long SILENCE_MILLIS = 1000;

    private static final int EXPECTATION_FAILED = 417;

    private enum Phase {
        /** On no connection, or nothing is to be done there any more. */
        IDLE,
        /** The request went out with an empty body, to see the challenge. */
        DRAWING,
        /** The head is out, and the device may say whether it wants the body. */
        EXPECTING,
        SENDING,
        /** The socket has the whole body. */
        SENT
    }

    private final DeviceTransport transport;
    private final Exchange exchange;
    private final Body body;
    private final long stallNanos;
    private final @Nullable ProgressReports progress;
    private boolean expecting;
    private Phase phase = Phase.IDLE;
    /** How far it was when the answer came. */
    private Phase answeredIn = Phase.IDLE;

    private @Nullable HttpConnection connection;
    private @Nullable Channel channel;
    private @Nullable BodyReader reader;
    private @Nullable ScheduledFuture<?> silence;
    private @Nullable StallWatch stall;
    /** Bytes of the body given to the channel. */
    private long handed;

    /** Bytes of the body the socket has taken. */
    private long accepted;

    Upload(DeviceTransport transport, Exchange exchange, Body body) {
        this.transport = transport;
        this.exchange = exchange;
        this.body = body;
        HttpRequest request = exchange.request;
        this.expecting = request.expectsContinue();
        this.stallNanos = request.stallTimeout().toNanos();
        ProgressListener listener = request.progress();
        this.progress = listener == null
                ? null
                : new ProgressReports(
                        listener, body.length(), transport.workers().callbacks());
    }

    /** Whether what is written first is no more than a question. */
    boolean asksFirst() {
        return expecting || !loggedIn();
    }

    /** Whether there is a log-in to send, or none is needed. */
    private boolean loggedIn() {
        Authenticator authenticator = transport.login().authenticator();
        return exchange.request.anonymous() || authenticator.settled() || authenticator.session() != null;
    }

    /** Writes what comes first on this connection. */
    void begin(HttpConnection where, Channel through) {
        connection = where;
        channel = through;
        answeredIn = Phase.IDLE;
        if (expecting) {
            phase = Phase.EXPECTING;
            HttpHeaders headers = where.headers(exchange, exchange.request, body.length());
            headers.add(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE);
            through.writeAndFlush(head(headers), through.voidPromise());
            silence = transport.loop().schedule(this::silent, SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        } else if (loggedIn()) {
            through.write(head(where.headers(exchange, exchange.request, body.length())), through.voidPromise());
            send(through);
        } else {
            phase = Phase.DRAWING;
            HttpRequest request = exchange.request;
            through.writeAndFlush(
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1,
                            HttpMethod.valueOf(request.method()),
                            transport.route().target(request.target()),
                            Unpooled.EMPTY_BUFFER,
                            where.headers(exchange, request, 0),
                            EmptyHttpHeaders.INSTANCE),
                    through.voidPromise());
        }
    }

    private DefaultHttpRequest head(HttpHeaders headers) {
        HttpRequest request = exchange.request;
        return new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                transport.route().target(request.target()),
                headers);
    }

    /** The device wants the body. */
    void goAhead() {
        Channel through = channel;
        if (phase == Phase.EXPECTING && through != null) {
            sendIfStillWanted(through);
        }
    }

    private void silent() {
        HttpConnection where = connection;
        Channel through = channel;
        if (phase != Phase.EXPECTING || where == null || through == null) {
            return;
        }
        if (loggedIn()) {
            sendIfStillWanted(through);
        } else {
            // A body that is refused for want of a log-in would have to be sent again, and must not be.
            expecting = false;
            transport.startAgain(where, exchange);
        }
    }

    private void sendIfStillWanted(Channel through) {
        stopWaiting();
        long now = System.nanoTime();
        // Else whoever aborted it, or the timer of its deadline, closes the connection.
        if (!exchange.tooLate(now) && exchange.trySend(now)) {
            send(through);
        }
    }

    private void send(Channel through) {
        phase = Phase.SENDING;
        handed = 0;
        accepted = 0;
        closeOnFailedWrite(through, false);
        if (body.length() == 0) {
            through.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, through.voidPromise());
            sent(through);
            return;
        }
        through.flush();
        stall = new StallWatch(through, () -> StallWatch.taken(through, handed), stallNanos, this::stalled);
        BodyReader source = new BodyReader(body, transport.workers().files(), through, this);
        reader = source;
        source.read();
    }

    /** A device may refuse and close before it has read everything; its answer is there to be read. */
    @SuppressWarnings("deprecation") // there is no other way to have a failed write leave the reading side open
    private static void closeOnFailedWrite(Channel channel, boolean close) {
        channel.config().setAutoClose(close);
    }

    @Override
    public void chunks(List<ByteBuf> chunks) {
        Channel through = channel;
        if (through == null || phase != Phase.SENDING) {
            chunks.forEach(ByteBuf::release);
            return;
        }
        for (ByteBuf chunk : chunks) {
            int size = chunk.readableBytes();
            handed += size;
            boolean last = handed == body.length();
            through.write(last ? new DefaultLastHttpContent(chunk) : new DefaultHttpContent(chunk))
                    .addListener((ChannelFutureListener) written -> written(written, size));
        }
        through.flush();
    }

    private void written(ChannelFuture write, int size) {
        BodyReader source = reader;
        if (phase != Phase.SENDING || write.channel() != channel || source == null) {
            return;
        }
        if (!write.isSuccess()) {
            // The end of the connection, which follows, says why; or an answer that came before.
            stopReading();
            return;
        }
        accepted += size;
        if (accepted == body.length()) {
            sent(write.channel());
            return;
        }
        if (progress != null) {
            progress.at(accepted);
        }
        source.taken();
    }

    private void sent(Channel through) {
        phase = Phase.SENT;
        closeOnFailedWrite(through, true);
        stopReading();
        if (progress != null) {
            progress.end(accepted);
        }
    }

    @Override
    public void unreadable(Throwable cause) {
        HttpConnection where = connection;
        if (where != null && phase == Phase.SENDING) {
            where.fail(Failures.unreadable(exchange, transport.address(), cause));
        }
    }

    private void stalled() {
        if (phase == Phase.SENDING) {
            transport.stalled(
                    exchange,
                    "the device took no byte of the body for " + TimeUnit.NANOSECONDS.toMillis(stallNanos) + " ms");
        }
    }

    /** The head of an answer came: what was not sent yet is not sent any more. */
    void answerBegins() {
        answeredIn = phase;
        phase = Phase.IDLE;
        stopWaiting();
        stopReading();
    }

    /** Whether the connection may carry another request: not if the device may still wait for a part of the body. */
    boolean wholeOnTheWire() {
        return answeredIn == Phase.SENT || answeredIn == Phase.DRAWING;
    }

    /** Whether the answer was only to the question, and the request itself is yet to be sent. */
    boolean goesOnAfter(int status) {
        if (answeredIn == Phase.EXPECTING && status == EXPECTATION_FAILED) {
            expecting = false;
            return true;
        }
        return answeredIn == Phase.DRAWING;
    }

    /** The exchange left the connection, which may be gone. */
    void detach() {
        phase = Phase.IDLE;
        connection = null;
        channel = null;
        stopWaiting();
        stopReading();
    }

    private void stopWaiting() {
        if (silence != null) {
            silence.cancel(false);
            silence = null;
        }
    }

    private void stopReading() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        if (stall != null) {
            stall.stop();
            stall = null;
        }
    }
}
