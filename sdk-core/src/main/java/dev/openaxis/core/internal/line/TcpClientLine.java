package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.TcpOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line over a connection that this side makes. */
public final class TcpClientLine extends TcpByteLine {
    private static final Logger LOG = LoggerFactory.getLogger(TcpClientLine.class);

    private final String host;
    private final int port;
    private final @Nullable DialledTls tls;

    /**
     * A line to an address.
     *
     * @param tls how it is secured, or {@code null} if it is not
     */
    public TcpClientLine(AxisRuntime runtime, String host, int port, TcpOptions options, @Nullable DialledTls tls) {
        super(runtime, "tcp " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port, options);
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    @Override
    void connect(TcpOpening opening) {
        byte[] literal = host.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(host) : null;
        if (literal != null) {
            // Not among the names: a name server that hangs does not matter to those who do not ask it.
            try {
                dial(opening, new InetAddress[] {InetAddress.getByAddress(literal)}, 0);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of 4 or 16 bytes is one", e);
            }
            return;
        }
        try {
            engine.lookups().execute(() -> lookUp(opening));
        } catch (RejectedExecutionException e) {
            opening.end(runtimeClosed());
        }
    }

    /** On a thread for look-ups. */
    private void lookUp(TcpOpening opening) {
        try {
            InetAddress[] found = InetAddress.getAllByName(host);
            loop.execute(() -> dial(opening, found, 0));
        } catch (UnknownHostException e) {
            opening.end(failure(OPEN, "the host name is unknown", e));
        } catch (RejectedExecutionException e) {
            LOG.debug("the runtime was closed while {} was looked up", host);
        }
    }

    private void dial(TcpOpening opening, InetAddress[] candidates, int index) {
        if (opening.isOver()) {
            return;
        }
        long began = System.nanoTime();
        ChannelFuture dialled = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.connectTimeout().toMillis())
                .handler(new Held())
                .connect(new InetSocketAddress(candidates[index], port));
        opening.told().whenComplete((told, never) -> close(dialled.channel(), opening));
        dialled.addListener((ChannelFuture connected) -> {
            if (opening.isOver()) {
                connected.channel().close();
            } else if (connected.isSuccess()) {
                secure(opening, connected.channel(), began);
            } else if (index + 1 < candidates.length) {
                dial(opening, candidates, index + 1);
            } else {
                opening.end(failure(OPEN, "cannot connect", connected.cause()));
            }
        });
    }

    /** The handshake has what connecting left of the time. */
    private void secure(TcpOpening opening, Channel channel, long began) {
        DialledTls security = tls;
        if (security == null) {
            opening.connected(channel);
            return;
        }
        Duration limit = options.connectTimeout();
        Future<?> late = loop.schedule(
                () -> opening.end(failure(OPEN, "the TLS handshake was not done within " + limit, null)),
                limit.toNanos() - (System.nanoTime() - began),
                TimeUnit.NANOSECONDS);
        security.secure(channel, engine.lookups()).whenComplete((done, why) -> {
            late.cancel(false);
            if (opening.isOver()) {
                channel.close();
            } else if (why == null) {
                opening.connected(channel);
            } else {
                opening.end(security.failure(this, why));
            }
        });
    }

    /** A connection in the making does not outlive the opening it is for. */
    private static void close(Channel dialling, TcpOpening opening) {
        if (opening.channel() != dialling) {
            dialling.close();
        }
    }
}
