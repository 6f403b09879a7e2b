package dev.openaxis.testkit.internal;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The MQTT client of a device, reference 04 section 5.2. Everything happens on the device's loop. */
public final class MqttClient {
    static final String STATUS_TOPIC = "tns1:Device/tnsaxis:MQTT/ClientStatus";

    private final DeviceCore device;
    private final DeviceConfig config;
    private final EventBridge bridge;
    private final MqttPipeline pipeline = new MqttPipeline();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private @Nullable MqttSettings settings;
    private @Nullable MqttLink link;
    /** The one before, while it ends in order; another client of the same name would throw it out. */
    private @Nullable MqttLink leaving;
    /** Connections of a network that is cut: their ends do not know it. */
    private final List<MqttLink> frozen = new ArrayList<>();

    /** Of the last connection; the next one goes on with it if the session is kept. */
    private MqttWindow session = new MqttWindow();

    private @Nullable MqttSettings sessionOf;
    private boolean cut;
    private volatile boolean active;
    private volatile boolean connected;

    MqttClient(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        this.bridge = new EventBridge(device, this);
    }

    /** Tells whether the device has MQTT at all. */
    boolean exists() {
        return config.serves("mqtt-client");
    }

    EventBridge bridge() {
        return bridge;
    }

    @Nullable
    MqttSettings settings() {
        return settings;
    }

    /** The device topic prefix of the connection, or of the one to come. */
    String prefix() {
        MqttLink open = link;
        MqttSettings present = open == null ? settings : open.settings();
        return present == null ? MqttSettings.defaultPrefix(config) : present.prefix(config);
    }

    void states(List<EventState> into) {
        if (exists()) {
            into.add(new EventState(
                    STATUS_TOPIC, Map.of(), Map.of("active", active ? "1" : "0", "connected", connected ? "1" : "0")));
        }
    }

    void configure(MqttSettings replacement, boolean reconnect) {
        settings = replacement;
        if (active && reconnect) {
            leave(true);
            connect();
        }
    }

    void activate() {
        if (!active) {
            active = true;
            device.events().refresh();
            connect();
        }
    }

    /** Says good-bye, if there is somebody to say it to. */
    void deactivate() {
        active = false;
        leave(true);
        device.events().refresh();
    }

    private void leave(boolean inOrder) {
        MqttLink old = link;
        link = null;
        boolean was = connected;
        connected = false;
        if (!inOrder && leaving != null) {
            leaving.reset();
            leaving = null;
        }
        if (old == null) {
            return;
        }
        device.events().leave(bridge);
        MqttStatusMessage goodbye = old.settings().messages().disconnect();
        if (inOrder && was && goodbye != null) {
            old.publish(message(old.settings(), goodbye, false, "Disconnected", now()));
        }
        if (inOrder) {
            leaving = old;
            old.leave();
        } else {
            old.reset();
        }
    }

    /** It has ended in order, or as good as that. */
    void left(MqttLink by) {
        if (by == leaving) {
            leaving = null;
            if (link == null) {
                connect();
            }
        }
    }

    private Instant now() {
        return config.clock().instant();
    }

    private MqttMessageOut message(
            MqttSettings of,
            MqttStatusMessage message,
            boolean isConnected,
            String description,
            @Nullable Instant time) {
        return message.toSend(of.prefix(config), config.serial(), isConnected, description, time);
    }

    private void connect() {
        MqttSettings present = settings;
        if (present == null || !active || link != null || leaving != null) {
            return;
        }
        if (cut) {
            again(present);
            return;
        }
        if (continuesSession(present)) {
            session.forgetWaiting();
        } else {
            session = new MqttWindow();
        }
        sessionOf = present;
        MqttStatusMessage will = present.messages().will();
        MqttLink attempt = new MqttLink(
                device,
                this,
                present,
                will == null ? null : message(present, will, false, "Connection Lost", null),
                session);
        link = attempt;
        resolve(attempt, present.server());
    }

    /** A session is the one of a client identifier at a broker, and none that began clean is ever continued (section 3.1.2.4). */
    private boolean continuesSession(MqttSettings present) {
        MqttSettings before = sessionOf;
        return before != null
                && !before.cleanSession()
                && !present.cleanSession()
                && before.clientId().equals(present.clientId())
                && before.server().equals(present.server());
    }

    /** A name is looked up by a thread of its own: the loop must not wait for it. */
    private void resolve(MqttLink attempt, MqttSettings.Server server) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(server.host());
        Runnable lookup = () -> {
            try {
                InetAddress address =
                        literal == null ? InetAddress.getByName(server.host()) : InetAddress.getByAddress(literal);
                device.schedule(
                        0,
                        () -> attempt.open(
                                device.server().loop(), new InetSocketAddress(address, server.port()), pipeline));
            } catch (UnknownHostException e) {
                device.schedule(0, () -> attempt.fail(e));
            }
        };
        if (literal == null) {
            Thread thread = new Thread(lookup, "testkit-" + config.serial() + "-lookup");
            thread.setDaemon(true);
            thread.start();
        } else {
            lookup.run();
        }
    }

    void connected(MqttLink by) {
        if (by != link) {
            by.leave();
            return;
        }
        connections.incrementAndGet();
        connected = true;
        MqttStatusMessage hello = by.settings().messages().connect();
        if (hello != null) {
            by.publish(message(by.settings(), hello, true, "Connected", now()));
        }
        by.subscribe(bridge.subscriptions());
        device.events().listen(bridge);
        bridge.connected();
        device.events().refresh();
    }

    void lost(MqttLink by) {
        left(by);
        if (by != link) {
            return;
        }
        link = null;
        connected = false;
        device.events().leave(bridge);
        device.events().refresh();
        again(by.settings());
    }

    /** Once more after a while, if that is wanted; how long a device waits is not found. */
    private void again(MqttSettings as) {
        if (as.autoReconnect()) {
            device.scheduleInThisBoot(config.mqttReconnectDelay().toNanos(), this::connect);
        }
    }

    /** Where the broker is, empty if there is none. */
    String place() {
        MqttLink open = link;
        return open == null ? "" : open.place();
    }

    void received(String topic, byte[] payload) {
        received.incrementAndGet();
        bridge.received(topic, payload);
    }

    /** Not queued while there is no connection (inference). */
    void publish(MqttMessageOut message) {
        MqttLink open = link;
        if (open != null && connected) {
            published.incrementAndGet();
            open.publish(message);
        }
    }

    /** Subscribes to other topics than before. */
    void resubscribe(List<MqttSubscription> before, List<MqttSubscription> after) {
        MqttLink open = link;
        if (open != null && connected) {
            open.unsubscribe(before);
            open.subscribe(after);
        }
    }

    /** Power fails, as far as the broker can tell. What a device keeps of a session over that is not found: nothing. */
    void goDown() {
        leave(false);
        sessionOf = null;
    }

    /** An active client stays active; on 9.80 only if it was told to (observed). */
    void comeUp() {
        MqttSettings present = settings;
        if (MqttSettings.isOld(config) && (present == null || !present.activateOnReboot())) {
            active = false;
        }
        connect();
    }

    void factoryDefault() {
        settings = null;
        active = false;
        bridge.factoryDefault();
        pipeline.clear();
    }

    /** Resets the connection; the device connects again as after any loss. */
    void drop() {
        open().forEach(MqttLink::reset);
        open().forEach(this::lost);
    }

    private List<MqttLink> open() {
        return Stream.of(link, leaving).filter(Objects::nonNull).toList();
    }

    /** From now on nothing comes through to the broker or from it; the connection stays up as far as its ends can know. */
    void cut() {
        cut = true;
        open().forEach(MqttLink::freeze);
        frozen.addAll(open());
    }

    /** The broker can be reached again. What was open before is lost. */
    void mend() {
        cut = false;
        frozen.forEach(MqttLink::thaw);
        frozen.clear();
        open().forEach(this::lost);
    }

    /** What must be closed before the device is gone. */
    List<Channel> stop() {
        Set<MqttLink> all = new LinkedHashSet<>(frozen);
        all.addAll(open());
        link = null;
        leaving = null;
        return all.stream().map(MqttLink::channel).filter(Objects::nonNull).toList();
    }

    /**
     * An administrator installs a CA certificate.
     *
     * @param id what {@code CACertID} names it by
     * @param authority the certificate
     */
    public void install(String id, X509Certificate authority) {
        pipeline.install(id, authority);
    }

    /**
     * Tells whether the client is active.
     *
     * @return what {@code getClientStatus} tells
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Tells whether there is a connection to the broker.
     *
     * @return what {@code getClientStatus} tells
     */
    public boolean isConnected() {
        return connected;
    }

    /**
     * How often it was connected.
     *
     * @return number
     */
    public long connections() {
        return connections.get();
    }

    /**
     * How many events it has published.
     *
     * @return number of messages
     */
    public long published() {
        return published.get();
    }

    /**
     * How many messages it has received.
     *
     * @return number
     */
    public long received() {
        return received.get();
    }
}
