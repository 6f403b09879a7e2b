package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.internal.tls.ClientTls;
import dev.openaxis.core.internal.tls.PortTls;
import dev.openaxis.core.line.AcceptedLine;
import dev.openaxis.core.line.AcceptorCounts;
import dev.openaxis.core.line.TcpOptions;
import dev.openaxis.core.tls.ServerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port for many. Each connection is dealt with on its own loop; what they have in common may be touched by any thread. */
public final class TcpPort implements Engine.Part {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    /** Most systems give less. */
    private static final int BACKLOG = 1_024;

    private final Engine engine;
    private final String name;
    private final EventLoop loop;
    private final NioServerSocketChannel socket;
    private final InetSocketAddress address;
    private final TcpOptions options;
    private final @Nullable PortTls tls;
    private final Consumer<? super AcceptedLine> accepted;
    private final Set<TcpAcceptedLine> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder handedOver = new LongAdder();
    private final LongAdder overLimit = new LongAdder();
    private final LongAdder strangers = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private TcpPort(
            Engine engine,
            ServerSocketChannel bound,
            InetSocketAddress address,
            TcpOptions options,
            @Nullable PortTls tls,
            Consumer<? super AcceptedLine> accepted) {
        this.engine = engine;
        this.name = "tcp port " + NetUtil.toSocketAddressString(address);
        this.loop = engine.nextLoop(name);
        this.socket = new NioServerSocketChannel(bound);
        this.address = address;
        this.options = options;
        this.tls = tls;
        this.accepted = accepted;
    }

    /**
     * A port that listens.
     *
     * @param tls how connections are secured, or {@code null} if they are not
     */
    public static TcpPort listen(
            AxisRuntime runtime,
            InetSocketAddress local,
            TcpOptions options,
            @Nullable ServerTls tls,
            Consumer<? super AcceptedLine> accepted) {
        PortTls security = tls == null ? null : PortTls.of(tls);
        ServerSocketChannel bound = Listening.on(local, BACKLOG);
        try {
            InetSocketAddress address = (InetSocketAddress) bound.getLocalAddress();
            TcpPort port = new TcpPort((Engine) runtime, bound, address, options, security, accepted);
            port.accept();
            return port;
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
                    .group(loop, engine.loops())
                    .channelFactory(() -> socket)
                    .childOption(ChannelOption.AUTO_READ, false)
                    .childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new Held());
                            // Afterwards: it is not registered yet, and must be before a line uses it.
                            channel.eventLoop().execute(() -> dialledIn(channel));
                        }
                    })
                    .register();
        } catch (RejectedExecutionException e) {
            throw runtimeClosed();
        }
    }

    private ClosedException runtimeClosed() {
        return new ClosedException(Failure.of(name, "line.listen", "the runtime is closed"));
    }

    private void dialledIn(SocketChannel channel) {
        InetSocketAddress peer = channel.remoteAddress();
        if (peer == null) {
            channel.close();
        } else if (!Listening.admits(options, peer.getAddress())) {
            strangers.increment();
            LOG.debug("{}: {} may not dial in", name, peer);
            channel.close();
        } else if (connections.getAndUpdate(n -> Math.min(n + 1, options.connections())) >= options.connections()) {
            overLimit.increment();
            LOG.debug("{}: {} dialled in while there were {} connections", name, peer, options.connections());
            channel.close();
        } else {
            take(new TcpAcceptedLine(engine, name, options, channel, peer), channel);
        }
    }

    private void take(TcpAcceptedLine line, SocketChannel channel) {
        lines.add(line);
        channel.closeFuture().addListener(closed -> {
            lines.remove(line);
            connections.decrementAndGet();
        });
        PortTls security = tls;
        if (stopping.get()) {
            line.close();
        } else if (security == null) {
            handOver(line);
        } else {
            secure(line, channel, security);
        }
    }

    private void secure(TcpAcceptedLine line, SocketChannel channel, PortTls security) {
        SslHandler handler = security.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(options.connectTimeout().toMillis());
        channel.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> {
            if (!done.isSuccess()) {
                failedHandshakes.increment();
                LOG.debug(
                        "{}: the TLS handshake failed: {}",
                        line.name(),
                        done.cause().toString());
                channel.close();
                return;
            }
            if (security.knowsClients()) {
                line.certificate(ClientTls.peer(handler));
            }
            handOver(line);
        });
        // The client speaks first; from then on the handshake reads what it needs.
        channel.read();
    }

    private void handOver(TcpAcceptedLine line) {
        handedOver.increment();
        try {
            accepted.accept(line);
        } catch (RuntimeException | Error e) {
            LOG.warn("who gets the lines of {} failed", name, e);
            line.close();
        }
        if (!line.isTaken()) {
            long millis = options.connectTimeout().toMillis();
            Future<?> givingUp = line.loop.schedule(line::giveUp, millis, TimeUnit.MILLISECONDS);
            line.connection.closeFuture().addListener(closed -> givingUp.cancel(false));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** What it has done. */
    public AcceptorCounts counts() {
        return new AcceptorCounts(
                connections.get(), handedOver.sum(), overLimit.sum(), strangers.sum(), failedHandshakes.sum());
    }

    /** Closes the port and its lines. By any thread. */
    public CompletableFuture<Void> stop(@Nullable AxisException cause) {
        if (!stopping.compareAndSet(false, true)) {
            return over;
        }
        engine.forget(this);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (TcpAcceptedLine line : lines) {
            ends.add(line.stop(cause));
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        ends.add(closed);
        CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).thenRun(() -> over.complete(null));
        try {
            loop.execute(() -> socket.close().addListener(done -> closed.complete(null)));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} was closed with its runtime", name);
            closed.complete(null);
        }
        return over;
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        return stop(runtimeClosed());
    }
}
