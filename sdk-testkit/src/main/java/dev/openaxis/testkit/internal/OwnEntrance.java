package dev.openaxis.testkit.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two listeners on 127.0.0.1 that only this device has: while they are shut, the system refuses connections. */
final class OwnEntrance implements Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(OwnEntrance.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RETRIES = 100;

    private final DeviceCore device;
    private final WebServer server;
    private final EventLoop loop;
    private final List<Channel> listeners = new ArrayList<>();
    private final int httpPort;
    private final int httpsPort;
    private boolean stopped;

    OwnEntrance(DeviceCore device, WebServer server, EventLoop loop) {
        this.device = device;
        this.server = server;
        this.loop = loop;
        this.httpPort = bind(false);
        this.httpsPort = bind(true);
    }

    private int bind(boolean tls) {
        Channel channel = bootstrap(tls)
                .bind(new InetSocketAddress(address(), 0))
                .syncUninterruptibly()
                .channel();
        device.call(() -> listeners.add(channel));
        return ((InetSocketAddress) channel.localAddress()).getPort();
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
                        server.accept(channel, tls);
                    }
                });
    }

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int port(boolean tls) {
        return tls ? httpsPort : httpPort;
    }

    @Override
    public void shut() {
        listeners.forEach(Channel::close);
        listeners.clear();
    }

    @Override
    public void open(Runnable then) {
        listen(false, RETRIES, () -> listen(true, RETRIES, then));
    }

    private void listen(boolean tls, int attempts, Runnable then) {
        ChannelFutureListener bound = future -> {
            if (future.isSuccess() && stopped) {
                future.channel().close();
            } else if (future.isSuccess()) {
                listeners.add(future.channel());
                then.run();
            } else if (attempts > 0) {
                device.schedule(RETRY_NANOS, () -> listen(tls, attempts - 1, then));
            } else {
                LOG.error(
                        "Device {} could not listen on port {} again",
                        device.config().serial(),
                        port(tls),
                        future.cause());
            }
        };
        bootstrap(tls).bind(new InetSocketAddress(address(), port(tls))).addListener(bound);
    }

    @Override
    public List<Channel> stop() {
        stopped = true;
        return List.copyOf(listeners);
    }
}
