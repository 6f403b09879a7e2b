package dev.openaxis.vapix.mqtt;

import dev.openaxis.vapix.internal.mqtt.ClientLimits;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of a device's MQTT client (VAPIX mqtt-client-api, configureClient). What is empty is not sent; the device
 * then uses its default, and sends no message.
 *
 * @param server the broker; empty only on a device that was never told one
 * @param tls how the broker's certificate is checked, for encrypted connections
 * @param httpProxy proxy, at most 255 bytes
 * @param httpsProxy proxy for encrypted connections, at most 255 bytes
 * @param clientId name of the device at the broker, of which a broker lets in one at a time
 * @param login user name and password
 * @param keepAlive time after which a silent connection is asked for a sign of life, whole seconds to 65535 s; default 60 s
 * @param connectTimeout time a connection may take, whole seconds; default 60 s
 * @param cleanSession whether the broker forgets the device when it goes; the default is not documented
 * @param autoReconnect whether the device connects again by itself; default {@code true}
 * @param activateOnReboot whether it connects after a restart; only firmware of about 9.80 has this, later ones always do
 * @param deviceTopicPrefix what its topics begin with; default {@code axis/<serial>}, on firmware 9.80 {@code <serial>}
 * @param lastWill what the broker publishes when it loses the device
 * @param connectMessage what the device publishes when it has connected
 * @param disconnectMessage what it publishes when it is deactivated, and only then
 */
public record MqttClientConfig(
        Optional<MqttServer> server,
        Optional<MqttTls> tls,
        Optional<String> httpProxy,
        Optional<String> httpsProxy,
        Optional<String> clientId,
        Optional<MqttLogin> login,
        Duration keepAlive,
        Duration connectTimeout,
        Optional<Boolean> cleanSession,
        boolean autoReconnect,
        Optional<Boolean> activateOnReboot,
        Optional<String> deviceTopicPrefix,
        Optional<MqttStatusMessage> lastWill,
        Optional<MqttStatusMessage> connectMessage,
        Optional<MqttStatusMessage> disconnectMessage) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a time or a proxy is outside its limits
     */
    public MqttClientConfig {
        Objects.requireNonNull(server, "server");
        ClientLimits.keepAlive(keepAlive);
        ClientLimits.seconds(connectTimeout);
        httpProxy.ifPresent(ClientLimits::proxy);
        httpsProxy.ifPresent(ClientLimits::proxy);
    }

    /**
     * Starts a configuration: the defaults above, no log-in, no messages, and for an encrypted connection
     * {@link MqttTls#validating()}.
     *
     * @param server the broker
     * @param clientId name of the device at the broker; its serial number is a good one
     * @return a builder
     */
    public static Builder builder(MqttServer server, String clientId) {
        return new Builder().server(server).clientId(clientId);
    }

    /**
     * Starts from this configuration.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Without the proxies, whose addresses can hold a password. */
    @Override
    public String toString() {
        return "MqttClientConfig["
                + server.map(MqttServer::toString).orElse("no server")
                + clientId.map(id -> ", client " + id).orElse("")
                + login.map(how -> ", " + how).orElse("")
                + tls.map(how -> ", " + how).orElse("")
                + deviceTopicPrefix.map(prefix -> ", topics " + prefix).orElse("")
                + "]";
    }

    /** Collects a configuration. */
    public static final class Builder {
        private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

        private Optional<MqttServer> server = Optional.empty();
        private Optional<MqttTls> tls = Optional.empty();
        private Optional<String> httpProxy = Optional.empty();
        private Optional<String> httpsProxy = Optional.empty();
        private Optional<String> clientId = Optional.empty();
        private Optional<MqttLogin> login = Optional.empty();
        private Duration keepAlive = DEFAULT_TIME;
        private Duration connectTimeout = DEFAULT_TIME;
        private Optional<Boolean> cleanSession = Optional.empty();
        private boolean autoReconnect = true;
        private Optional<Boolean> activateOnReboot = Optional.empty();
        private Optional<String> deviceTopicPrefix = Optional.empty();
        private Optional<MqttStatusMessage> lastWill = Optional.empty();
        private Optional<MqttStatusMessage> connectMessage = Optional.empty();
        private Optional<MqttStatusMessage> disconnectMessage = Optional.empty();

        private Builder() {}

        private Builder(MqttClientConfig from) {
            server = from.server;
            tls = from.tls;
            httpProxy = from.httpProxy;
            httpsProxy = from.httpsProxy;
            clientId = from.clientId;
            login = from.login;
            keepAlive = from.keepAlive;
            connectTimeout = from.connectTimeout;
            cleanSession = from.cleanSession;
            autoReconnect = from.autoReconnect;
            activateOnReboot = from.activateOnReboot;
            deviceTopicPrefix = from.deviceTopicPrefix;
            lastWill = from.lastWill;
            connectMessage = from.connectMessage;
            disconnectMessage = from.disconnectMessage;
        }

        /**
         * Sets the broker. If it is encrypted and nothing was said of certificates yet, the broker's is checked.
         *
         * @param broker the broker
         * @return this
         */
        public Builder server(MqttServer broker) {
            server = Optional.of(broker);
            if (broker.protocol().encrypted() && tls.isEmpty()) {
                tls = Optional.of(MqttTls.validating());
            }
            return this;
        }

        /**
         * Sets how the broker's certificate is checked.
         *
         * @param certificates what is checked and presented
         * @return this
         */
        public Builder tls(MqttTls certificates) {
            tls = Optional.of(certificates);
            return this;
        }

        /**
         * Sets the proxy.
         *
         * @param proxy at most 255 bytes; empty for none
         * @return this
         */
        public Builder httpProxy(String proxy) {
            httpProxy = Optional.of(proxy);
            return this;
        }

        /**
         * Sets the proxy for encrypted connections.
         *
         * @param proxy at most 255 bytes; empty for none
         * @return this
         */
        public Builder httpsProxy(String proxy) {
            httpsProxy = Optional.of(proxy);
            return this;
        }

        /**
         * Sets the device's name at the broker.
         *
         * @param id a name no other client of the broker has
         * @return this
         */
        public Builder clientId(String id) {
            clientId = Optional.of(id);
            return this;
        }

        /**
         * Logs in with a password.
         *
         * @param username user name
         * @param password password
         * @return this
         * @throws IllegalArgumentException if the password is only the mask that devices show
         */
        public Builder login(String username, String password) {
            return login(MqttLogin.of(username, password));
        }

        /**
         * Sets the log-in.
         *
         * @param how user name and password
         * @return this
         */
        public Builder login(MqttLogin how) {
            login = Optional.of(how);
            return this;
        }

        /**
         * Uses no log-in; a password the device has is dropped.
         *
         * @return this
         */
        public Builder withoutLogin() {
            login = Optional.empty();
            return this;
        }

        /**
         * Sets when a silent connection is asked for a sign of life.
         *
         * @param time whole seconds to 65535 s; default 60 s
         * @return this
         */
        public Builder keepAlive(Duration time) {
            keepAlive = ClientLimits.keepAlive(time);
            return this;
        }

        /**
         * Sets how long a connection may take.
         *
         * @param time whole seconds; default 60 s
         * @return this
         */
        public Builder connectTimeout(Duration time) {
            connectTimeout = ClientLimits.seconds(time);
            return this;
        }

        /**
         * Sets whether the broker forgets the device when it goes.
         *
         * @param forget whether it forgets; the default is not documented
         * @return this
         */
        public Builder cleanSession(boolean forget) {
            cleanSession = Optional.of(forget);
            return this;
        }

        /**
         * Sets whether the device connects again by itself.
         *
         * @param again default {@code true}
         * @return this
         */
        public Builder autoReconnect(boolean again) {
            autoReconnect = again;
            return this;
        }

        /**
         * Sets whether the device connects after a restart, on firmware of about 9.80; later ones always do.
         *
         * @param connect whether it does
         * @return this
         */
        public Builder activateOnReboot(boolean connect) {
            activateOnReboot = Optional.of(connect);
            return this;
        }

        /**
         * Sets what the device's topics begin with.
         *
         * @param prefix default {@code axis/<serial>}
         * @return this
         */
        public Builder deviceTopicPrefix(String prefix) {
            deviceTopicPrefix = Optional.of(prefix);
            return this;
        }

        /**
         * Sets what the broker publishes when it loses the device, which a restart or a power cut looks like.
         *
         * @param message the message; empty for none
         * @return this
         */
        public Builder lastWill(Optional<MqttStatusMessage> message) {
            lastWill = message;
            return this;
        }

        /**
         * Sets what the device publishes when it has connected.
         *
         * @param message the message; empty for none
         * @return this
         */
        public Builder connectMessage(Optional<MqttStatusMessage> message) {
            connectMessage = message;
            return this;
        }

        /**
         * Sets what the device publishes when it is deactivated.
         *
         * @param message the message; empty for none
         * @return this
         */
        public Builder disconnectMessage(Optional<MqttStatusMessage> message) {
            disconnectMessage = message;
            return this;
        }

        /**
         * Last will, connect and disconnect message are the device's own, so that everybody hears whether it is connected.
         *
         * @return this
         */
        public Builder standardMessages() {
            Optional<MqttStatusMessage> standard = Optional.of(MqttStatusMessage.standard());
            return lastWill(standard).connectMessage(standard).disconnectMessage(standard);
        }

        /**
         * Ends the description.
         *
         * @return the configuration
         * @throws IllegalArgumentException if a proxy is longer than a device takes
         */
        public MqttClientConfig build() {
            return new MqttClientConfig(
                    server,
                    tls,
                    httpProxy,
                    httpsProxy,
                    clientId,
                    login,
                    keepAlive,
                    connectTimeout,
                    cleanSession,
                    autoReconnect,
                    activateOnReboot,
                    deviceTopicPrefix,
                    lastWill,
                    connectMessage,
                    disconnectMessage);
        }
    }
}
