package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening socket for HTTP and one for HTTPS, for all devices of a site: each device has a loopback address of its
 * own, and which one a connection came to tells whose it is.
 *
 * <p>Such a socket must listen on all addresses of the machine. Nothing outside can talk to a device: a connection whose
 * two ends are not both loopback addresses is reset before a byte of it is read. One to an address without a device, or
 * to a device that is down, is reset too: closer to a refused connection one socket does not come.
 */
public final class SiteListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiteListener.class);
    private static final int BACKLOG = 4096;
    private static final long PAUSE_SECONDS = 1;

    private final EventLoopGroup group;
    private final Map<InetAddress, AtSite> devices = new ConcurrentHashMap<>();
    private final Channel http;
    private final Channel https;

    /**
     * Listens on two free ports.
     *
     * @param group threads of the site; the caller ends them
     */
    public SiteListener(EventLoopGroup group) {
        this.group = group;
        this.http = listen(false);
        try {
            this.https = listen(true);
        } catch (RuntimeException e) {
            close(http);
            throw e;
        }
    }

    private Channel listen(boolean tls) {
        ServerSocketChannel channel = ipv4();
        channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        channel.pipeline().addLast(new Reception(tls));
        group.next().register(channel).syncUninterruptibly();
        channel.bind(new InetSocketAddress(0)).syncUninterruptibly();
        return channel;
    }

    /** Of the addresses of this machine those of IPv6 are left alone. */
    private static ServerSocketChannel ipv4() {
        try {
            return new NioServerSocketChannel(
                    SelectorProvider.provider().openServerSocketChannel(StandardProtocolFamily.INET));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not open a listening socket", e);
        }
    }

    /** Gives a device its address. */
    Entrance admit(InetAddress address, WebServer server) {
        AtSite entrance = new AtSite(address, server);
        if (devices.putIfAbsent(address, entrance) != null) {
            throw new IllegalStateException("There is a device at " + address + " already");
        }
        return entrance;
    }

    /** Stops listening; connections to devices stay. */
    @Override
    public void close() {
        close(http);
        close(https);
    }

    private static void close(Channel listener) {
        if (listener.isOpen()) {
            listener.close().syncUninterruptibly();
        }
    }

    /**
     * Tells whether a connection stays on this machine.
     *
     * @param local the address it came to
     * @param remote the address it came from; with some routing settings the first alone proves nothing
     * @return true if both are loopback addresses
     */
    static boolean isLocal(@Nullable InetSocketAddress local, @Nullable InetSocketAddress remote) {
        return local != null
                && remote != null
                && local.getAddress() instanceof Inet4Address
                && local.getAddress().isLoopbackAddress()
                && remote.getAddress().isLoopbackAddress();
    }

    /** The loopback address of one device, on the loop of the device. */
    private final class AtSite implements Entrance {
        private final InetAddress address;
        private final WebServer server;
        private boolean open = true;

        AtSite(InetAddress address, WebServer server) {
            this.address = address;
            this.server = server;
        }

        @Override
        public InetAddress address() {
            return address;
        }

        @Override
        public int port(boolean tls) {
            return ((InetSocketAddress) (tls ? https : http).localAddress()).getPort();
        }

        @Override
        public void shut() {
            open = false;
        }

        @Override
        public void open(Runnable then) {
            open = true;
            then.run();
        }

        @Override
        public List<Channel> stop() {
            open = false;
            devices.remove(address);
            return List.of();
        }

        void enter(SocketChannel connection, boolean tls) {
            if (open) {
                server.accept(connection, tls);
            } else {
                connection.config().setOption(ChannelOption.SO_LINGER, 0);
                connection.unsafe().close(connection.voidPromise());
            }
        }
    }

    /** With a TCP reset; only for connections that no loop has yet. */
    private static void refuse(SocketChannel connection) {
        connection.config().setOption(ChannelOption.SO_LINGER, 0);
        connection.unsafe().closeForcibly();
    }

    /** Hands accepted connections to the loops of their devices. */
    private final class Reception extends ChannelInboundHandlerAdapter {
        private final boolean tls;

        Reception(boolean tls) {
            this.tls = tls;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            SocketChannel connection = (SocketChannel) accepted;
            AtSite device = isLocal(connection.localAddress(), connection.remoteAddress())
                    ? devices.get(connection.localAddress().getAddress())
                    : null;
            if (device == null) {
                refuse(connection);
                return;
            }
            connection.config().setTcpNoDelay(true);
            connection.pipeline().addLast(new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                    device.enter(channel, tls);
                }
            });
            device.server.loop().register(connection).addListener(registered -> {
                if (!registered.isSuccess()) {
                    refuse(connection);
                }
            });
        }

        /** Usually too many open files: not tried again at once, which would only keep the processor busy. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn("A connection to the site could not be accepted", cause);
            Channel listener = context.channel();
            listener.config().setAutoRead(false);
            var unused = listener.eventLoop()
                    .schedule(() -> listener.config().setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
