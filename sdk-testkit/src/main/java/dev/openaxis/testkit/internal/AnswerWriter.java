package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns an {@link Answer} into bytes, whole or broken in the way a fault asks for. */
final class AnswerWriter {
    /** Time for the bytes to reach the client before a reset discards what it has not read. */
    private static final int MILLIS_BEFORE_RESET = 50;

    private static final int HUGE_CHUNK = 64 * 1024;

    private final DeviceConfig config;

    AnswerWriter(DeviceConfig config) {
        this.config = config;
    }

    void write(Connection connection, Incoming request, Answer answer, @Nullable FaultSpec fault) {
        if (fault == null) {
            whole(connection, request, answer);
            return;
        }
        switch (fault.kind()) {
            case RESET_AFTER -> connection.reset();
            case STALL_AFTER -> connection.neverAnswer();
            case LATE_ANSWER -> connection.later(fault.delay().toMillis(), () -> whole(connection, request, answer));
            case RESET_MID_BODY -> partly(connection, answer, answer.body().length, connection::reset);
            case TRUNCATE -> partly(connection, answer, answer.body().length + 64, connection::finish);
            case SLOW_BODY -> slowly(connection, request, answer, fault);
            default -> whole(connection, request, answer);
        }
    }

    private HttpResponse head(Answer answer) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        head.headers()
                .set(
                        HttpHeaderNames.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                config.clock().instant().atZone(ZoneOffset.UTC)))
                // Observed on 12.11, reference 01 section 1; so are the security headers (documented from 10.1).
                .set(HttpHeaderNames.SERVER, "Apache/2.4.68 (Unix) OpenSSL/3.5.7")
                .set("X-Frame-Options", "SAMEORIGIN")
                .set("X-Content-Type-Options", "nosniff")
                .set("X-XSS-Protection", "1; mode=block");
        answer.headers().forEach(line -> head.headers().add(line.getKey(), line.getValue()));
        if (answer.body().length > 0 || answer.status() == 200) {
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        return head;
    }

    private void whole(Connection connection, Incoming request, Answer answer) {
        boolean chunked = (answer.chunked() || config.is(Variant.CHUNKED_ANSWERS)) && !request.http10();
        HttpResponse head = head(answer);
        frame(head, chunked, answer.body().length);
        if (!request.keepAlive()) {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        connection.send(head);
        if (!request.method().equals(HttpMethod.HEAD.name()) && answer.body().length > 0) {
            connection.send(new DefaultHttpContent(Unpooled.wrappedBuffer(answer.body())));
        }
        connection.send(LastHttpContent.EMPTY_LAST_CONTENT);
        connection.answered(request.keepAlive());
    }

    /** The head of an answer whose end is that of the connection; {@link #piece} goes on with it. */
    void endless(Connection connection, Incoming request, String contentType) {
        HttpResponse head = head(Answer.of(200, contentType, ""));
        if (config.is(Variant.CHUNKED_ANSWERS) && !request.http10()) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else {
            head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        connection.send(head);
        connection.flush();
    }

    static void piece(Connection connection, String text) {
        connection.send(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1)));
        connection.flush();
    }

    private static void frame(HttpResponse head, boolean chunked, int length) {
        if (chunked) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
    }

    private void partly(Connection connection, Answer answer, int announced, Runnable then) {
        HttpResponse head = head(answer);
        byte[] body = answer.body();
        int sent = announced > body.length ? body.length : body.length / 2;
        frame(head, false, Math.max(announced, 1));
        connection.send(head);
        connection.send(new DefaultHttpContent(Unpooled.wrappedBuffer(body, 0, sent)));
        connection.flush();
        connection.later(MILLIS_BEFORE_RESET, then);
    }

    private void slowly(Connection connection, Incoming request, Answer answer, FaultSpec fault) {
        HttpResponse head = head(answer);
        frame(head, false, answer.body().length);
        connection.send(head);
        connection.flush();
        drip(connection, request, answer.body(), 0, fault.delay().toNanos());
    }

    private void drip(Connection connection, Incoming request, byte[] body, int at, long nanosPerByte) {
        if (at == body.length) {
            connection.send(LastHttpContent.EMPTY_LAST_CONTENT);
            connection.answered(request.keepAlive());
            return;
        }
        connection.send(new DefaultHttpContent(Unpooled.wrappedBuffer(body, at, 1)));
        connection.flush();
        connection.laterNanos(nanosPerByte, () -> drip(connection, request, body, at + 1, nanosPerByte));
    }

    /** Raw bytes past the HTTP encoder, then the end of the connection. */
    static void garbage(Connection connection, String latin1) {
        ByteBuf bytes = Unpooled.copiedBuffer(latin1, StandardCharsets.ISO_8859_1);
        ChannelHandlerContext codec = connection.channel().pipeline().context(HttpServerCodec.class);
        if (codec == null) {
            bytes.release();
            connection.finish();
        } else {
            codec.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** JSON that begins well and goes on for {@code size} bytes without ever becoming complete. */
    void huge(Connection connection, long size) {
        Answer start = Answer.json("{\"apiVersion\":\"1.0\",\"data\":{\"items\":[0");
        HttpResponse head = head(start);
        frame(head, true, 0);
        connection.send(head);
        connection.send(new DefaultHttpContent(Unpooled.wrappedBuffer(start.body())));
        connection.flush();
        pump(connection, size - start.body().length);
    }

    private void pump(Connection connection, long left) {
        long remaining = left;
        byte[] zeros = new byte[HUGE_CHUNK];
        for (int i = 0; i < zeros.length; i += 2) {
            zeros[i] = ',';
            zeros[i + 1] = '0';
        }
        while (remaining > 0 && connection.channel().isWritable()) {
            int size = (int) Math.min(remaining, HUGE_CHUNK);
            connection.send(new DefaultHttpContent(Unpooled.wrappedBuffer(Arrays.copyOf(zeros, size))));
            connection.flush();
            remaining -= size;
        }
        long rest = remaining;
        if (rest <= 0) {
            connection.later(MILLIS_BEFORE_RESET, connection::finish);
        } else if (connection.channel().isActive()) {
            connection.laterNanos(TimeUnit.MILLISECONDS.toNanos(1), () -> pump(connection, rest));
        }
    }
}
