package dev.openaxis.testkit.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that one device listens on. While it is shut, the system refuses connections and gives the port to nobody else: a second
 * socket that never listens is bound to it (where the system allows that; Linux does). Changes on the device's loop.
 */
final class OwnPort {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPort.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RETRIES = 100;

    private final EventLoop loop;
    private final InetAddress address;
    private final Consumer<SocketChannel> accepted;
    private final int port;
    private final java.nio.channels.@Nullable SocketChannel reservation;
    private @Nullable Channel listener;
    private boolean wanted = true;
    private boolean stopped;

    OwnPort(EventLoop loop, InetAddress address, Consumer<SocketChannel> accepted) {
        this.loop = loop;
        this.address = address;
        this.accepted = accepted;
        java.nio.channels.SocketChannel reserved = reserve(address);
        Channel bound;
        try {
            bound = bind(reserved.socket().getLocalPort());
        } catch (RuntimeException e) {
            LOG.debug("Ports cannot be reserved here", e);
            close(reserved);
            reserved = null;
            bound = bind(0);
        }
        this.reservation = reserved;
        this.listener = bound;
        this.port = ((InetSocketAddress) bound.localAddress()).getPort();
    }

    private static java.nio.channels.SocketChannel reserve(InetAddress address) {
        try {
            java.nio.channels.SocketChannel channel = java.nio.channels.SocketChannel.open();
            try {
                return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true)
                        .bind(new InetSocketAddress(address, 0));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    private static void close(java.nio.channels.SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Channel bind(int wanted) {
        return listener(loop, accepted)
                .bind(new InetSocketAddress(address, wanted))
                .syncUninterruptibly()
                .channel();
    }

    /** What makes sockets that listen. */
    static ServerBootstrap listener(EventLoop loop, Consumer<SocketChannel> accepted) {
        return new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted.accept(channel);
                    }
                });
    }

    int number() {
        return port;
    }

    /** Tells whether connections come in. */
    boolean isOpen() {
        return listener != null;
    }

    /** Connections are refused from now on. */
    void shut() {
        wanted = false;
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    /** Connections come in again; then runs the task. */
    void open(Runnable then) {
        wanted = true;
        open(RETRIES, then);
    }

    private void open(int attempts, Runnable then) {
        ChannelFutureListener bound = future -> {
            if (stopped || !wanted) {
                future.channel().close();
            } else if (future.isSuccess()) {
                listener = future.channel();
                then.run();
            } else if (attempts > 0) {
                loop.schedule(() -> open(attempts - 1, then), RETRY_NANOS, TimeUnit.NANOSECONDS);
            } else {
                LOG.error("Could not listen on port {} again", port, future.cause());
            }
        };
        listener(loop, accepted).bind(new InetSocketAddress(address, port)).addListener(bound);
    }

    /** Gives the port up for good; what must be closed for that. */
    Optional<Channel> stop() {
        stopped = true;
        if (reservation != null) {
            close(reservation);
        }
        return Optional.ofNullable(listener);
    }
}
