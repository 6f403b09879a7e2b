package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.line.TcpOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line over connections that others make, and the port they dial. What is connected and who waits is known on the loop. */
public final class TcpServerLine extends TcpByteLine implements Engine.Part {
    private static final Logger LOG = LoggerFactory.getLogger(TcpServerLine.class);
    /** Both sides of OSDP take each other for lost after that (v2.2 section 7.11). */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /** One is to dial in; more than a few at once are none of ours. */
    private static final int BACKLOG = 50;

    private final NioServerSocketChannel port;
    private final InetSocketAddress address;
    private final Duration silence;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    /** Dialled in while the line was closed; does not read yet. */
    private @Nullable Channel waiting;

    private boolean stopped;

    private TcpServerLine(
            AxisRuntime runtime,
            ServerSocketChannel bound,
            InetSocketAddress address,
            TcpOptions options,
            Duration silence) {
        super(runtime, "tcp port " + NetUtil.toSocketAddressString(address), options);
        this.port = new NioServerSocketChannel(bound);
        this.address = address;
        this.silence = silence;
    }

    /** A port that listens. Binding a local address does not block. */
    public static TcpServerLine listen(AxisRuntime runtime, InetSocketAddress local, TcpOptions options) {
        return listen(runtime, local, options, SILENCE);
    }

    static TcpServerLine listen(AxisRuntime runtime, InetSocketAddress local, TcpOptions options, Duration silence) {
        ServerSocketChannel bound = Listening.on(local, BACKLOG);
        try {
            InetSocketAddress address = (InetSocketAddress) bound.getLocalAddress();
            TcpServerLine line = new TcpServerLine(runtime, bound, address, options, silence);
            line.accept();
            return line;
        } catch (IOException | RuntimeException e) {
            throw Listening.refused(bound, local, e);
        }
    }

    private void accept() {
        if (!engine.keep(this)) {
            throw runtimeClosed();
        }
        try {
            new ServerBootstrap()
                    .group(loop)
                    .channelFactory(() -> port)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            // Afterwards: it is not registered yet, and must be before it is told to be open.
                            loop.execute(() -> dialledIn(channel));
                        }
                    })
                    .register();
        } catch (RejectedExecutionException e) {
            throw runtimeClosed();
        }
    }

    private void dialledIn(SocketChannel channel) {
        InetAddress peer =
                channel.remoteAddress() == null ? null : channel.remoteAddress().getAddress();
        if (stopped || peer == null || !Listening.admits(options, peer)) {
            LOG.debug("{}: {} may not dial in", name(), peer);
            channel.close();
            return;
        }
        TcpOpening opening = current();
        Channel connected = opening == null ? null : opening.channel();
        if (opening != null && connected == null) {
            opening.connected(channel);
        } else if (opening == null || connected == null) {
            await(channel);
        } else if (isGivenUp(opening, connected, peer)) {
            await(channel);
            opening.end(failure(CARRY, peer.getHostAddress() + " dialled in anew", null));
        } else {
            LOG.debug("{}: {} dialled in while another was connected", name(), peer);
            channel.close();
        }
    }

    private boolean isGivenUp(TcpOpening opening, Channel connected, InetAddress peer) {
        InetSocketAddress remote = (InetSocketAddress) connected.remoteAddress();
        return remote == null
                || peer.equals(remote.getAddress())
                || System.nanoTime() - opening.lastHeard() > silence.toNanos();
    }

    /** The latest one waits until the line is opened. */
    private void await(Channel channel) {
        Channel before = waiting;
        waiting = channel;
        if (before != null) {
            before.close();
        }
    }

    @Override
    void connect(TcpOpening opening) {
        Channel channel = waiting;
        waiting = null;
        if (stopped) {
            opening.end(new ClosedException(
                    Failure.of(name(), OPEN, "the port is closed").advice("Listen again")));
        } else if (channel != null && opening.channel() == null) {
            opening.connected(channel);
        } else if (channel != null) {
            channel.close();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Closes the line, the port and who waits. By any thread. */
    public CompletableFuture<Void> stop(@Nullable AxisException cause) {
        if (!stopping.compareAndSet(false, true)) {
            return over;
        }
        engine.forget(this);
        end(cause);
        try {
            loop.execute(() -> {
                stopped = true;
                end(cause);
                Channel channel = waiting;
                waiting = null;
                if (channel != null) {
                    channel.close();
                }
                port.close().addListener(closed -> over.complete(null));
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{} was closed with its runtime", name());
            over.complete(null);
        }
        return over;
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        return stop(runtimeClosed());
    }
}
