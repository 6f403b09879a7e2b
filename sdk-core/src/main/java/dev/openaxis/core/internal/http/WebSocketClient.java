package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.http.WebSocket;
import dev.openaxis.core.http.WebSocketListener;
import dev.openaxis.core.internal.auth.Authenticator;
import dev.openaxis.core.internal.trace.DeviceTrace;
import dev.openaxis.core.internal.trace.ExchangeTrace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: an upgrade with the device's credentials or a token, then frames, pings and a watch on silence. Offers no
 * extension, because devices would use permessage-deflate (VAPIX event-streaming-over-websocket).
 */
final class WebSocketClient implements WebSocket {
    private static final int MAX_MESSAGE = 2 << 20;
    private static final int MAX_UPGRADES = 3;
    private static final String OPERATION = "websocket";

    private final DeviceTransport transport;
    private final String target;
    private final boolean loggingIn;
    private final WebSocketListener listener;
    private final long deadline;
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> timer;
    /** Nanoseconds since 1970; as an object for every frame it would keep the garbage collector busy. */
    private volatile long lastProof;

    private long lastFrame;
    private boolean credentialsRenewed;
    private int upgrades;
    private boolean ended;
    /** Null unless everything is recorded; then the upgrade under way, and its connection's number. */
    private @Nullable ExchangeTrace trace;

    private long connection;

    /**
     * A WebSocket that is not open yet.
     *
     * @param loggingIn whether the upgrade needs the credentials
     */
    WebSocketClient(
            DeviceTransport transport, String target, boolean loggingIn, WebSocketListener listener, Duration timeout) {
        this.transport = transport;
        this.target = target;
        this.loggingIn = loggingIn;
        this.listener = listener;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    CompletableFuture<WebSocket> opened() {
        return opened;
    }

    // ---- opening ----

    void connect() {
        if (timer == null) {
            timer = transport
                    .loop()
                    .schedule(this::openingTookTooLong, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (loggingIn && !transport.login().ready()) {
            transport.login().ask((changed, failure) -> connectWith(failure));
            return;
        }
        upgrades++;
        DeviceTrace recorded = transport.trace();
        if (recorded != null && trace == null) {
            trace = recorded.exchange(OPERATION, Effect.READ);
        }
        transport.connector().connectWebSocket(OPERATION, deadline).whenComplete((connected, error) -> {
            if (error != null) {
                fail((AxisException) error);
            } else if (ended) {
                connected.close();
            } else {
                upgrade(connected);
            }
        });
    }

    private void connectWith(@Nullable AxisException failure) {
        if (failure != null) {
            fail(failure);
        } else if (!ended) {
            connect();
        }
    }

    private void upgrade(Channel connected) {
        channel = connected;
        transport.login().connected(Connector.certificate(connected));
        Authenticator authenticator = transport.login().authenticator();
        Authenticator.Session session = authenticator.session();
        HttpHeaders headers = new DefaultHttpHeaders();
        String authorization = loggingIn ? authenticator.authorization("GET", target) : null;
        if (authorization != null) {
            headers.set("Authorization", authorization);
        }
        URI uri = URI.create((transport.address().secure() ? "wss://" : "ws://")
                + transport.address().authority()
                + target);
        WebSocketClientHandshaker handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, false, headers, MAX_MESSAGE);
        connected.pipeline().addLast(new HttpObjectAggregator(1 << 16), new Upgrade(handshaker, session));
        handshaker.handshake(connected);
        record(connected, headers);
    }

    /** The headers are the client's own; those of the handshake say nothing. */
    private void record(Channel connected, HttpHeaders headers) {
        DeviceTrace recorded = transport.trace();
        if (recorded != null && trace != null) {
            long number = recorded.opened(HttpConnection.remote(connected), Connector.certificate(connected));
            connection = number;
            connected.closeFuture().addListener(closed -> recorded.closed(number));
            trace.written(number, ExchangeTrace.Part.REQUEST, "GET", target, headers.entries(), new byte[0], 0);
        }
    }

    private void recordAnswer(FullHttpResponse response) {
        if (trace != null) {
            byte[] body = new byte[response.content().readableBytes()];
            response.content().getBytes(response.content().readerIndex(), body);
            trace.head(response.status().code());
            trace.answered(new HttpResponse(
                    response.status().code(), response.headers().entries(), body));
        }
    }

    private void recordMessage(boolean sent, String text) {
        DeviceTrace recorded = transport.trace();
        if (recorded != null) {
            recorded.message(connection, sent, text);
        }
    }

    private void recordEnd(AxisException cause) {
        if (trace != null) {
            trace.failed(cause);
        }
    }

    private void refused(HttpResponse response, Authenticator.@Nullable Session session) {
        int status = response.status();
        Failure failure = Failure.of(
                transport.address(), OPERATION, "the device refused the upgrade of " + path() + " with HTTP " + status);
        if (status == 401 && loggingIn) {
            Authenticator.Verdict verdict = transport.login().verdictOn(response, session);
            if (verdict.answerable() && upgrades < MAX_UPGRADES) {
                connect();
            } else {
                refused(transport.login().error(OPERATION, false, response, verdict), verdict);
            }
        } else if (transport.login().blocks(response)) {
            fail(transport.login().blocked(OPERATION));
        } else if (status == 404) {
            fail(new UnsupportedCapabilityException(failure, path()));
        } else {
            fail(new RefusedException(failure, path(), status, "", Map.of()));
        }
    }

    /** Other credentials get one chance. */
    private void refused(AxisException error, Authenticator.Verdict verdict) {
        if (verdict != Authenticator.Verdict.REJECTED || !transport.login().canAsk() || credentialsRenewed) {
            fail(error);
            return;
        }
        credentialsRenewed = true;
        transport.login().ask((changed, failure) -> {
            upgrades = 0;
            connectWith(changed ? null : error);
        });
    }

    private String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private void openingTookTooLong() {
        fail(new DeadlineExceededException(
                Failure.of(transport.address(), OPERATION, "the deadline passed before the WebSocket was open")));
    }

    /** Ends an attempt that did not open. */
    void fail(AxisException error) {
        if (!ended) {
            recordEnd(error);
            end();
            opened.completeExceptionally(error);
        }
    }

    // ---- open ----

    private void open() {
        stopTimer();
        proven();
        long ping = transport.options().webSocketPing().toNanos();
        timer = transport.loop().scheduleAtFixedRate(this::watch, ping, ping, TimeUnit.NANOSECONDS);
        if (!opened.complete(this)) {
            closeNow();
        }
    }

    private void proven() {
        lastFrame = System.nanoTime();
        Instant now = Instant.now();
        lastProof = now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private void watch() {
        Channel current = channel;
        if (current == null) {
            return;
        }
        long silence = transport.options().webSocketSilence().toNanos();
        long ping = transport.options().webSocketPing().toNanos();
        if (System.nanoTime() - lastFrame + ping > silence) {
            // Looking again after one more interval would be past the limit.
            long left = silence - (System.nanoTime() - lastFrame);
            transport.loop().schedule(this::giveUpIfSilent, Math.max(0, left), TimeUnit.NANOSECONDS);
        }
        current.writeAndFlush(new PingWebSocketFrame());
    }

    private void giveUpIfSilent() {
        if (!ended
                && System.nanoTime() - lastFrame
                        >= transport.options().webSocketSilence().toNanos()) {
            broken("nothing came over the WebSocket for "
                    + transport.options().webSocketSilence().toMillis() + " ms, not even an answer to a ping");
        }
    }

    private void broken(String what) {
        if (ended) {
            return;
        }
        boolean wasOpen = opened.isDone() && !opened.isCompletedExceptionally();
        ConnectionException error = new ConnectionException(Failure.of(transport.address(), OPERATION, what));
        recordEnd(error);
        end();
        if (wasOpen) {
            listener.onClosed(error);
        } else {
            opened.completeExceptionally(error);
        }
    }

    private void end() {
        ended = true;
        stopTimer();
        transport.webSocketClosed(this);
        if (channel != null) {
            channel.close();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void send(String text) {
        transport.loop().execute(() -> {
            if (!ended && channel != null) {
                recordMessage(true, text);
                channel.writeAndFlush(new TextWebSocketFrame(text));
            }
        });
    }

    @Override
    public Instant lastProof() {
        return Instant.ofEpochSecond(0, lastProof);
    }

    @Override
    public void close() {
        if (!transport.loop().isShuttingDown()) {
            transport.loop().execute(this::closeNow);
        }
    }

    void closeNow() {
        if (ended) {
            return;
        }
        Channel current = channel;
        if (current != null && current.isActive() && opened.isDone()) {
            current.writeAndFlush(new CloseWebSocketFrame());
        }
        ClosedException closing =
                new ClosedException(Failure.of(transport.address(), OPERATION, "the device object was closed"));
        if (!opened.isDone()) {
            recordEnd(closing);
        }
        end();
        if (!opened.completeExceptionally(closing)) {
            listener.onClosed(null);
        }
    }

    /** Waits for the answer to the upgrade, then hands over to {@link Frames}. */
    private final class Upgrade extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final WebSocketClientHandshaker handshaker;
        private final Authenticator.@Nullable Session session;

        Upgrade(WebSocketClientHandshaker handshaker, Authenticator.@Nullable Session session) {
            this.handshaker = handshaker;
            this.session = session;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            if (ended) {
                return;
            }
            if (response.decoderResult().isFailure()) {
                broken("the answer to the upgrade is not HTTP");
                return;
            }
            recordAnswer(response);
            if (response.status().code() != 101) {
                HttpResponse answer = new HttpResponse(
                        response.status().code(), response.headers().entries(), new byte[0]);
                channel = null;
                context.channel().close();
                refused(answer, session);
                return;
            }
            context.pipeline().addLast(new WebSocketFrameAggregator(MAX_MESSAGE), new Frames());
            handshaker.finishHandshake(context.channel(), response);
            context.pipeline().remove(this);
            if (loggingIn) {
                transport.login().authenticator().accepted(session, true, null);
            }
            open();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel() == channel) {
                broken("the device closed the connection during the upgrade");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (context.channel() == channel) {
                broken("the upgrade failed: " + Failures.describe(cause));
            }
        }
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (ended) {
                return;
            }
            proven();
            if (frame instanceof TextWebSocketFrame text) {
                received(text.content());
            } else if (frame instanceof PingWebSocketFrame ping) {
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            } else if (frame instanceof BinaryWebSocketFrame) {
                broken("the device sent a binary frame, which the protocol does not have");
            } else if (frame instanceof CloseWebSocketFrame close) {
                broken("the device closed the WebSocket (" + close.statusCode() + ")");
            }
        }

        private void received(ByteBuf content) {
            byte[] bytes = ByteBufUtil.getBytes(content);
            String message = new String(bytes, StandardCharsets.UTF_8);
            // What cannot be decoded is replaced, and then does not come out as it went in.
            if (message.indexOf('\uFFFD') >= 0 && !Arrays.equals(message.getBytes(StandardCharsets.UTF_8), bytes)) {
                broken("the device sent a text that is not UTF-8");
                return;
            }
            recordMessage(false, message);
            listener.onText(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            broken("the connection under the WebSocket broke");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            broken("the WebSocket failed: " + Failures.describe(cause));
        }
    }
}
