package dev.openaxis.testkit.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener of a trace and its connections; everything happens on one event loop. */
public final class TracePlayer {
    private static final Logger LOG = LoggerFactory.getLogger(TracePlayer.class);
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_BODY = 64 * 1024 * 1024;
    private static final int MAX_TOLD = 1000;

    private final EventLoopGroup group = EventLoops.named("testkit-trace", 1);
    private final ChannelGroup channels = new DefaultChannelGroup(group.next(), true);
    private final Trace trace;
    private final List<String> notInTrace = new ArrayList<>();
    private final Channel listener;

    private TracePlayer(Trace trace) {
        this.trace = trace;
        this.listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(MAX_LINE)
                                        .setMaxHeaderSize(MAX_LINE)))
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new HttpObjectAggregator(MAX_BODY))
                                .addLast(new Requests());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /**
     * Reads a trace and listens.
     *
     * @param file JSON Lines
     * @return the running player
     * @throws IOException if the file cannot be read or is no trace
     */
    public static TracePlayer start(Path file) throws IOException {
        return new TracePlayer(Trace.read(file));
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Requests that were not in the trace. */
    public List<String> notInTrace() {
        synchronized (notInTrace) {
            return List.copyOf(notInTrace);
        }
    }

    /** Recorded requests nobody made. */
    public List<String> notAsked() {
        return group.next().submit(trace::notAsked).syncUninterruptibly().getNow();
    }

    /** Ends everything. */
    public void close() {
        listener.close().syncUninterruptibly();
        channels.close().syncUninterruptibly();
        EventLoops.end(group);
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (!request.decoderResult().isSuccess()) {
                context.close();
                return;
            }
            byte[] body = new byte[request.content().readableBytes()];
            request.content().getBytes(request.content().readerIndex(), body);
            TracedExchange found = trace.next(request.method().name(), request.uri(), body);
            String missing = found != null
                    ? found.missing()
                    : trace.knows(request.method().name(), request.uri(), body)
                            ? "the trace has no further answer to this request, and only a read is answered again"
                            : "it is not in the trace";
            if (found == null || missing != null) {
                refuse(context, request, String.valueOf(missing));
            } else if (found.isUpgrade()) {
                upgrade(context, request, found);
            } else if (found.isAnswered()) {
                write(context, request, answer(found));
            } else if (!found.isSilence()) {
                context.close();
            }
        }

        private FullHttpResponse answer(TracedExchange found) {
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(found.status()),
                    Unpooled.wrappedBuffer(found.body()));
            found.headers().forEach(header -> answer.headers().add(header.getKey(), header.getValue()));
            return answer;
        }

        private void refuse(ChannelHandlerContext context, FullHttpRequest request, String why) {
            String told = request.method() + " " + request.uri() + ": " + why;
            LOG.debug("cannot play: {}", told);
            synchronized (notInTrace) {
                if (notInTrace.size() < MAX_TOLD) {
                    notInTrace.add(told);
                }
            }
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.NOT_IMPLEMENTED,
                    Unpooled.wrappedBuffer(told.getBytes(StandardCharsets.UTF_8)));
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
            write(context, request, answer);
        }

        private void write(ChannelHandlerContext context, FullHttpRequest request, FullHttpResponse answer) {
            int status = answer.status().code();
            if (status != 204 && status != 304) {
                answer.headers()
                        .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
            }
            ChannelFuture written = context.writeAndFlush(answer);
            if (!HttpUtil.isKeepAlive(request)) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        private void upgrade(ChannelHandlerContext context, FullHttpRequest request, TracedExchange found) {
            @Nullable
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "ws://" + request.headers().get(HttpHeaderNames.HOST, "device") + request.uri(),
                            null,
                            false)
                    .newHandshaker(request);
            if (handshaker == null) {
                refuse(context, request, "it is a WebSocket in the trace, and this is none");
                return;
            }
            handshaker.handshake(context.channel(), request).addListener(opened -> {
                if (opened.isSuccess()) {
                    TracedMessages messages = new TracedMessages(trace.messages(found));
                    context.pipeline().addLast(messages);
                    context.pipeline().remove(this);
                    messages.play(context.channel());
                }
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("a connection of a played trace failed", cause);
            context.close();
        }
    }
}
