package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The open connections of a device and what they come in by. */
final class WebServer {
    private static final long HANDSHAKE_MILLIS = 60_000;
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;

    private final DeviceCore device;
    private final DeviceConfig config;
    private final EventLoop loop;
    private final Set<Connection> connections = new LinkedHashSet<>();
    /** Connections whose clients have not been told that the device went down. */
    private final List<Connection> orphans = new ArrayList<>();

    private KeySource keys;
    private final Entrance entrance;
    private @Nullable DeviceCertificate certificate;
    private boolean stopped;
    /** Nothing comes through to the device or from it. */
    private boolean cut;

    WebServer(DeviceCore device, EventLoop loop, @Nullable Place place) {
        this.device = device;
        this.config = device.config();
        this.loop = loop;
        this.keys = config.keys();
        this.entrance =
                place == null ? new OwnEntrance(this, loop) : place.listener().admit(place.address(), this);
    }

    EventLoop loop() {
        return loop;
    }

    /** Runs on the loop, before the first byte of the connection is read. */
    void accept(SocketChannel channel, boolean tls) {
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
        if (cut) {
            connection.freeze();
        }
    }

    /** From now on nothing comes through, in either direction; connections stay up as far as their ends can know. */
    void cut() {
        cut = true;
        connections.forEach(Connection::freeze);
    }

    /** New connections work again. What was under way before is lost. */
    void mend() {
        cut = false;
        connections().stream().filter(Connection::isFrozen).forEach(Connection::reset);
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
            certificate = DeviceCertificate.create(keys.pair(), config.serial(), entrance.address());
        }
        return certificate;
    }

    synchronized void prepareKeys() {
        var unused = keys.pair();
    }

    /** With a new key pair too, or whoever trusts the old certificate as an issuer would accept the new one. */
    synchronized void renewCertificate() {
        keys = new KeySource();
        certificate = null;
    }

    Entrance entrance() {
        return entrance;
    }

    /** Drops every connection and refuses new ones. */
    void goDown() {
        entrance.shut();
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
        entrance.open(then);
    }

    /** Everything that must be closed before the device is gone. */
    List<Channel> stop() {
        stopped = true;
        List<Channel> open = new ArrayList<>(entrance.stop());
        connections.forEach(connection -> open.add(connection.channel()));
        orphans.forEach(connection -> open.add(connection.channel()));
        return open;
    }
}
