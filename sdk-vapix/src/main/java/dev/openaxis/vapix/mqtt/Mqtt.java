package dev.openaxis.vapix.mqtt;

import dev.openaxis.core.CallOptions;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.internal.mqtt.BridgeOperations;
import dev.openaxis.vapix.internal.mqtt.ClientOperations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A device's own MQTT client (VAPIX mqtt-client-api) and its event bridge (VAPIX mqtt-event-bridge): the broker it connects to,
 * the events it publishes there, and the messages it takes for events. AXIS OS 9.80 and later ({@code mqtt-client},
 * {@code event-mqtt-bridge}; a recorded 9.80 lists the first only). Everything needs an administrator.
 *
 * <p>A device knows no partial change. {@code configure…} replaces everything: what is not said returns to its default, and the
 * password, messages and certificates that are not named are gone. {@code update…}, {@link #addSubscription} and
 * {@link #removeSubscription} read, change and write back; they keep the rest, also what the SDK does not know, and send nothing
 * if nothing changes. Between reading and writing another client's change can be lost.
 *
 * <p>What a device refuses is a {@link dev.openaxis.core.RefusedException} with its code: 1100 internal error (something may have
 * changed), 2101 to 2104 wrong arguments, 2106 request too large. A version or method it does not know is an
 * {@link dev.openaxis.core.UnsupportedCapabilityException}, as is a device without the API.
 */
public final class Mqtt {
    private final DeviceSession session;
    private final CallOptions options;
    private final Async async = new Async();

    /**
     * Made by the device object.
     *
     * @param session the device
     * @param options how calls are made
     */
    public Mqtt(DeviceSession session, CallOptions options) {
        this.session = session;
        this.options = options;
    }

    // ---- the client ----

    /**
     * What the client does at the moment.
     *
     * @return whether it is active and connected
     * @throws dev.openaxis.core.UnsupportedCapabilityException before AXIS OS 9.80
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public MqttClientStatus status() {
        return session.invoker().call(ClientOperations.status(session), options);
    }

    /**
     * How the client is configured. No device tells the password: {@link MqttLogin#keepsPassword} stands for it.
     *
     * @return the configuration; without a server on a device that was never told one
     * @throws dev.openaxis.core.UnsupportedCapabilityException before AXIS OS 9.80
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public MqttClientConfig configuration() {
        return session.invoker().call(ClientOperations.configuration(session), options);
    }

    /**
     * Replaces the configuration of the client. What it does if it is active is not documented: {@link #deactivate()} before and
     * {@link #activate()} after it.
     *
     * @param config the whole configuration; {@link MqttLogin#keepingPassword} keeps the password, else it is gone
     * @throws IllegalArgumentException if it has no server
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void configure(MqttClientConfig config) {
        session.invoker().call(ClientOperations.configure(session, config), options);
    }

    /**
     * Changes the configuration of the client and keeps the rest of it, the password included:
     * {@code update(config -> config.keepAlive(Duration.ofSeconds(30)))}.
     *
     * @param change called once, on the callback executor, with the present configuration
     * @throws IllegalArgumentException if there is no server afterwards; what the change itself throws is thrown, too
     * @throws dev.openaxis.core.MalformedResponseException if the present configuration cannot be read; nothing was sent
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void update(Consumer<MqttClientConfig.Builder> change) {
        session.invoker().call(ClientOperations.update(session, change), options);
    }

    /**
     * Lets the client connect, now and after every restart. The device answers before it is connected:
     * {@link #awaitConnected}.
     *
     * @throws dev.openaxis.core.RefusedException if the device does not do it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void activate() {
        session.invoker().call(ClientOperations.activate(session), options);
    }

    /**
     * Lets the client disconnect; it publishes its disconnect message, if it has one, and stays away.
     *
     * @throws dev.openaxis.core.RefusedException if the device does not do it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void deactivate() {
        session.invoker().call(ClientOperations.deactivate(session), options);
    }

    /**
     * Waits until the client is active and connected, asking twice a second.
     *
     * @param timeout how long to wait at most; takes the place of the deadline
     * @return the status, connected
     * @throws dev.openaxis.core.DeadlineExceededException if it did not connect in time; the message says whether it is active,
     *     and why it is not connected no device tells
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public MqttClientStatus awaitConnected(Duration timeout) {
        return session.invoker().call(ClientOperations.awaitConnected(session), CallOptions.deadline(timeout));
    }

    // ---- the event bridge ----

    /**
     * Which events the device publishes, while its client is connected.
     *
     * @return the publication; without events on a factory-new device
     * @throws dev.openaxis.core.UnsupportedCapabilityException on a device without {@code event-mqtt-bridge}
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public MqttPublication publication() {
        return session.invoker().call(BridgeOperations.publication(session), options);
    }

    /**
     * Replaces which events the device publishes.
     *
     * @param publication all of it
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void configurePublication(MqttPublication publication) {
        session.invoker().call(BridgeOperations.configurePublication(session, publication), options);
    }

    /**
     * Changes which events the device publishes and keeps the rest: {@code updatePublication(all -> all.publish(events))}.
     *
     * @param change called once, on the callback executor, with the present publication; what it throws is thrown
     * @throws dev.openaxis.core.MalformedResponseException if the present publication cannot be read as a whole; nothing was sent
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void updatePublication(Consumer<MqttPublication.Builder> change) {
        session.invoker().call(BridgeOperations.updatePublication(session, change), options);
    }

    /**
     * Which messages the device takes for events. AXIS OS 10.6 and later ({@code event-mqtt-bridge} 1.1).
     *
     * @return the subscriptions in the device's order
     * @throws dev.openaxis.core.UnsupportedCapabilityException on older devices
     * @throws dev.openaxis.core.AxisException if the device cannot be asked
     */
    public List<MqttSubscription> subscriptions() {
        return session.invoker().call(BridgeOperations.subscriptions(session), options);
    }

    /**
     * Replaces which messages the device takes for events. AXIS OS 10.6 and later.
     *
     * @param subscriptions all of them; none for an empty list
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void configureSubscriptions(List<MqttSubscription> subscriptions) {
        session.invoker().call(BridgeOperations.configureSubscriptions(session, subscriptions), options);
    }

    /**
     * Takes more messages for events and keeps the rest. AXIS OS 10.6 and later.
     *
     * @param subscription the messages; replaces a subscription to the same topics
     * @throws dev.openaxis.core.MalformedResponseException if the present subscriptions cannot be read as a whole; nothing was
     *     sent
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void addSubscription(MqttSubscription subscription) {
        session.invoker().call(BridgeOperations.addSubscription(session, subscription), options);
    }

    /**
     * Takes messages for events no more and keeps the rest; nothing happens if it did not. AXIS OS 10.6 and later.
     *
     * @param topicFilter the topics, exactly as they were subscribed to
     * @throws dev.openaxis.core.MalformedResponseException if the present subscriptions cannot be read as a whole; nothing was
     *     sent
     * @throws dev.openaxis.core.RefusedException if the device does not accept it
     * @throws dev.openaxis.core.AxisException if the device cannot be told
     */
    public void removeSubscription(String topicFilter) {
        session.invoker().call(BridgeOperations.removeSubscription(session, topicFilter), options);
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    /** The calls of {@link Mqtt} as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * What the client does at the moment.
         *
         * @return whether it is active and connected
         */
        public CompletableFuture<MqttClientStatus> status() {
            return session.invoker().start(ClientOperations.status(session), options);
        }

        /**
         * How the client is configured.
         *
         * @return the configuration
         */
        public CompletableFuture<MqttClientConfig> configuration() {
            return session.invoker().start(ClientOperations.configuration(session), options);
        }

        /**
         * Replaces the configuration of the client.
         *
         * @param config the whole configuration
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> configure(MqttClientConfig config) {
            return session.invoker().start(ClientOperations.configure(session, config), options);
        }

        /**
         * Changes the configuration of the client and keeps the rest of it.
         *
         * @param change called once, on the callback executor
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> update(Consumer<MqttClientConfig.Builder> change) {
            return session.invoker().start(ClientOperations.update(session, change), options);
        }

        /**
         * Lets the client connect.
         *
         * @return completes when the device has taken the order, before it is connected
         */
        public CompletableFuture<Void> activate() {
            return session.invoker().start(ClientOperations.activate(session), options);
        }

        /**
         * Lets the client disconnect.
         *
         * @return completes when the device has taken the order
         */
        public CompletableFuture<Void> deactivate() {
            return session.invoker().start(ClientOperations.deactivate(session), options);
        }

        /**
         * Waits until the client is active and connected.
         *
         * @param timeout how long to wait at most
         * @return the status, connected
         */
        public CompletableFuture<MqttClientStatus> awaitConnected(Duration timeout) {
            return session.invoker().start(ClientOperations.awaitConnected(session), CallOptions.deadline(timeout));
        }

        /**
         * Which events the device publishes.
         *
         * @return the publication
         */
        public CompletableFuture<MqttPublication> publication() {
            return session.invoker().start(BridgeOperations.publication(session), options);
        }

        /**
         * Replaces which events the device publishes.
         *
         * @param publication all of it
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> configurePublication(MqttPublication publication) {
            return session.invoker().start(BridgeOperations.configurePublication(session, publication), options);
        }

        /**
         * Changes which events the device publishes and keeps the rest.
         *
         * @param change called once, on the callback executor
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> updatePublication(Consumer<MqttPublication.Builder> change) {
            return session.invoker().start(BridgeOperations.updatePublication(session, change), options);
        }

        /**
         * Which messages the device takes for events.
         *
         * @return the subscriptions in the device's order
         */
        public CompletableFuture<List<MqttSubscription>> subscriptions() {
            return session.invoker().start(BridgeOperations.subscriptions(session), options);
        }

        /**
         * Replaces which messages the device takes for events.
         *
         * @param subscriptions all of them
         * @return completes when the device has accepted them
         */
        public CompletableFuture<Void> configureSubscriptions(List<MqttSubscription> subscriptions) {
            return session.invoker().start(BridgeOperations.configureSubscriptions(session, subscriptions), options);
        }

        /**
         * Takes more messages for events and keeps the rest.
         *
         * @param subscription the messages
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> addSubscription(MqttSubscription subscription) {
            return session.invoker().start(BridgeOperations.addSubscription(session, subscription), options);
        }

        /**
         * Takes messages for events no more and keeps the rest.
         *
         * @param topicFilter the topics, exactly as they were subscribed to
         * @return completes when the device has accepted it
         */
        public CompletableFuture<Void> removeSubscription(String topicFilter) {
            return session.invoker().start(BridgeOperations.removeSubscription(session, topicFilter), options);
        }
    }
}
