package dev.openaxis.testkit.internal;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What lies between the device and its broker: TLS and web socket as the settings say. */
final class MqttPipeline {
    private static final int MAX_PACKET = 256 * 1024;

    /** CA certificates on the device by their ids. */
    private final Map<String, X509Certificate> authorities = new ConcurrentHashMap<>();

    void install(String id, X509Certificate authority) {
        authorities.put(id, authority);
    }

    void clear() {
        authorities.clear();
    }

    static void fill(SocketChannel channel, MqttSettings settings, @Nullable SslContext security, MqttLink link) {
        MqttSettings.Server server = settings.server();
        ChannelPipeline pipeline = channel.pipeline();
        if (security != null) {
            pipeline.addLast(security.newHandler(channel.alloc(), server.host(), server.port()));
        }
        if (server.transport().webSocket()) {
            pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(64 * 1024))
                    .addLast(new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(URI.create(url(server)))
                            .version(WebSocketVersion.V13)
                            .subprotocol(MqttFrames.SUBPROTOCOL)
                            .maxFramePayloadLength(MAX_PACKET)
                            .build()))
                    .addLast(new MqttFrames());
        }
        pipeline.addLast(new MqttDecoder(MAX_PACKET), MqttEncoder.INSTANCE)
                .addLast(new IdleStateHandler(0, settings.keepAliveSeconds(), 0))
                .addLast(link);
    }

    /** That one slash lies between address and base path is inference. */
    static String url(MqttSettings.Server server) {
        String path = server.basePath();
        return server.transport().wire() + "://" + server.host() + ":" + server.port()
                + (path.startsWith("/") ? "" : "/") + path;
    }

    /** TLS as the settings want it, or null if they want none. */
    @Nullable
    SslContext security(MqttSettings settings) throws SSLException {
        if (!settings.server().transport().tls()) {
            return null;
        }
        MqttSettings.Ssl ssl = settings.ssl();
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        if (ssl != null && ssl.validate()) {
            builder.trustManager(trusted(ssl.authority()).toArray(new X509Certificate[0]))
                    .endpointIdentificationAlgorithm("HTTPS");
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
        if (!settings.server().alpn().isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    settings.server().alpn()));
        }
        return builder.build();
    }

    /** Without an id all of the device's (inference). */
    private Collection<X509Certificate> trusted(@Nullable String id) throws SSLException {
        X509Certificate named = id == null ? null : authorities.get(id);
        Collection<X509Certificate> trusted =
                id == null ? authorities.values() : named == null ? List.of() : List.of(named);
        if (trusted.isEmpty()) {
            throw new SSLException("There is no CA certificate to check the broker with");
        }
        return trusted;
    }
}
