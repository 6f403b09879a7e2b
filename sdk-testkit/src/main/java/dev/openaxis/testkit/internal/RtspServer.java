package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The RTSP port of a device, reference 04 section 2.2; it streams metadata only. */
public final class RtspServer {
    private final DeviceCore device;
    private final DeviceConfig.Rtsp settings;
    private final RtspAccess access;
    private final InetAddress address;
    private final OwnPort port;
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
    private boolean stopped;

    RtspServer(DeviceCore device, DeviceConfig.Rtsp settings, EventLoop loop, InetAddress address) {
        this.device = device;
        this.settings = settings;
        this.address = address;
        this.access = new RtspAccess(device);
        this.port = new OwnPort(loop, address, this::accept);
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
        return port.number();
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
        port.shut();
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
        port.open(() -> {});
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        stopped = true;
        List<Channel> channels = new ArrayList<>(port.stop().stream().toList());
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
