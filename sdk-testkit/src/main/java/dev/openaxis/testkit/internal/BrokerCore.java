package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.BrokerClient;
import dev.openaxis.testkit.BrokerMessage;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The inside of a broker: clients, subscriptions and retained messages, on one event loop. */
public final class BrokerCore implements AutoCloseable {
    private static final int MAX_PACKET = 256 * 1024;

    private final Map<String, String> accounts;
    private final int messageLog;
    private final DeviceLoop loop = new DeviceLoop("testkit-broker", null);
    private final KeySource keys = new KeySource();
    private final Map<MqttTransport, Channel> listeners = new EnumMap<>(MqttTransport.class);
    private final Set<BrokerConnection> connections = new LinkedHashSet<>();
    private final Map<String, BrokerMessage> retained = new LinkedHashMap<>();
    private final ArrayDeque<BrokerMessage> messages = new ArrayDeque<>();
    private final LinkedBlockingDeque<BrokerMessage> untaken = new LinkedBlockingDeque<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private @Nullable DeviceCertificate certificate;
    private volatile boolean refusing;

    /**
     * Starts a broker on free ports of 127.0.0.1.
     *
     * @param accounts passwords by user name; empty to take anybody
     * @param messageLog how many messages are remembered
     */
    @SuppressWarnings("this-escape") // listeners find the broker only when a client comes
    public BrokerCore(Map<String, String> accounts, int messageLog) {
        this.accounts = Map.copyOf(accounts);
        this.messageLog = messageLog;
        try {
            for (MqttTransport transport : MqttTransport.values()) {
                listeners.put(transport, listen(transport));
            }
        } catch (RuntimeException e) {
            loop.endThreads();
            throw e;
        }
    }

    private Channel listen(MqttTransport transport) {
        return new ServerBootstrap()
                .group(loop.eventLoop(), loop.eventLoop())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, transport);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    private void accept(SocketChannel channel, MqttTransport transport) {
        accepted.incrementAndGet();
        ChannelPipeline pipeline = channel.pipeline();
        List<String> offered = new ArrayList<>();
        if (transport.tls()) {
            SslHandler security = certificate().context().newHandler(channel.alloc());
            security.engine().setHandshakeApplicationProtocolSelector((engine, protocols) -> {
                offered.addAll(protocols);
                return protocols.isEmpty() ? null : protocols.get(0);
            });
            pipeline.addLast(security);
        }
        if (transport.webSocket()) {
            pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(64 * 1024))
                    .addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                            .websocketPath("/")
                            .checkStartsWith(true)
                            .subprotocols(MqttFrames.SUBPROTOCOL)
                            .maxFramePayloadLength(MAX_PACKET)
                            .build()))
                    .addLast(new MqttFrames());
        }
        BrokerConnection connection = new BrokerConnection(this, channel, transport.wire(), offered);
        connections.add(connection);
        pipeline.addLast(new MqttDecoder(MAX_PACKET), MqttEncoder.INSTANCE, connection);
    }

    private synchronized DeviceCertificate certificate() {
        if (certificate == null) {
            certificate = DeviceCertificate.create(keys.pair(), "broker", InetAddress.getLoopbackAddress());
        }
        return certificate;
    }

    /** Another client of the same name is thrown out (MQTT 3.1.1 section 3.1.4). */
    void connected(BrokerConnection connection) {
        List.copyOf(connections).stream()
                .filter(other -> other != connection && !connection.clientId().isEmpty())
                .filter(other -> other.clientId().equals(connection.clientId()))
                .forEach(other -> other.channel().close());
    }

    void left(BrokerConnection connection) {
        connections.remove(connection);
    }

    boolean refuses() {
        return refusing;
    }

    boolean accepts(@Nullable String user, byte[] password) {
        String expected = user == null ? null : accounts.get(user);
        return accounts.isEmpty()
                || (expected != null && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), password));
    }

    void publish(@Nullable BrokerConnection from, String topic, byte[] payload, int qos, boolean retain, boolean will) {
        BrokerMessage message = new BrokerMessage(
                topic, payload, qos, retain, from == null ? "" : from.clientId(), will, Instant.now());
        if (retain && payload.length == 0) {
            retained.remove(topic);
        } else if (retain) {
            retained.put(topic, message);
        }
        if (from != null) {
            log(message);
        }
        for (BrokerConnection connection : List.copyOf(connections)) {
            int granted = connection.qosFor(topic);
            if (granted >= 0) {
                connection.send(topic, payload, Math.min(granted, qos), false);
            }
        }
    }

    private void log(BrokerMessage message) {
        received.incrementAndGet();
        synchronized (messages) {
            messages.addLast(message);
            if (messages.size() > messageLog) {
                messages.removeFirst();
            }
        }
        untaken.addLast(message);
        if (untaken.size() > messageLog) {
            untaken.pollFirst();
        }
    }

    void sendRetained(BrokerConnection to, String filter) {
        retained.values().stream()
                .filter(message -> MqttTopics.matches(filter, message.topic()))
                .toList()
                .forEach(message -> to.send(
                        message.topic(),
                        message.payload(),
                        Math.min(Math.max(to.qosFor(message.topic()), 0), message.qos()),
                        true));
    }

    /**
     * Publishes as if a client had.
     *
     * @param topic topic name
     * @param payload the bytes
     * @param qos 0 or 1
     * @param retain true to keep it
     */
    public void publish(String topic, byte[] payload, int qos, boolean retain) {
        if (!MqttTopics.isName(topic)) {
            throw new IllegalArgumentException("Nobody can publish to '" + topic + "'");
        }
        loop.run(() -> publish(null, topic, payload, qos, retain, false));
    }

    /**
     * A retained message.
     *
     * @param topic topic name
     * @return the message, or null
     */
    public @Nullable BrokerMessage retained(String topic) {
        return loop.call(() -> retained.get(topic));
    }

    /**
     * The remembered messages.
     *
     * @return oldest first
     */
    public List<BrokerMessage> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /**
     * The oldest message that was not taken yet.
     *
     * @param timeout how long to wait for one
     * @return the message, or null after the timeout
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public @Nullable BrokerMessage take(Duration timeout) throws InterruptedException {
        return untaken.pollFirst(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * How many messages came, remembered or not.
     *
     * @return number
     */
    public long received() {
        return received.get();
    }

    /**
     * How many connections came.
     *
     * @return number
     */
    public long accepted() {
        return accepted.get();
    }

    /**
     * The clients that are connected now.
     *
     * @return in the order they came
     */
    public List<BrokerClient> clients() {
        return loop.call(() -> connections.stream()
                .map(BrokerConnection::describe)
                .filter(Objects::nonNull)
                .toList());
    }

    /** Resets every connection. */
    public void cut() {
        loop.run(() -> List.copyOf(connections).forEach(BrokerConnection::reset));
    }

    /** Freezes every connection. */
    public void freeze() {
        loop.run(() -> connections.forEach(BrokerConnection::freeze));
    }

    /**
     * Refuses clients from now on, or no longer.
     *
     * @param refuse true to refuse
     */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /**
     * Where it listens.
     *
     * @param transport how clients come
     * @return a TCP port
     */
    public int port(MqttTransport transport) {
        return ((InetSocketAddress)
                        Objects.requireNonNull(listeners.get(transport)).localAddress())
                .getPort();
    }

    /**
     * The certificate of the ports with TLS.
     *
     * @return always the same
     */
    public X509Certificate x509() {
        return certificate().certificate();
    }

    @Override
    public void close() {
        if (loop.closed()) {
            return;
        }
        List<Channel> open = loop.call(() -> {
            loop.close();
            List<Channel> channels = new ArrayList<>(listeners.values());
            connections.forEach(connection -> channels.add(connection.channel()));
            return channels;
        });
        open.forEach(channel -> channel.close().syncUninterruptibly());
        loop.endThreads();
    }
}
