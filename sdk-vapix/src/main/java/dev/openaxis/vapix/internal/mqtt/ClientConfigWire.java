package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.mqtt.MqttClientConfig;
import dev.openaxis.vapix.mqtt.MqttLogin;
import dev.openaxis.vapix.mqtt.MqttProtocol;
import dev.openaxis.vapix.mqtt.MqttQos;
import dev.openaxis.vapix.mqtt.MqttServer;
import dev.openaxis.vapix.mqtt.MqttStatusMessage;
import dev.openaxis.vapix.mqtt.MqttTls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration of the client as {@code configureClient} takes and {@code getClientStatus} tells it (VAPIX mqtt-client-api). */
final class ClientConfigWire {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

    private final Json config;
    private final Consumer<String> forgiver;

    private ClientConfigWire(Json config, Consumer<String> forgiver) {
        this.config = config;
        this.forgiver = forgiver;
    }

    // ---- writing ----

    /** What is sent; nothing is null. */
    static Map<String, Object> fields(MqttClientConfig config) {
        Map<String, Object> fields = new LinkedHashMap<>();
        config.server().ifPresent(server -> fields.put("server", server(server)));
        config.httpProxy().ifPresent(proxy -> fields.put("httpProxy", proxy));
        config.httpsProxy().ifPresent(proxy -> fields.put("httpsProxy", proxy));
        config.clientId().ifPresent(id -> fields.put("clientId", id));
        config.login().ifPresent(login -> {
            fields.put("username", login.username());
            login.password().ifPresent(password -> fields.put("password", password));
            if (login.keepsPassword()) {
                fields.put("keepExistingPassword", true);
            }
        });
        fields.put("keepAliveInterval", config.keepAlive().toSeconds());
        fields.put("connectTimeout", config.connectTimeout().toSeconds());
        config.cleanSession().ifPresent(clean -> fields.put("cleanSession", clean));
        fields.put("autoReconnect", config.autoReconnect());
        config.activateOnReboot().ifPresent(activate -> fields.put("activateOnReboot", activate));
        config.deviceTopicPrefix().ifPresent(prefix -> fields.put("deviceTopicPrefix", prefix));
        config.lastWill().ifPresent(message -> fields.put("lastWillTestament", message(message)));
        config.connectMessage().ifPresent(message -> fields.put("connectMessage", message(message)));
        config.disconnectMessage().ifPresent(message -> fields.put("disconnectMessage", message(message)));
        config.tls().ifPresent(tls -> fields.put("ssl", tls(tls)));
        return fields;
    }

    private static Map<String, Object> server(MqttServer server) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("protocol", server.protocol().word());
        fields.put("host", server.host());
        server.port().ifPresent(port -> fields.put("port", port));
        server.basePath().ifPresent(path -> fields.put("basepath", path));
        server.alpnProtocol().ifPresent(name -> fields.put("alpnProtocol", name));
        return fields;
    }

    private static Map<String, Object> message(MqttStatusMessage message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("useDefault", message.useDefault());
        if (!message.useDefault()) {
            fields.put("topic", message.topic());
            fields.put("message", message.message());
            fields.put("retain", message.retain());
            fields.put("qos", message.qos().level());
        }
        return fields;
    }

    private static Map<String, Object> tls(MqttTls tls) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("validateServerCert", tls.validateServerCertificate());
        // Spelt exactly so.
        tls.caCertificateId().ifPresent(id -> fields.put("CACertID", id));
        tls.clientCertificateId().ifPresent(id -> fields.put("clientCertID", id));
        return fields;
    }

    // ---- reading ----

    /** What a device tells; what is not as the reference says counts as not told. */
    static MqttClientConfig read(Json config, Consumer<String> forgiver) {
        return new ClientConfigWire(config, forgiver).read();
    }

    private MqttClientConfig read() {
        return new MqttClientConfig(
                config.object("server").flatMap(this::server),
                config.object("ssl").map(ClientConfigWire::tls),
                proxy("httpProxy"),
                proxy("httpsProxy"),
                told(config, "clientId"),
                login(),
                time("keepAliveInterval", ClientLimits::keepAlive),
                time("connectTimeout", ClientLimits::seconds),
                config.bool("cleanSession"),
                config.bool("autoReconnect").orElse(true),
                config.bool("activateOnReboot"),
                told(config, "deviceTopicPrefix"),
                message("lastWillTestament"),
                message("connectMessage"),
                message("disconnectMessage"));
    }

    private static Optional<String> told(Json object, String name) {
        return object.text(name).filter(text -> !text.isEmpty());
    }

    private Optional<String> proxy(String name) {
        return told(config, name).flatMap(proxy -> fitting(name, () -> ClientLimits.proxy(proxy)));
    }

    private Optional<MqttServer> server(Json server) {
        Optional<String> host = told(server, "host");
        if (host.isEmpty()) {
            return Optional.empty();
        }
        long port = server.integer("port").orElse(0);
        return fitting(
                "server",
                () -> new MqttServer(
                        new MqttProtocol(server.text("protocol", "")),
                        host.get(),
                        port == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(port)),
                        told(server, "basepath"),
                        told(server, "alpnProtocol")));
    }

    /** The password is masked in answers, and whatever else a firmware may tell there is not taken over. */
    private Optional<MqttLogin> login() {
        Optional<String> username = told(config, "username");
        return username.isPresent() || told(config, "password").isPresent()
                ? Optional.of(MqttLogin.keepingPassword(username.orElse("")))
                : Optional.empty();
    }

    private Duration time(String name, Consumer<Duration> limits) {
        OptionalLong seconds = config.integer(name);
        if (seconds.isEmpty()) {
            return DEFAULT_TIME;
        }
        return fitting(name, () -> {
                    Duration time = Duration.ofSeconds(seconds.getAsLong());
                    limits.accept(time);
                    return time;
                })
                .orElse(DEFAULT_TIME);
    }

    private static MqttTls tls(Json ssl) {
        return new MqttTls(
                ssl.bool("validateServerCert").orElse(false), told(ssl, "CACertID"), told(ssl, "clientCertID"));
    }

    private Optional<MqttStatusMessage> message(String name) {
        return config.object(name).flatMap(message -> {
            if (message.bool("useDefault").orElse(false)) {
                return Optional.of(MqttStatusMessage.standard());
            }
            Optional<String> topic = told(message, "topic");
            return topic.flatMap(where -> fitting(
                    name,
                    () -> new MqttStatusMessage(
                            false,
                            where,
                            message.text("message", ""),
                            message.bool("retain").orElse(false),
                            qos(message, name + ".qos", forgiver))));
        });
    }

    /** How surely; 0 where a device does not say one of the three. */
    static MqttQos qos(Json object, String path, Consumer<String> forgiver) {
        long level = object.integer("qos").orElse(0);
        for (MqttQos qos : MqttQos.values()) {
            if (qos.level() == level) {
                return qos;
            }
        }
        forgiver.accept(path);
        return MqttQos.AT_MOST_ONCE;
    }

    private <T> Optional<T> fitting(String name, Supplier<@Nullable T> value) {
        try {
            return Optional.ofNullable(value.get());
        } catch (IllegalArgumentException | ArithmeticException e) {
            forgiver.accept(name);
            return Optional.empty();
        }
    }
}
