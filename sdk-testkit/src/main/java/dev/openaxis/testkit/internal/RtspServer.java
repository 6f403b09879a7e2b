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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RTSP port of a device, reference 04 section 2.2; it streams metadata only. */
public final class RtspServer {
    private static final Logger LOG = LoggerFactory.getLogger(RtspServer.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RETRIES = 100;

    private final DeviceCore device;
    private final DeviceConfig.Rtsp settings;
    private final EventLoop loop;
    private final RtspAccess access;
    private final InetAddress address;
    private final int port;
    private final String description = Long.toUnsignedString(new SecureRandom().nextLong());
    private final Set<RtspConnection> connections = new LinkedHashSet<>();
    /** Connections whose clients have not been told that the device went down. */
    private final List<RtspConnection> orphans = new ArrayList<>();

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();
    private final AtomicLong documents = new AtomicLong();
    private final AtomicLong packets = new AtomicLong();
    private Channel listener;
    private boolean stopped;

    RtspServer(DeviceCore device, DeviceConfig.Rtsp settings, EventLoop loop, InetAddress address) {
        this.device = device;
        this.settings = settings;
        this.loop = loop;
        this.address = address;
        this.access = new RtspAccess(device);
        this.listener = bootstrap()
                .bind(new InetSocketAddress(address, 0))
                .syncUninterruptibly()
                .channel();
        this.port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                });
    }

    private void accept(SocketChannel channel) {
        RtspConnection connection = new RtspConnection(device, this, channel);
        if (stopped || connections.size() >= device.config().limits().connections()) {
            connection.reset();
            return;
        }
        connections.add(connection);
        channel.pipeline().addLast(new RtspFramer()).addLast(connection);
    }

    DeviceConfig.Rtsp settings() {
        return settings;
    }

    RtspAccess access() {
        return access;
    }

    InetAddress address() {
        return address;
    }

    /** Number of the session description. */
    String description() {
        return description;
    }

    /**
     * Where it listens.
     *
     * @return a TCP port, the same before and after a restart
     */
    public int port() {
        return port;
    }

    void heard() {
        requests.incrementAndGet();
    }

    void began() {
        begun.incrementAndGet();
        open.incrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
    }

    void timedOut() {
        timedOut.incrementAndGet();
    }

    void sent(int packetsOfDocument) {
        documents.incrementAndGet();
        packets.addAndGet(packetsOfDocument);
    }

    void left(RtspConnection connection) {
        connections.remove(connection);
    }

    /** Resets every connection. */
    void reset() {
        List.copyOf(connections).forEach(RtspConnection::reset);
    }

    /** Freezes every connection: nothing is read or written any more, TCP stays up. */
    void freeze() {
        connections.forEach(RtspConnection::freeze);
    }

    /** Drops every connection and refuses new ones. */
    void goDown() {
        listener.close();
        access.reboot();
        if (device.config().is(Variant.RESTART_LEAVES_CONNECTIONS_OPEN)) {
            orphans.addAll(connections);
            freeze();
        } else {
            reset();
        }
    }

    /** Listens on the same port again. */
    void comeUp() {
        orphans.forEach(RtspConnection::reset);
        orphans.clear();
        listen(RETRIES);
    }

    private void listen(int attempts) {
        ChannelFutureListener bound = future -> {
            if (future.isSuccess() && stopped) {
                future.channel().close();
            } else if (future.isSuccess()) {
                listener = future.channel();
            } else if (attempts > 0) {
                device.schedule(RETRY_NANOS, () -> listen(attempts - 1));
            } else {
                LOG.error(
                        "Device {} could not listen on port {} again",
                        device.config().serial(),
                        port,
                        future.cause());
            }
        };
        bootstrap().bind(new InetSocketAddress(address, port)).addListener(bound);
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        stopped = true;
        List<Channel> channels = new ArrayList<>(List.of(listener));
        connections.forEach(connection -> channels.add(connection.channel()));
        orphans.forEach(connection -> channels.add(connection.channel()));
        return channels;
    }

    /**
     * What it has counted.
     *
     * @param requests requests received, whatever was answered
     * @param sessionsBegun sessions set up
     * @param sessionsOpen of them open now
     * @param sessionsTimedOut of them ended because nobody asked for them in time
     * @param documents metadata documents sent, the first empty ones included
     * @param packets RTP packets sent
     */
    public record Counts(
            long requests,
            long sessionsBegun,
            long sessionsOpen,
            long sessionsTimedOut,
            long documents,
            long packets) {}

    /**
     * What it has counted.
     *
     * @return a snapshot
     */
    public Counts counts() {
        return new Counts(requests.get(), begun.get(), open.get(), timedOut.get(), documents.get(), packets.get());
    }
}
