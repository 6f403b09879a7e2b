package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.trace.DeviceTrace;
import dev.openaxis.core.internal.trace.ExchangeTrace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection: at most one exchange at a time, answers gathered whole and bounded. */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final byte[] EMPTY = new byte[0];
    private static final HttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    /** A whole answer that waits for the end of the bytes it came with. */
    private record Finished(Exchange exchange, HttpResponse answer, boolean keep) {}

    private final DeviceTransport transport;
    private final Authenticator authenticator;
    private final Channel channel;
    private final AnswerDecoder decoder;
    private final AsciiString host;
    /** Its number in the recording, if there is one. */
    private final long number;

    private @Nullable Exchange exchange;
    private io.netty.handler.codec.http.@Nullable HttpResponse head;
    private @Nullable Finished finished;
    /** The exchange under way, if its body is streamed. */
    private @Nullable Upload upload;

    /** The answer under way, if a consumer takes it as it comes. */
    private @Nullable StreamedAnswer stream;

    private boolean untrusted;
    /** Heads of answers, interim ones included, that were read here. */
    private int heads;

    private byte[] body = EMPTY;
    private int length;
    private boolean completedOnce;
    private long completedAt = System.nanoTime();

    HttpConnection(DeviceTransport transport, Channel channel) {
        this.transport = transport;
        this.authenticator = transport.login().authenticator();
        this.channel = channel;
        this.decoder = channel.pipeline().get(AnswerDecoder.class);
        this.host = AsciiString.of(transport.address().authority());
        DeviceTrace trace = transport.trace();
        this.number = trace == null ? 0 : trace.opened(remote(channel), Connector.certificate(channel));
    }

    /** Where a connection goes, for the recording. */
    static String remote(Channel channel) {
        return String.valueOf(channel.remoteAddress());
    }

    /** The connection is gone. */
    void recordEnd() {
        DeviceTrace trace = transport.trace();
        if (trace != null) {
            trace.closed(number);
        }
    }

    boolean usable() {
        return channel.isActive();
    }

    /** The exchange under way here, if there is one. */
    @Nullable
    Exchange exchange() {
        Finished whole = finished;
        return whole != null ? whole.exchange() : exchange;
    }

    boolean reused() {
        return completedOnce;
    }

    /** Whether what was seen on this connection is enough to send an action on it. */
    private boolean provenFor(Exchange next) {
        return completedOnce
                && System.nanoTime() - completedAt <= DeviceTransport.PROVEN_NANOS
                && (next.request.anonymous() || authenticator.settled());
    }

    /** When the last exchange completed here, or the connection was made, by {@link System#nanoTime}. */
    long completedAt() {
        return completedAt;
    }

    void close() {
        channel.close();
    }

    /** Takes the exchange and writes its request, or first its proof. */
    void start(Exchange next) {
        next.connection = this;
        next.proving = next.request.proof() != null && (!provenFor(next) || next.lookIsOld());
        write(next);
    }

    /** Writes what the exchange is to send now, the first time or once more. */
    void write(Exchange next) {
        long now = System.nanoTime();
        if (!next.proving && next.tooLate(now)) {
            exchange = null;
            transport.tooLate(this, next);
            return;
        }
        exchange = next;
        Upload streamed = next.proving ? null : next.upload;
        boolean question = next.proving || (streamed != null && streamed.asksFirst());
        if (!question && !next.trySend(now)) {
            exchange = null;
            transport.abortedBeforeSending(this, next);
            return;
        }
        HttpRequest request = next.current();
        next.attempts++;
        next.used = null;
        decoder.expect(request.method().equals("HEAD"));
        if (next.consumer != null && !next.proving) {
            stream = new StreamedAnswer(transport, this, channel, next, next.consumer);
        }
        if (streamed != null) {
            upload = streamed;
            streamed.begin(this, channel);
            return;
        }
        // What goes wrong comes back as an exception caught, without an object for every write.
        channel.writeAndFlush(message(next, request), channel.voidPromise());
    }

    private FullHttpRequest message(Exchange next, HttpRequest request) {
        ByteBuf content = Unpooled.wrappedBuffer(request.body());
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                transport.route().target(request.target()),
                content,
                headers(next, request, content.readableBytes()),
                EmptyHttpHeaders.INSTANCE);
    }

    /** The headers of what is written now, log-in included. */
    HttpHeaders headers(Exchange next, HttpRequest request, long bodyLength) {
        // Names and values were checked when the request and the credentials were made.
        HttpHeaders headers = UNCHECKED.newHeaders();
        headers.add(HttpHeaderNames.HOST, host);
        String proxyAuthorization = transport.route().proxyAuthorization();
        if (proxyAuthorization != null) {
            headers.add(HttpHeaderNames.PROXY_AUTHORIZATION, proxyAuthorization);
        }
        for (Map.Entry<String, String> header : request.headers()) {
            headers.add(header.getKey(), header.getValue());
        }
        if (bodyLength > 0 || !request.method().equals("GET")) {
            headers.add(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bodyLength));
        }
        if (!request.anonymous()) {
            next.used = authenticator.session();
            String authorization = authenticator.authorization(request.method(), request.target());
            if (authorization != null) {
                headers.add(HttpHeaderNames.AUTHORIZATION, authorization);
            }
        }
        ExchangeTrace trace = next.trace;
        if (trace != null) {
            record(trace, next, request, headers, bodyLength);
        }
        return headers;
    }

    private void record(ExchangeTrace trace, Exchange next, HttpRequest request, HttpHeaders headers, long bodyLength) {
        boolean streamed = request.content() != null;
        ExchangeTrace.Part part = next.proving
                ? ExchangeTrace.Part.PROOF
                : streamed && bodyLength == 0 ? ExchangeTrace.Part.QUESTION : ExchangeTrace.Part.REQUEST;
        trace.written(
                number,
                part,
                request.method(),
                request.target(),
                new ReceivedHeaders(headers),
                streamed ? null : request.body(),
                bodyLength);
    }

    /** Gives the exchange up; the connection cannot be used any more because an answer may still come. */
    void abandon() {
        exchange = null;
        endStreams();
        channel.close();
    }

    private void endStreams() {
        endUpload();
        StreamedAnswer taken = stream;
        if (taken != null) {
            stream = null;
            taken.cancel();
        }
    }

    private void endUpload() {
        Upload streamed = upload;
        if (streamed != null) {
            upload = null;
            streamed.detach();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (finished != null || exchange == null || (stream != null && stream.arrived())) {
                strayBytes();
            } else if (message instanceof HttpObject object) {
                read(object);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Bytes that no request asked for: the connection's framing cannot be trusted any more. */
    private void strayBytes() {
        untrusted = true;
        channel.close();
    }

    private void read(HttpObject object) {
        if (object.decoderResult().isFailure()) {
            Throwable cause = object.decoderResult().cause();
            if (cause instanceof PrematureChannelClosureException) {
                breakDown(true, null);
            } else {
                malformed("the answer is not HTTP: " + Failures.describe(cause));
            }
            return;
        }
        if (object instanceof io.netty.handler.codec.http.HttpResponse response) {
            begin(response);
        }
        if (object instanceof HttpContent content) {
            append(content.content());
        }
        if (object instanceof LastHttpContent) {
            end();
        }
    }

    /** Only now is it certain that nothing followed the answer in the same bytes. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange == null && finished == null && decoder.hasMoreThan(heads)) {
            strayBytes();
        }
        handOver();
        context.fireChannelReadComplete();
    }

    private void handOver() {
        Finished whole = finished;
        if (whole != null) {
            finished = null;
            boolean clean = !untrusted && !decoder.hasMoreThan(heads);
            transport.answered(this, whole.exchange(), whole.answer(), whole.keep() && clean && channel.isActive());
        }
    }

    private void begin(io.netty.handler.codec.http.HttpResponse response) {
        head = response;
        heads++;
        length = 0;
        Exchange current = exchange;
        int status = response.status().code();
        if (current != null && current.trace != null) {
            current.trace.head(status);
        }
        if (upload != null && status >= 200) {
            upload.answerBegins();
        }
        boolean bodiless = status < 200
                || status == 204
                || status == 304
                || (current != null && current.current().method().equals("HEAD"));
        long announced = bodiless ? 0 : HttpUtil.getContentLength(response, 0L);
        StreamedAnswer taken = stream;
        if (taken != null && current != null && status >= 200 && streams(current, taken, response)) {
            return;
        }
        if (current != null && announced > current.current().maxResponseBytes()) {
            tooLarge(current, current.current().maxResponseBytes());
        } else {
            body = announced > 0 ? new byte[(int) announced] : EMPTY;
        }
    }

    /** Whether a consumer takes this answer as it comes. */
    private boolean streams(Exchange current, StreamedAnswer taken, io.netty.handler.codec.http.HttpResponse response) {
        int status = response.status().code();
        boolean question = status == 401 || (upload != null && upload.goesOnAfter(status));
        long announced = HttpUtil.getContentLength(response, -1L);
        if (question
                || !taken.begin(new HttpResponse(status, new ReceivedHeaders(response.headers()), EMPTY), announced)) {
            taken.cancel();
            stream = null;
            return false;
        }
        if (announced > taken.most()) {
            tooLarge(current, taken.most());
        }
        return true;
    }

    /** The consumer has taken the whole answer. */
    void streamed() {
        if (stream != null && exchange != null && exchange.trace != null) {
            exchange.trace.streamed(stream.received());
        }
        stream = null;
        end();
        handOver();
    }

    /** The consumer cannot take the answer. */
    void failStream(Throwable cause) {
        Exchange current = exchange;
        if (current != null) {
            fail(Failures.untaken(current, transport.address(), cause));
        }
    }

    private void append(ByteBuf content) {
        Exchange current = exchange;
        StreamedAnswer taken = stream;
        if (taken != null && taken.begun()) {
            if (!taken.piece(content.retain()) && current != null) {
                tooLarge(current, taken.most());
            }
            return;
        }
        int more = content.readableBytes();
        if (more == 0 || current == null) {
            return;
        }
        if (length + (long) more > current.current().maxResponseBytes()) {
            tooLarge(current, current.current().maxResponseBytes());
            return;
        }
        if (length + more > body.length) {
            body = Arrays.copyOf(body, Math.max(length + more, Math.min(2 * body.length, 1 << 30)));
        }
        content.readBytes(body, length, more);
        length += more;
    }

    private void end() {
        if (stream != null && stream.begun()) {
            stream.end();
            return;
        }
        Exchange current = exchange;
        io.netty.handler.codec.http.HttpResponse response = head;
        if (current == null || response == null) {
            return;
        }
        head = null;
        int status = response.status().code();
        if (status >= 100 && status < 200) {
            if (status == 100 && upload != null) {
                upload.goAhead();
            }
            return;
        }
        boolean whole = upload == null || upload.wholeOnTheWire();
        endUpload();
        byte[] bytes = length == body.length ? body : Arrays.copyOf(body, length);
        HttpResponse answer = new HttpResponse(status, new ReceivedHeaders(response.headers()), bytes);
        if (current.trace != null) {
            current.trace.answered(answer);
        }
        body = EMPTY;
        length = 0;
        exchange = null;
        completedOnce = true;
        completedAt = System.nanoTime();
        finished = new Finished(current, answer, whole && HttpUtil.isKeepAlive(response));
    }

    private void tooLarge(Exchange current, long most) {
        fail(new MalformedResponseException(
                failure(current, "the answer is larger than " + most + " bytes"), excerpt()));
    }

    private void malformed(String what) {
        Exchange current = exchange;
        if (current == null) {
            channel.close();
        } else {
            fail(new MalformedResponseException(failure(current, what), excerpt()));
        }
    }

    private Failure failure(Exchange current, String what) {
        return Failure.of(transport.address(), current.request.operation(), what)
                .effect(Failures.effect(current.request.effect(), current.sent()));
    }

    private String excerpt() {
        return new String(body, 0, Math.min(length, 200), StandardCharsets.ISO_8859_1);
    }

    /** Ends the exchange and the connection. */
    void fail(AxisException error) {
        Exchange current = exchange;
        exchange = null;
        endStreams();
        channel.close();
        if (current != null) {
            transport.failed(current, error);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        untrusted = true;
        handOver();
        breakDown(head != null, null);
        transport.pool().closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        untrusted = true;
        handOver();
        breakDown(head != null, cause);
    }

    private void breakDown(boolean partial, @Nullable Throwable cause) {
        if (stream != null && stream.arrived()) {
            // Nothing is missing; the consumer is not done yet.
            channel.close();
            return;
        }
        Exchange current = exchange;
        exchange = null;
        endStreams();
        channel.close();
        if (current != null) {
            transport.brokeDown(this, current, partial, cause);
        }
    }
}
