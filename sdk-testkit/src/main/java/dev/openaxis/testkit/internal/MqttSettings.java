package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.MqttVariant;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code configureClient} sets, reference 04 section 5.2; every call replaces all of it.
 *
 * @param server where the broker is
 * @param account user name and password
 * @param clientId client identifier
 * @param keepAliveSeconds how often the device is heard
 * @param connectSeconds how long connecting may take
 * @param cleanSession as MQTT has it
 * @param autoReconnect true to connect again after a loss
 * @param activateOnReboot old firmware only: true to connect after a restart
 * @param topicPrefix device topic prefix, or null if none was given
 * @param proxies proxies; remembered only
 * @param messages what is told about the connection
 * @param ssl what was said about TLS, or null if nothing
 */
record MqttSettings(
        Server server,
        Login account,
        String clientId,
        int keepAliveSeconds,
        int connectSeconds,
        boolean cleanSession,
        boolean autoReconnect,
        boolean activateOnReboot,
        @Nullable String topicPrefix,
        Proxies proxies,
        Messages messages,
        @Nullable Ssl ssl) {

    private static final int SECONDS = 60;
    private static final int MAX_KEEP_ALIVE = 0xFFFF;
    private static final int MAX_BYTES = 255;

    /**
     * Where the broker is.
     *
     * @param transport how it is reached
     * @param host name or address
     * @param port TCP port
     * @param basePath path of the web socket
     * @param alpn application protocol to offer, empty for none
     */
    record Server(MqttTransport transport, String host, int port, String basePath, String alpn) {}

    /**
     * User name and password; the password is never shown.
     *
     * @param user user name, or null
     * @param password password, or null
     */
    record Login(@Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * Proxies.
     *
     * @param http of ws, empty for none
     * @param https of wss, empty for none
     */
    record Proxies(String http, String https) {}

    /**
     * Messages about the connection; those that are absent are not sent.
     *
     * @param will last will
     * @param connect sent after connecting
     * @param disconnect sent before disconnecting
     */
    record Messages(
            @Nullable MqttStatusMessage will,
            @Nullable MqttStatusMessage connect,
            @Nullable MqttStatusMessage disconnect) {}

    /**
     * TLS.
     *
     * @param validate true to check the certificate of the broker
     * @param authority id of a certificate on the device, or null
     * @param client id of a certificate on the device; remembered only
     */
    record Ssl(
            boolean validate,
            @Nullable String authority,
            @Nullable String client) {}

    static MqttSettings read(DeviceConfig config, JsonFields fields, @Nullable MqttSettings before) {
        Server server = server(config, fields.object("server"));
        boolean keep = fields.flag("keepExistingPassword", false);
        String given = fields.optionalText("password");
        String kept = before == null ? null : before.account().password();
        String id = config.is(MqttVariant.CLIENT_ID_REQUIRED)
                ? fields.text("clientId")
                : fields.text("clientId", config.serial());
        return new MqttSettings(
                server,
                new Login(fields.optionalText("username"), keep ? kept : given),
                id,
                fields.number("keepAliveInterval", 0, MAX_KEEP_ALIVE, SECONDS),
                fields.number("connectTimeout", 1, Integer.MAX_VALUE, SECONDS),
                fields.flag("cleanSession", !config.is(MqttVariant.SESSION_KEPT_BY_DEFAULT)),
                fields.flag("autoReconnect", true),
                fields.flag("activateOnReboot", config.is(MqttVariant.ACTIVE_AFTER_REBOOT_BY_DEFAULT)),
                fields.optionalText("deviceTopicPrefix"),
                new Proxies(bounded(fields, "httpProxy"), bounded(fields, "httpsProxy")),
                new Messages(
                        message(fields, "lastWillTestament"),
                        message(fields, "connectMessage"),
                        message(fields, "disconnectMessage")),
                ssl(fields.optionalObject("ssl")));
    }

    private static Server server(DeviceConfig config, JsonFields fields) {
        MqttTransport transport = MqttTransport.of(fields.text("protocol"));
        if (transport == null) {
            throw JsonFields.Refused.invalid("protocol");
        }
        Server server = new Server(
                transport,
                fields.text("host"),
                fields.number("port", 1, 0xFFFF, transport.defaultPort()),
                fields.text("basepath", ""),
                // From AXIS OS 10.9 on (documented).
                config.isOlderThan(10, 9) ? "" : bounded(fields, "alpnProtocol"));
        if (transport.webSocket() && !isUrl(MqttPipeline.url(server))) {
            throw JsonFields.Refused.invalid("basepath");
        }
        return server;
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String bounded(JsonFields fields, String name) {
        String text = fields.text(name, "");
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw JsonFields.Refused.invalid(name);
        }
        return text;
    }

    private static @Nullable MqttStatusMessage message(JsonFields fields, String name) {
        JsonFields message = fields.optionalObject(name);
        return message == null ? null : MqttStatusMessage.read(message);
    }

    private static @Nullable Ssl ssl(@Nullable JsonFields fields) {
        return fields == null
                ? null
                : new Ssl(
                        fields.flag("validateServerCert", false),
                        fields.optionalText("CACertID"),
                        fields.optionalText("clientCertID"));
    }

    /** The prefix of all default topics; on old firmware without {@code axis/} (observed). */
    String prefix(DeviceConfig config) {
        return topicPrefix == null ? defaultPrefix(config) : topicPrefix;
    }

    static String defaultPrefix(DeviceConfig config) {
        return isOld(config) ? config.serial() : "axis/" + config.serial();
    }

    /** AXIS OS 9.80, where MQTT began. */
    static boolean isOld(DeviceConfig config) {
        return config.majorVersion() < 10;
    }

    /** The configuration as {@code getClientStatus} tells it; order of members as reported. */
    void write(DeviceConfig config, ObjectNode into) {
        if (isOld(config)) {
            into.put("activateOnReboot", activateOnReboot);
        }
        ObjectNode where = into.putObject("server")
                .put("protocol", server.transport().wire())
                .put("host", server.host())
                .put("port", server.port());
        putUnlessEmpty(where, "basepath", server.basePath());
        putUnlessEmpty(where, "alpnProtocol", server.alpn());
        if (account.user() != null) {
            into.put("username", account.user());
        }
        if (account.password() != null) {
            into.put("password", "*****");
        }
        into.put("clientId", clientId);
        writeTimes(into, keepAliveSeconds, connectSeconds, cleanSession, autoReconnect);
        if (!isOld(config) || topicPrefix != null) {
            into.put("deviceTopicPrefix", prefix(config));
        }
        putUnlessEmpty(into, "httpProxy", proxies.http());
        putUnlessEmpty(into, "httpsProxy", proxies.https());
        write(into, "lastWillTestament", messages.will());
        write(into, "connectMessage", messages.connect());
        write(into, "disconnectMessage", messages.disconnect());
        if (ssl != null) {
            ObjectNode tls = into.putObject("ssl").put("validateServerCert", ssl.validate());
            putUnlessEmpty(tls, "CACertID", ssl.authority());
            putUnlessEmpty(tls, "clientCertID", ssl.client());
        }
    }

    /** What a client that was never configured may tell. */
    static void writeDefaults(DeviceConfig config, ObjectNode into) {
        writeTimes(into, SECONDS, SECONDS, !config.is(MqttVariant.SESSION_KEPT_BY_DEFAULT), true);
        into.put("deviceTopicPrefix", defaultPrefix(config));
    }

    private static void writeTimes(ObjectNode into, int keepAlive, int connect, boolean clean, boolean again) {
        into.put("keepAliveInterval", keepAlive)
                .put("connectTimeout", connect)
                .put("cleanSession", clean)
                .put("autoReconnect", again);
    }

    private static void putUnlessEmpty(ObjectNode into, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            into.put(name, text);
        }
    }

    private static void write(ObjectNode into, String name, @Nullable MqttStatusMessage message) {
        if (message != null) {
            message.write(into.putObject(name));
        }
    }
}
