package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.BrokerCore;
import dev.openaxis.testkit.internal.MqttTransport;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small MQTT 3.1.1 broker on 127.0.0.1 for tests of devices and programs that publish to one: TCP, TLS, WebSocket and
 * WebSocket within TLS on free ports, retained messages, last wills, QoS 0 and 1 (QoS 2 is taken and handed on with QoS
 * 1). It keeps no sessions: subscriptions end with their connection, nothing waits for an absent client.
 *
 * <pre>{@code
 * try (SimulatedBroker broker = SimulatedBroker.builder().account("device", "secret").start()) {
 *     // tell the device to connect to broker.host(), broker.tcpPort()
 *     BrokerMessage first = broker.takeMessage(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class SimulatedBroker implements AutoCloseable {
    private final BrokerCore core;

    private SimulatedBroker(BrokerCore core) {
        this.core = core;
    }

    /**
     * Starts a broker that takes every client.
     *
     * @return a running broker, to be closed by the caller
     */
    public static SimulatedBroker start() {
        return builder().start();
    }

    /**
     * Describes a broker.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The address of all its ports.
     *
     * @return {@code 127.0.0.1}
     */
    public String host() {
        return "127.0.0.1";
    }

    /**
     * Port for plain TCP.
     *
     * @return a free port
     */
    public int tcpPort() {
        return core.port(MqttTransport.TCP);
    }

    /**
     * Port for TLS.
     *
     * @return a free port
     */
    public int tlsPort() {
        return core.port(MqttTransport.TLS);
    }

    /**
     * Port for WebSocket, at any path, with subprotocol {@code mqtt}.
     *
     * @return a free port
     */
    public int webSocketPort() {
        return core.port(MqttTransport.WEB_SOCKET);
    }

    /**
     * Port for WebSocket within TLS.
     *
     * @return a free port
     */
    public int secureWebSocketPort() {
        return core.port(MqttTransport.SECURE_WEB_SOCKET);
    }

    /**
     * The self-signed certificate of both ports with TLS (RSA-2048, valid for 127.0.0.1 and localhost).
     *
     * @return the certificate, another one for every broker
     */
    public X509Certificate certificate() {
        return core.x509();
    }

    /**
     * The messages that clients published, last wills included; at most {@link Builder#messageLog} of them, the newest.
     *
     * @return oldest first
     */
    public List<BrokerMessage> messages() {
        return core.messages();
    }

    /**
     * Takes the oldest message that was not taken yet, waiting for one if there is none.
     *
     * @param timeout how long to wait
     * @return the message
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws AssertionError if no message came in time
     */
    public BrokerMessage takeMessage(Duration timeout) throws InterruptedException {
        BrokerMessage message = core.take(timeout);
        if (message == null) {
            throw new AssertionError("No message arrived within " + timeout);
        }
        return message;
    }

    /**
     * How many messages clients published, remembered or not.
     *
     * @return number
     */
    public long messagesReceived() {
        return core.received();
    }

    /**
     * How many connections came, whatever became of them.
     *
     * @return number
     */
    public long connectionsAccepted() {
        return core.accepted();
    }

    /**
     * The clients that are connected now.
     *
     * @return in the order they came
     */
    public List<BrokerClient> clients() {
        return core.clients();
    }

    /**
     * The message kept for a topic.
     *
     * @param topic topic name
     * @return the last retained one, empty if there is none
     */
    public Optional<BrokerMessage> retained(String topic) {
        return Optional.ofNullable(core.retained(topic));
    }

    /**
     * Publishes as if a client had; not among {@link #messages}.
     *
     * @param topic topic name, without wildcards
     * @param payload sent as UTF-8
     * @param qos 0 or 1
     * @param retained true to keep it; an empty payload removes what was kept
     */
    public void publish(String topic, String payload, int qos, boolean retained) {
        core.publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retained);
    }

    /** Resets every connection; last wills are published. */
    public void cutConnections() {
        core.cut();
    }

    /** The broker neither reads from nor writes to the open connections any more; TCP stays up. */
    public void halfOpenConnections() {
        core.freeze();
    }

    /**
     * Answers clients that want to connect with "server unavailable", or no longer; those that are connected stay.
     *
     * @param refuse true to refuse
     */
    public void refuseConnections(boolean refuse) {
        core.refuse(refuse);
    }

    /** Stops listening, closes every connection and ends the broker's thread. */
    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return "MQTT broker at " + host() + ":" + tcpPort();
    }

    /** Describes a broker before it is started. Methods change and return this builder. */
    public static final class Builder {
        private final Map<String, String> accounts = new LinkedHashMap<>();
        private int messageLog = 10_000;

        private Builder() {}

        /**
         * Adds an account; from the first one on clients without one are refused. Default none: every client is taken.
         *
         * @param user user name
         * @param password password
         * @return this
         */
        public Builder account(String user, String password) {
            accounts.put(user, password);
            return this;
        }

        /**
         * How many messages are remembered. Default 10,000.
         *
         * @param newest number, 0 for none
         * @return this
         */
        public Builder messageLog(int newest) {
            messageLog = newest;
            return this;
        }

        /**
         * Starts the broker. Its key pair is made when TLS is first asked for.
         *
         * @return a running broker, to be closed by the caller
         */
        public SimulatedBroker start() {
            return new SimulatedBroker(new BrokerCore(accounts, messageLog));
        }
    }
}
