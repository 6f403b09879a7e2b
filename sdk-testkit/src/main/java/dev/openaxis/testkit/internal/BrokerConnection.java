package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.BrokerClient;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of the broker, MQTT 3.1.1 section 3. */
final class BrokerConnection extends SimpleChannelInboundHandler<MqttMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int PROTOCOL_LEVEL = 4;

    private final BrokerCore broker;
    private final Channel channel;
    private final String transport;
    private final List<String> offeredProtocols;
    private final Map<String, Integer> subscriptions = new LinkedHashMap<>();
    /** QoS 2 messages that were handed on and not yet released. */
    private final Set<Integer> unreleased = new HashSet<>();

    private String path = "";
    private @Nullable MqttConnectMessage connect;
    private boolean disconnected;
    private boolean frozen;
    private int packetId;

    BrokerConnection(BrokerCore broker, Channel channel, String transport, List<String> offeredProtocols) {
        this.broker = broker;
        this.channel = channel;
        this.transport = transport;
        this.offeredProtocols = offeredProtocols;
    }

    Channel channel() {
        return channel;
    }

    String clientId() {
        return connect == null ? "" : connect.payload().clientIdentifier();
    }

    /** Null as long as it has not connected in the sense of MQTT. */
    @Nullable
    BrokerClient describe() {
        MqttConnectMessage said = connect;
        return said == null
                ? null
                : new BrokerClient(
                        said.payload().clientIdentifier(),
                        said.payload().userName(),
                        Duration.ofSeconds(said.variableHeader().keepAliveTimeSeconds()),
                        said.variableHeader().isCleanSession(),
                        said.variableHeader().isWillFlag() ? said.payload().willTopic() : null,
                        transport,
                        path,
                        List.copyOf(offeredProtocols),
                        List.copyOf(subscriptions.keySet()));
    }

    void reset() {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.unsafe().close(channel.voidPromise());
    }

    /** Neither reads nor writes from now on; TCP stays up. */
    void freeze() {
        frozen = true;
        channel.config().setAutoRead(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (frozen) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            malformed(message.decoderResult().cause());
        } else if (message instanceof MqttConnectMessage first) {
            connect(context, first);
        } else if (connect == null) {
            // Anything before CONNECT is a protocol violation (section 3.1).
            context.close();
        } else {
            work(context, message);
        }
    }

    private void malformed(Throwable cause) {
        LOG.debug("A client sent what is no MQTT packet", cause);
        if (cause instanceof MqttUnacceptableProtocolVersionException) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
        } else {
            channel.close();
        }
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage message) {
        if (connect != null) {
            context.close();
            return;
        }
        MqttConnectReturnCode code = judge(message);
        if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            refuse(code);
            return;
        }
        connect = message;
        int seconds = message.variableHeader().keepAliveTimeSeconds();
        if (seconds > 0) {
            // One and a half times the promised interval (section 3.1.2.10).
            context.pipeline()
                    .addBefore(
                            context.name(), null, new IdleStateHandler(seconds * 1500L, 0, 0, TimeUnit.MILLISECONDS));
        }
        broker.connected(this);
        channel.writeAndFlush(connAck(MqttConnectReturnCode.CONNECTION_ACCEPTED));
    }

    private MqttConnectReturnCode judge(MqttConnectMessage message) {
        if (message.variableHeader().version() > PROTOCOL_LEVEL) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
        }
        if (broker.refuses()) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
        }
        if (message.payload().clientIdentifier().isEmpty()
                && !message.variableHeader().isCleanSession()) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
        }
        byte[] password = message.payload().passwordInBytes();
        return broker.accepts(message.payload().userName(), password == null ? new byte[0] : password)
                ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
    }

    private void refuse(MqttConnectReturnCode code) {
        channel.writeAndFlush(connAck(code)).addListener(sent -> channel.close());
    }

    private static MqttConnAckMessage connAck(MqttConnectReturnCode code) {
        return MqttMessageBuilders.connAck()
                .returnCode(code)
                .sessionPresent(false)
                .build();
    }

    private void work(ChannelHandlerContext context, MqttMessage message) {
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> published((MqttPublishMessage) message);
            case PUBREL -> {
                int id = idOf(message);
                unreleased.remove(id);
                answer(MqttMessageType.PUBCOMP, id);
            }
            case PUBREC -> answer(MqttMessageType.PUBREL, idOf(message));
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) message);
            case PINGREQ -> channel.writeAndFlush(MqttMessage.PINGRESP);
            case DISCONNECT -> {
                disconnected = true;
                context.close();
            }
            case PUBACK, PUBCOMP -> {}
            default -> context.close();
        }
    }

    private static int idOf(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private void answer(MqttMessageType type, int id) {
        // The reserved bits of PUBREL are those of QoS 1 (section 3.6.1).
        MqttQoS bits = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        channel.writeAndFlush(new MqttMessage(
                new MqttFixedHeader(type, false, bits, false, 2), MqttMessageIdVariableHeader.from(id)));
    }

    private void published(MqttPublishMessage message) {
        String topic = message.variableHeader().topicName();
        MqttQoS qos = message.fixedHeader().qosLevel();
        if (!MqttTopics.isName(topic)) {
            channel.close();
            return;
        }
        int id = message.variableHeader().packetId();
        boolean again = qos == MqttQoS.EXACTLY_ONCE && !unreleased.add(id);
        if (!again) {
            broker.publish(
                    this,
                    topic,
                    ByteBufUtil.getBytes(message.payload()),
                    qos.value(),
                    message.fixedHeader().isRetain(),
                    false);
        }
        if (qos == MqttQoS.AT_LEAST_ONCE) {
            answer(MqttMessageType.PUBACK, id);
        } else if (qos == MqttQoS.EXACTLY_ONCE) {
            answer(MqttMessageType.PUBREC, id);
        }
    }

    private void subscribe(MqttSubscribeMessage message) {
        MqttMessageBuilders.SubAckBuilder granted =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        for (MqttTopicSubscription wanted : message.payload().topicSubscriptions()) {
            boolean valid = MqttTopics.isFilter(wanted.topicFilter());
            // QoS 2 is not granted: the broker keeps nothing it would need for it.
            int qos = Math.min(wanted.qualityOfService().value(), 1);
            granted.addGrantedQos(valid ? MqttQoS.valueOf(qos) : MqttQoS.FAILURE);
            if (valid) {
                subscriptions.put(wanted.topicFilter(), qos);
            }
        }
        channel.writeAndFlush(granted.build());
        message.payload().topicSubscriptions().forEach(wanted -> broker.sendRetained(this, wanted.topicFilter()));
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        message.payload().topics().forEach(subscriptions::remove);
        channel.writeAndFlush(MqttMessageBuilders.unsubAck()
                .packetId(message.variableHeader().messageId())
                .build());
    }

    /** The QoS a topic is subscribed with, or -1 if it is not. */
    int qosFor(String topic) {
        return subscriptions.entrySet().stream()
                .filter(subscription -> MqttTopics.matches(subscription.getKey(), topic))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(-1);
    }

    void send(String topic, byte[] payload, int qos, boolean retained) {
        if (frozen || !channel.isActive()) {
            return;
        }
        if (qos > 0) {
            packetId = packetId % 0xFFFF + 1;
        }
        channel.writeAndFlush(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(MqttQoS.valueOf(qos))
                .retained(retained)
                .messageId(packetId)
                .payload(Unpooled.wrappedBuffer(payload))
                .build());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent && !frozen) {
            context.close();
        } else if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete upgraded) {
            path = upgraded.requestUri();
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        broker.left(this);
        MqttConnectMessage said = connect;
        byte[] will = said == null ? null : said.payload().willMessageInBytes();
        if (said != null && will != null && said.variableHeader().isWillFlag() && !disconnected) {
            broker.publish(
                    this,
                    said.payload().willTopic(),
                    will,
                    said.variableHeader().willQos(),
                    said.variableHeader().isWillRetain(),
                    true);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("A connection to the broker failed", cause);
        context.close();
    }
}
