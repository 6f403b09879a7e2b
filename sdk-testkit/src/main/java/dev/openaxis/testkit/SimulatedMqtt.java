package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.MqttClient;
import java.security.cert.X509Certificate;

/**
 * The MQTT client of a simulated device. Once {@code mqtt/client.cgi} has activated it, it really connects: to a
 * {@link SimulatedBroker} or to any other broker of MQTT 3.1.1. All counts since the device was started.
 */
public final class SimulatedMqtt {
    private final MqttClient client;

    SimulatedMqtt(MqttClient client) {
        this.client = client;
    }

    /**
     * An administrator has installed a CA certificate: the client trusts brokers it signed, if {@code validateServerCert}
     * is on. Without {@code CACertID} it trusts all installed ones. A factory default removes them.
     *
     * @param caCertId what {@code CACertID} names it by
     * @param authority the certificate, for example {@link SimulatedBroker#certificate()}
     * @return this
     */
    public SimulatedMqtt trust(String caCertId, X509Certificate authority) {
        client.install(caCertId, authority);
        return this;
    }

    /**
     * Tells whether the client is active.
     *
     * @return what {@code getClientStatus} tells
     */
    public boolean isActive() {
        return client.isActive();
    }

    /**
     * Tells whether the client is connected to its broker.
     *
     * @return what {@code getClientStatus} tells
     */
    public boolean isConnected() {
        return client.isConnected();
    }

    /**
     * How often the client was connected to a broker.
     *
     * @return number
     */
    public long connections() {
        return client.connections();
    }

    /**
     * Messages the client published for events; connect, disconnect and last-will messages are not counted.
     *
     * @return number
     */
    public long eventsPublished() {
        return client.published();
    }

    /**
     * Messages the client received from its broker.
     *
     * @return number
     */
    public long messagesReceived() {
        return client.received();
    }
}
