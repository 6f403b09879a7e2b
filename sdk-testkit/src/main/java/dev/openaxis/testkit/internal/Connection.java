package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection to the device. Requests are worked on one after the other, as Apache does. */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_QUEUED = 64;

    private final DeviceCore device;
    private final Channel channel;
    private final long number;
    private final boolean tls;
    private final Deque<Incoming> queued = new ArrayDeque<>();
    private boolean busy;
    private boolean frozen;
    private @Nullable EventSocket webSocket;

    Connection(DeviceCore device, Channel channel, long number, boolean tls) {
        this.device = device;
        this.channel = channel;
        this.number = number;
        this.tls = tls;
    }

    Channel channel() {
        return channel;
    }

    boolean isWebSocket() {
        return webSocket != null;
    }

    @Nullable
    EventSocket webSocket() {
        return webSocket;
    }

    void becomes(EventSocket socket) {
        webSocket = socket;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (frozen) {
            return;
        }
        if (!request.decoderResult().isSuccess()) {
            LOG.debug(
                    "Malformed request on connection {}",
                    number,
                    request.decoderResult().cause());
            malformed(request.decoderResult().cause());
            return;
        }
        Incoming incoming = Incoming.copyOf(
                request, tls, number, peer(), device.config().clock().instant());
        if (busy) {
            queued.addLast(incoming);
            if (queued.size() >= MAX_QUEUED) {
                channel.config().setAutoRead(false);
            }
        } else {
            begin(incoming);
        }
    }

    private String peer() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }

    private void malformed(@Nullable Throwable cause) {
        int status = 400;
        if (cause instanceof TooLongHttpLineException) {
            status = 414;
        } else if (cause instanceof TooLongFrameException) {
            status = 431;
        }
        AnswerWriter.garbage(this, malformedText(Answer.page(status, "")));
    }

    private static String malformedText(Answer page) {
        String body = new String(page.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return "HTTP/1.1 " + io.netty.handler.codec.http.HttpResponseStatus.valueOf(page.status())
                + "\r\nConnection: close\r\nContent-Type: " + page.contentType() + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private void begin(Incoming incoming) {
        busy = true;
        device.dispatcher().dispatch(incoming, this);
    }

    /** Writes the answer of an exchange, whole or broken. */
    void write(Exchange exchange, Answer answer) {
        if (channel.isActive() && !frozen) {
            device.writer().write(this, exchange.request(), answer, exchange.fault());
        }
    }

    void send(Object message) {
        channel.write(message, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** The answer is written: on to the next request. */
    void answered(boolean keepAlive) {
        busy = false;
        if (!keepAlive) {
            finish();
            return;
        }
        flush();
        Incoming next = queued.pollFirst();
        if (next != null) {
            channel.config().setAutoRead(true);
            begin(next);
        }
    }

    void later(long millis, Runnable task) {
        laterNanos(TimeUnit.MILLISECONDS.toNanos(millis), task);
    }

    void laterNanos(long nanos, Runnable task) {
        device.schedule(nanos, () -> {
            if (channel.isActive() && !frozen) {
                task.run();
            }
        });
    }

    void neverAnswer() {
        LOG.debug("Connection {} will not be answered", number);
    }

    /** Closes in order, after everything written was sent. */
    void finish() {
        channel.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes with a TCP reset, nothing pending is sent. */
    void reset() {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        // Past the handlers: TLS must not say good-bye.
        channel.unsafe().close(channel.voidPromise());
        device.server().left(this);
    }

    /** Neither reads nor writes from now on; TCP stays up. */
    void freeze() {
        frozen = true;
        channel.config().setAutoRead(false);
    }

    boolean isFrozen() {
        return frozen;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent && !busy && !frozen && !isWebSocket()) {
            finish();
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        device.server().left(this);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("Connection {} failed", number, cause);
        context.close();
    }
}
