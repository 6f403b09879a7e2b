package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.line.TcpOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line over a connection that this side makes. */
public final class TcpClientLine extends TcpByteLine {
    private static final Logger LOG = LoggerFactory.getLogger(TcpClientLine.class);

    private final String host;
    private final int port;

    public TcpClientLine(AxisRuntime runtime, String host, int port, TcpOptions options) {
        super(runtime, "tcp " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port, options);
        this.host = host;
        this.port = port;
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
        ChannelFuture dialled = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.connectTimeout().toMillis())
                .handler(new ChannelInboundHandlerAdapter())
                .connect(new InetSocketAddress(candidates[index], port));
        opening.told().whenComplete((told, never) -> close(dialled.channel(), opening));
        dialled.addListener((ChannelFuture connected) -> {
            if (opening.isOver()) {
                connected.channel().close();
            } else if (connected.isSuccess()) {
                opening.connected(connected.channel());
            } else if (index + 1 < candidates.length) {
                dial(opening, candidates, index + 1);
            } else {
                opening.end(failure(OPEN, "cannot connect", connected.cause()));
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
