package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two listeners of a device and its open connections. */
final class WebServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final long HANDSHAKE_MILLIS = 60_000;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RETRIES = 100;

    private final DeviceCore device;
    private final DeviceConfig config;
    private final EventLoop loop;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final List<Channel> listeners = new ArrayList<>();
    /** Connections whose clients have not been told that the device went down. */
    private final List<Connection> orphans = new ArrayList<>();

    private KeySource keys;
    private final int httpPort;
    private final int httpsPort;
    private @Nullable DeviceCertificate certificate;
    private boolean stopped;

    WebServer(DeviceCore device, EventLoop loop) {
        this.device = device;
        this.config = device.config();
        this.loop = loop;
        this.keys = config.keys();
        Channel http = bind(false);
        Channel https = bind(true);
        this.httpPort = portOf(http);
        this.httpsPort = portOf(https);
    }

    private static int portOf(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private Channel bind(boolean tls) {
        Channel channel = bootstrap(tls)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        device.call(() -> listeners.add(channel));
        return channel;
    }

    private ServerBootstrap bootstrap(boolean tls) {
        return new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, tls);
                    }
                });
    }

    private void accept(SocketChannel channel, boolean tls) {
        long number = device.tally().accepted.incrementAndGet();
        Connection connection = new Connection(device, channel, number, tls);
        if (stopped || connections.size() >= config.limits().connections()) {
            connection.reset();
            return;
        }
        device.tally().open.incrementAndGet();
        connections.add(connection);
        if (tls) {
            SslHandler security = certificate().context().newHandler(channel.alloc());
            // Netty's 10 s are too short for hundreds of clients at once on a small machine.
            security.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
            channel.pipeline().addLast(security);
        }
        HttpDecoderConfig decoder =
                new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS);
        long idleMillis = config.timing().keepAlive().toMillis();
        channel.pipeline()
                .addLast(new HttpServerCodec(decoder))
                .addLast(new IdleStateHandler(0, 0, idleMillis, TimeUnit.MILLISECONDS))
                .addLast(new HttpObjectAggregator(config.limits().bodyBytes()))
                .addLast(connection);
    }

    void left(Connection connection) {
        if (connections.remove(connection)) {
            device.tally().open.decrementAndGet();
        }
        EventSocket socket = connection.webSocket();
        if (socket != null) {
            device.events().remove(socket);
        }
    }

    List<Connection> connections() {
        return new ArrayList<>(connections);
    }

    /** Created at first use: plain HTTP tests do not pay for a key pair. */
    synchronized DeviceCertificate certificate() {
        if (certificate == null) {
            certificate = DeviceCertificate.create(keys.pair(), config.serial());
        }
        return certificate;
    }

    /** With a new key pair too, or whoever trusts the old certificate as an issuer would accept the new one. */
    synchronized void renewCertificate() {
        keys = new KeySource();
        certificate = null;
    }

    int port(boolean tls) {
        return tls ? httpsPort : httpPort;
    }

    /** Drops every connection and refuses new ones. */
    void goDown() {
        listeners.forEach(Channel::close);
        listeners.clear();
        connections().forEach(config.is(Variant.RESTART_LEAVES_CONNECTIONS_OPEN) ? this::abandon : Connection::reset);
    }

    private void abandon(Connection connection) {
        connection.freeze();
        left(connection);
        orphans.add(connection);
    }

    /** Listens on the same ports again, then runs the task. */
    void comeUp(Runnable then) {
        orphans.forEach(Connection::reset);
        orphans.clear();
        listen(httpPort, false, RETRIES, () -> listen(httpsPort, true, RETRIES, then));
    }

    private void listen(int port, boolean tls, int attempts, Runnable then) {
        ChannelFutureListener bound = future -> {
            if (future.isSuccess() && stopped) {
                future.channel().close();
            } else if (future.isSuccess()) {
                listeners.add(future.channel());
                then.run();
            } else if (attempts > 0) {
                device.schedule(RETRY_NANOS, () -> listen(port, tls, attempts - 1, then));
            } else {
                LOG.error("Device {} could not listen on port {} again", config.serial(), port, future.cause());
            }
        };
        bootstrap(tls)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addListener(bound);
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        stopped = true;
        List<Channel> open = new ArrayList<>(listeners);
        connections.forEach(connection -> open.add(connection.channel()));
        orphans.forEach(connection -> open.add(connection.channel()));
        return open;
    }
}
