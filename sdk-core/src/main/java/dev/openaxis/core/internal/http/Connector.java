package dev.openaxis.core.internal.http;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.DeviceAddress;
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
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections to one address: name look-up off the loop, TCP with a time limit, TLS with the device's policy. */
final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final Duration HANDSHAKE_COUNTS = Duration.ofSeconds(1);

    private final DeviceAddress address;
    private final @Nullable ClientTls tls;
    private final EventLoop loop;
    private final Executor resolver;
    private final Duration connectTimeout;
    private final HandshakeLimiter handshakes;
    private final ChannelGroup channels;

    Connector(
            DeviceAddress address,
            @Nullable ClientTls tls,
            EventLoop loop,
            Executor resolver,
            Duration connectTimeout,
            HandshakeLimiter handshakes) {
        this.handshakes = handshakes;
        this.address = address;
        this.tls = tls;
        this.loop = loop;
        this.resolver = resolver;
        this.connectTimeout = connectTimeout;
        this.channels = new DefaultChannelGroup(loop, true);
    }

    /**
     * Connects for an operation, an action or not, that must be done by the deadline (of {@link System#nanoTime()}). The future completes on
     * the event loop, with a channel ready for HTTP or an {@link AxisException}.
     */
    CompletableFuture<Channel> connect(String operation, long deadline, boolean action) {
        CompletableFuture<Channel> result = new CompletableFuture<>();
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
        if (literal != null) {
            try {
                // A zone is looked up among this machine's interfaces; nothing is asked of a name server.
                InetAddress one = address.host().indexOf('%') >= 0
                        ? InetAddress.getByName(address.host())
                        : InetAddress.getByAddress(literal);
                dial(new InetAddress[] {one}, 0, operation, deadline, action, result);
            } catch (UnknownHostException e) {
                refused(operation, e, result);
            }
            return result;
        }
        try {
            resolver.execute(() -> {
                try {
                    InetAddress[] found = InetAddress.getAllByName(address.host());
                    loop.execute(() -> dial(found, 0, operation, deadline, action, result));
                } catch (UnknownHostException e) {
                    loop.execute(() -> refused(operation, e, result));
                }
            });
        } catch (RejectedExecutionException e) {
            refused(operation, e, result);
        }
        return result;
    }

    private void refused(String operation, Throwable cause, CompletableFuture<Channel> result) {
        String rejected = tls == null ? null : tls.rejectedSha256();
        result.completeExceptionally(Failures.connecting(address, operation, cause, rejected));
    }

    private void dial(
            InetAddress[] candidates,
            int index,
            String operation,
            long deadline,
            boolean action,
            CompletableFuture<Channel> result) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        long limit = Math.max(1, Math.min(connectTimeout.toMillis(), left));
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Unfinished());
                    }
                });
        ChannelFuture dialled = bootstrap.connect(new InetSocketAddress(candidates[index], address.port()));
        result.whenComplete((channel, failure) -> {
            if (failure != null) {
                dialled.channel().close();
            }
        });
        dialled.addListener((ChannelFuture connected) -> {
            if (result.isDone()) {
                connected.channel().close();
            } else if (connected.isSuccess()) {
                channels.add(connected.channel());
                secured(connected.channel(), operation, deadline, action, result);
            } else if (index + 1 < candidates.length && System.nanoTime() - deadline < 0) {
                dial(candidates, index + 1, operation, deadline, action, result);
            } else {
                refused(operation, connected.cause(), result);
            }
        });
    }

    private void secured(
            Channel channel, String operation, long deadline, boolean action, CompletableFuture<Channel> result) {
        ClientTls security = tls;
        if (security == null) {
            ready(channel, result);
        } else {
            handshakes.start(loop, action, () -> handshake(security, channel, operation, deadline, result));
        }
    }

    private void handshake(
            ClientTls security, Channel channel, String operation, long deadline, CompletableFuture<Channel> result) {

        if (result.isDone() || !channel.isActive()) {
            handshakes.done();
            channel.close();
            refused(operation, new ClosedChannelException(), result);
            return;
        }
        SslHandler handler = security.newHandler(channel.alloc(), address, resolver);
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        handler.setHandshakeTimeoutMillis(Math.max(1, left));
        channel.pipeline().addFirst(handler, EndOfTls.INSTANCE);
        AtomicBoolean counted = new AtomicBoolean(true);
        // A handshake that hangs costs nothing: it must not keep the place of one that would work.
        loop.schedule(() -> placeBack(counted), HANDSHAKE_COUNTS.toMillis(), TimeUnit.MILLISECONDS);
        handler.handshakeFuture().addListener(done -> {
            placeBack(counted);
            if (!done.isSuccess()) {
                channel.close();
                refused(operation, done.cause(), result);
            } else if (result.isDone()) {
                channel.close();
            } else if (security.remembers()) {
                remember(security, channel, operation, result);
            } else {
                ready(channel, result);
            }
        });
    }

    /** No request goes out before the certificate is remembered. */
    private void remember(ClientTls security, Channel channel, String operation, CompletableFuture<Channel> result) {
        X509Certificate presented = Objects.requireNonNull(peer(channel));
        try {
            resolver.execute(() -> {
                @Nullable CertificateException failure = null;
                try {
                    security.remember(address, presented);
                } catch (CertificateException e) {
                    failure = e;
                } catch (RuntimeException | Error e) {
                    // Whatever a host's store throws: the connection must not wait for ever.
                    failure = new CertificateException("the certificate could not be remembered", e);
                }
                @Nullable CertificateException why = failure;
                loop.execute(() -> {
                    if (why != null) {
                        channel.close();
                        refused(operation, why, result);
                    } else if (result.isDone()) {
                        channel.close();
                    } else if (!channel.isActive()) {
                        refused(operation, new ClosedChannelException(), result);
                    } else {
                        ready(channel, result);
                    }
                });
            });
        } catch (RejectedExecutionException e) {
            channel.close();
            refused(operation, e, result);
        }
    }

    private void placeBack(AtomicBoolean counted) {
        if (counted.getAndSet(false)) {
            handshakes.done();
        }
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
        try {
            return handler == null
                    ? null
                    : (X509Certificate) handler.engine().getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a handshake that was trusted has a certificate", e);
        }
    }

    private static void ready(Channel channel, CompletableFuture<Channel> result) {
        channel.pipeline().addLast(new AnswerDecoder(), new HttpRequestEncoder());
        channel.pipeline().remove(Unfinished.class);
        result.complete(channel);
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
