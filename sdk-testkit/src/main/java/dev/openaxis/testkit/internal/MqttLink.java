package dev.openaxis.testkit.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a device to reach its broker, and the connection that comes of it. MQTT 3.1.1 (inference). */
final class MqttLink extends SimpleChannelInboundHandler<MqttMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
    private static final long MAX_BACKLOG = 8L * 1024 * 1024;
    /** For a broker that acknowledges nothing; how long a device waits is not found. */
    private static final long LEAVING_SECONDS = 2;

    private final DeviceCore device;
    private final MqttClient owner;
    private final MqttSettings settings;
    private final @Nullable MqttMessageOut will;
    private @Nullable Channel channel;
    private final MqttWindow window;
    private boolean accepted;
    private boolean leaving;
    private boolean ended;
    private boolean pingOpen;
    private boolean frozen;

    MqttLink(
            DeviceCore device,
            MqttClient owner,
            MqttSettings settings,
            @Nullable MqttMessageOut will,
            MqttWindow window) {
        this.device = device;
        this.owner = owner;
        this.settings = settings;
        this.will = will;
        this.window = window;
    }

    MqttSettings settings() {
        return settings;
    }

    /** Where the broker is, for messages. */
    String place() {
        return settings.server().host() + ":" + settings.server().port();
    }

    void open(EventLoop loop, InetSocketAddress address, MqttPipeline pipeline) {
        if (ended || frozen) {
            return;
        }
        @Nullable SslContext security;
        try {
            security = pipeline.security(settings);
        } catch (SSLException e) {
            fail(e);
            return;
        }
        int millis = (int) Math.min(TimeUnit.SECONDS.toMillis(settings.connectSeconds()), Integer.MAX_VALUE);
        device.schedule(TimeUnit.MILLISECONDS.toNanos(millis), () -> {
            if (!accepted) {
                fail(null);
            }
        });
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        channel = opened;
                        MqttPipeline.fill(opened, settings, security, MqttLink.this);
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        fail(connected.cause());
                    }
                });
    }

    /** The broker is not reached, or no longer. */
    void fail(@Nullable Throwable cause) {
        if (!ended) {
            LOG.debug("No connection to the broker at {}", place(), cause);
            ended = true;
            close();
            owner.lost(this);
        }
    }

    private void close() {
        Channel open = channel;
        if (open != null && !frozen) {
            open.close();
        }
    }

    /** Neither reads nor writes from now on, and its end is not heard of; TCP stays up. */
    void freeze() {
        frozen = true;
        Channel open = channel;
        if (open != null) {
            open.config().setAutoRead(false);
        }
    }

    /** The end of a frozen one, with a TCP reset. */
    void thaw() {
        frozen = false;
        reset();
    }

    /** Ends without a word: the broker publishes the last will. */
    void reset() {
        ended = true;
        Channel open = channel;
        if (open != null && !frozen) {
            if (open.isActive()) {
                open.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            open.unsafe().close(open.voidPromise());
        }
    }

    /** Ends in order, when the broker has what was published: it forgets a message of QoS 2 that is not released. */
    void leave() {
        if (ended) {
            owner.left(this);
            return;
        }
        leaving = true;
        sendWaiting();
        if (!ended) {
            device.schedule(TimeUnit.SECONDS.toNanos(LEAVING_SECONDS), this::disconnect);
        }
    }

    private void disconnect() {
        if (ended) {
            return;
        }
        ended = true;
        Channel open = channel;
        if (open != null && accepted && !frozen) {
            open.writeAndFlush(MqttMessage.DISCONNECT).addListener(sent -> open.close());
        } else {
            close();
        }
        owner.left(this);
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // A web socket is no connection before its handshake.
        if (!settings.server().transport().webSocket()) {
            connect(context);
        }
        context.fireChannelActive();
    }

    private void connect(ChannelHandlerContext context) {
        MqttSettings.Login login = settings.account();
        MqttMessageBuilders.ConnectBuilder connect = MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId(settings.clientId())
                .cleanSession(settings.cleanSession())
                .keepAlive(settings.keepAliveSeconds());
        if (login.user() != null) {
            connect.username(login.user());
            if (login.password() != null) {
                // Without a user name MQTT has no place for a password.
                connect.password(login.password().getBytes(StandardCharsets.UTF_8));
            }
        }
        if (will != null) {
            connect.willFlag(true)
                    .willTopic(will.topic())
                    .willMessage(will.payload())
                    .willQoS(MqttQoS.valueOf(will.qos()))
                    .willRetain(will.retain());
        }
        context.writeAndFlush(connect.build());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            connect(context);
        } else if (event instanceof IdleStateEvent && accepted) {
            if (pingOpen) {
                fail(null);
                return;
            }
            pingOpen = true;
            write(MqttMessage.PINGREQ);
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (ended) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            fail(message.decoderResult().cause());
        } else if (message instanceof MqttConnAckMessage answer) {
            connected(answer);
        } else if (!accepted) {
            fail(null);
        } else {
            work(message);
        }
    }

    private void connected(MqttConnAckMessage answer) {
        boolean taken = answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED;
        if (taken && !accepted) {
            accepted = true;
            sendAgain();
            owner.connected(this);
        } else {
            fail(null);
        }
    }

    /** Whether the broker still has the session or not: section 4.4 makes no difference. */
    private void sendAgain() {
        for (MqttWindow.Open message : window.unacknowledged()) {
            if (message.received()) {
                answer(MqttMessageType.PUBREL, message.id());
            } else {
                send(message.message(), message.id(), true);
            }
        }
    }

    private void work(MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> received((MqttPublishMessage) message);
            case PUBREC -> {
                window.received(idOf(message));
                answer(MqttMessageType.PUBREL, idOf(message));
            }
            case PUBREL -> {
                window.released(idOf(message));
                answer(MqttMessageType.PUBCOMP, idOf(message));
            }
            case PINGRESP -> pingOpen = false;
            case PUBACK, PUBCOMP -> {
                window.acknowledged(idOf(message));
                sendWaiting();
            }
            case SUBACK, UNSUBACK -> LOG.trace("{} of {}", message.fixedHeader(), place());
            default -> fail(null);
        }
    }

    private static int idOf(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private void answer(MqttMessageType type, int id) {
        MqttQoS bits = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        write(new MqttMessage(new MqttFixedHeader(type, false, bits, false, 2), MqttMessageIdVariableHeader.from(id)));
    }

    private void received(MqttPublishMessage message) {
        if (leaving) {
            return;
        }
        MqttQoS qos = message.fixedHeader().qosLevel();
        boolean again = qos == MqttQoS.EXACTLY_ONCE
                && !window.comes(message.variableHeader().packetId());
        if (!again) {
            owner.received(message.variableHeader().topicName(), ByteBufUtil.getBytes(message.payload()));
        }
        if (qos == MqttQoS.AT_LEAST_ONCE) {
            answer(MqttMessageType.PUBACK, message.variableHeader().packetId());
        } else if (qos == MqttQoS.EXACTLY_ONCE) {
            answer(MqttMessageType.PUBREC, message.variableHeader().packetId());
        }
    }

    void publish(MqttMessageOut message) {
        window.add(message);
        sendWaiting();
        if (window.waitingBytes() > MAX_BACKLOG) {
            fail(null);
        }
    }

    private void sendWaiting() {
        MqttMessageOut next = window.next();
        while (next != null) {
            send(next, next.qos() == 0 ? 0 : window.open(next), false);
            next = window.next();
        }
        if (leaving && window.isEmpty()) {
            disconnect();
        }
    }

    private void send(MqttMessageOut message, int id, boolean again) {
        write(new MqttPublishMessage(
                new MqttFixedHeader(
                        MqttMessageType.PUBLISH, again, MqttQoS.valueOf(message.qos()), message.retain(), 0),
                new MqttPublishVariableHeader(message.topic(), id),
                Unpooled.wrappedBuffer(message.payload())));
    }

    void subscribe(List<MqttSubscription> subscriptions) {
        if (!subscriptions.isEmpty()) {
            MqttMessageBuilders.SubscribeBuilder subscribe =
                    MqttMessageBuilders.subscribe().messageId(window.freeId());
            subscriptions.forEach(
                    each -> subscribe.addSubscription(MqttQoS.valueOf(each.qos()), each.filter(owner.prefix())));
            write(subscribe.build());
        }
    }

    void unsubscribe(List<MqttSubscription> subscriptions) {
        if (!subscriptions.isEmpty()) {
            MqttMessageBuilders.UnsubscribeBuilder unsubscribe =
                    MqttMessageBuilders.unsubscribe().messageId(window.freeId());
            subscriptions.forEach(each -> unsubscribe.addTopicFilter(each.filter(owner.prefix())));
            write(unsubscribe.build());
        }
    }

    /** A broker that reads nothing loses its client before the backlog eats the memory. */
    private void write(MqttMessage message) {
        Channel open = channel;
        if (open == null || ended || frozen || !open.isActive()) {
            ReferenceCountUtil.release(message);
        } else if (open.bytesBeforeWritable() > MAX_BACKLOG) {
            ReferenceCountUtil.release(message);
            fail(null);
        } else {
            open.writeAndFlush(message, open.voidPromise());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(null);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }
}
