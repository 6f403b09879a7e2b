package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.http.ConnectLimits.Place;
import dev.openaxis.core.internal.http.ConnectLimits.Rank;
import dev.openaxis.core.internal.tls.ClientTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections to one address: name look-up off the loop, TCP with a time limit, TLS with the device's policy. */
final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final DeviceAddress address;
    private final @Nullable ClientTls tls;
    private final EventLoop loop;
    private final Executor resolver;
    private final Duration connectTimeout;
    private final Route route;
    private final ConnectLimits limits;
    private final ChannelGroup channels;
    /** Whether the last try to reach the device failed. */
    private boolean unreachable;

    Connector(
            Route route,
            @Nullable ClientTls tls,
            EventLoop loop,
            Executor resolver,
            Duration connectTimeout,
            ConnectLimits limits) {
        this.limits = limits;
        this.route = route;
        this.address = route.device();
        this.tls = tls;
        this.loop = loop;
        this.resolver = resolver;
        this.connectTimeout = connectTimeout;
        this.channels = new DefaultChannelGroup(loop, true);
    }

    /** What a connection is for, and who waits for it. */
    private record Attempt(
            String operation, long deadline, boolean action, boolean webSocket, CompletableFuture<Channel> result) {

        long millisLeft() {
            return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        }
    }

    /**
     * Connects for an operation, an action or not, that must be done by the deadline (of {@link System#nanoTime()}). The future completes on
     * the event loop, with a channel ready for HTTP or an {@link AxisException}.
     */
    CompletableFuture<Channel> connect(String operation, long deadline, boolean action) {
        return connect(new Attempt(operation, deadline, action, false, new CompletableFuture<>()));
    }

    /** The same for a connection that becomes a WebSocket, which no proxy can forward. */
    CompletableFuture<Channel> connectWebSocket(String operation, long deadline) {
        return connect(new Attempt(operation, deadline, false, true, new CompletableFuture<>()));
    }

    private CompletableFuture<Channel> connect(Attempt attempt) {
        String host = route.host();
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            try {
                // A zone is looked up among this machine's interfaces; nothing is asked of a name server.
                InetAddress one =
                        host.indexOf('%') >= 0 ? InetAddress.getByName(host) : InetAddress.getByAddress(literal);
                dial(new InetAddress[] {one}, attempt);
            } catch (UnknownHostException e) {
                refused(attempt, e);
            }
            return attempt.result();
        }
        try {
            resolver.execute(() -> {
                try {
                    InetAddress[] found = InetAddress.getAllByName(host);
                    loop.execute(() -> dial(found, attempt));
                } catch (UnknownHostException e) {
                    loop.execute(() -> refused(attempt, e));
                }
            });
        } catch (RejectedExecutionException e) {
            refused(attempt, e);
        }
        return attempt.result();
    }

    private void refused(Attempt attempt, Throwable cause) {
        String rejected = tls == null ? null : tls.rejectedSha256();
        attempt.result().completeExceptionally(Failures.connecting(route, attempt.operation(), cause, rejected));
    }

    private void dial(InetAddress[] candidates, Attempt attempt) {
        Rank rank = attempt.action() ? Rank.ACTION : unreachable ? Rank.UNREACHABLE : Rank.POLL;
        limits.connects.pass(loop, rank, place -> {
            attempt.result().whenComplete((channel, failure) -> place.leave());
            dial(candidates, 0, place, attempt);
        });
    }

    private void dial(InetAddress[] candidates, int index, Place place, Attempt attempt) {
        if (attempt.result().isDone()) {
            return;
        }
        int limit = (int) Math.min(connectTimeout.toMillis(), attempt.millisLeft());
        InetSocketAddress candidate = new InetSocketAddress(candidates[index], route.port());
        ProxyHandler tunnel = route.tunnel(candidate, attempt.webSocket());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limit)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tunnel != null) {
                            tunnel.setConnectTimeoutMillis(limit);
                            channel.pipeline().addLast(tunnel);
                        }
                        channel.pipeline().addLast(new Unfinished());
                    }
                });
        ChannelFuture dialled = bootstrap.connect(route.destination(candidate, tunnel != null));
        attempt.result().whenComplete((channel, failure) -> {
            if (failure != null) {
                dialled.channel().close();
            }
        });
        dialled.addListener((ChannelFuture connected) -> {
            unreachable = !connected.isSuccess();
            if (attempt.result().isDone()) {
                connected.channel().close();
            } else if (connected.isSuccess()) {
                channels.add(connected.channel());
                reached(connected.channel(), tunnel, place, attempt);
            } else if (index + 1 < candidates.length && System.nanoTime() - attempt.deadline() < 0) {
                dial(candidates, index + 1, place, attempt);
            } else {
                refused(attempt, connected.cause());
            }
        });
    }

    /** The device is reached, or the proxy that is asked for a tunnel to it. */
    private void reached(Channel channel, @Nullable ProxyHandler tunnel, Place place, Attempt attempt) {
        if (tunnel == null) {
            place.leave();
            secure(channel, attempt);
            return;
        }
        tunnel.connectFuture().addListener(through -> {
            place.leave();
            if (!through.isSuccess()) {
                unreachable = true;
                channel.close();
                refused(attempt, through.cause());
            } else if (attempt.result().isDone()) {
                channel.close();
            } else {
                channel.pipeline().remove(tunnel);
                secure(channel, attempt);
            }
        });
    }

    private void secure(Channel channel, Attempt attempt) {
        ClientTls security = tls;
        if (security == null) {
            ready(channel, attempt);
        } else {
            Rank rank = attempt.action() ? Rank.ACTION : Rank.POLL;
            limits.handshakes.pass(loop, rank, place -> handshake(security, channel, place, attempt));
        }
    }

    private void handshake(ClientTls security, Channel channel, Place place, Attempt attempt) {
        if (attempt.result().isDone() || !channel.isActive()) {
            place.leave();
            channel.close();
            refused(attempt, new ClosedChannelException());
            return;
        }
        SslHandler handler = security.newHandler(channel.alloc(), address, resolver);
        handler.setHandshakeTimeoutMillis(attempt.millisLeft());
        channel.pipeline().addFirst(handler, EndOfTls.INSTANCE);
        handler.handshakeFuture().addListener(done -> {
            place.leave();
            if (!done.isSuccess()) {
                channel.close();
                refused(attempt, done.cause());
            } else if (attempt.result().isDone()) {
                channel.close();
            } else if (security.remembers()) {
                remember(security, channel, attempt);
            } else {
                ready(channel, attempt);
            }
        });
    }

    /** No request goes out before the certificate is remembered. */
    private void remember(ClientTls security, Channel channel, Attempt attempt) {
        X509Certificate presented = Objects.requireNonNull(peer(channel));
        security.remember(address, presented, resolver)
                .whenComplete((remembered, why) -> loop.execute(() -> {
                    if (why != null) {
                        channel.close();
                        refused(attempt, why);
                    } else if (attempt.result().isDone()) {
                        channel.close();
                    } else if (!channel.isActive()) {
                        refused(attempt, new ClosedChannelException());
                    } else {
                        ready(channel, attempt);
                    }
                }));
    }

    /** The certificate the device presented on this connection, in DER, or {@code null} without TLS. */
    static byte @Nullable [] certificate(Channel channel) {
        X509Certificate presented = peer(channel);
        try {
            return presented == null ? null : presented.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was checked can be written", e);
        }
    }

    private static @Nullable X509Certificate peer(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        return handler == null ? null : ClientTls.peer(handler);
    }

    private static void ready(Channel channel, Attempt attempt) {
        channel.pipeline().addLast(new AnswerDecoder(), new HttpRequestEncoder());
        channel.pipeline().remove(Unfinished.class);
        attempt.result().complete(channel);
    }

    /**
     * Closes when the device has said its last word: with TLS 1.3 nothing else does, and a device that waits for our end
     * before it closes would leave an answer without a length unfinished.
     */
    @Sharable
    private static final class EndOfTls extends ChannelInboundHandlerAdapter {
        static final EndOfTls INSTANCE = new EndOfTls();

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslCloseCompletionEvent) {
                context.close();
            }
            context.fireUserEventTriggered(event);
        }
    }

    /** Keeps failures of an unfinished connection from Netty's log; they are told through the result. */
    private static final class Unfinished extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("while connecting: {}", cause.toString());
            context.close();
        }
    }

    /** Runs the task when no channel of this address is left. */
    void whenAllClosed(Runnable task) {
        channels.close().addListener(closed -> task.run());
    }
}
