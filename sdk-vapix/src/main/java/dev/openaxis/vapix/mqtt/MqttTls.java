package dev.openaxis.vapix.mqtt;

import java.util.Objects;
import java.util.Optional;

/**
 * How a device checks the broker's certificate and what it presents (VAPIX mqtt-client-api, {@code ssl}). Certificates are
 * named by the ids they have on the device.
 *
 * @param validateServerCertificate whether the broker's certificate is checked
 * @param caCertificateId the authority it must be issued by; empty if none is named
 * @param clientCertificateId the device's own certificate; empty for none
 */
public record MqttTls(
        boolean validateServerCertificate, Optional<String> caCertificateId, Optional<String> clientCertificateId) {

    /** Checks that ids are named. */
    public MqttTls {
        Objects.requireNonNull(caCertificateId, "caCertificateId");
        Objects.requireNonNull(clientCertificateId, "clientCertificateId");
    }

    /**
     * The broker's certificate is checked.
     *
     * @return TLS without named certificates
     */
    public static MqttTls validating() {
        return new MqttTls(true, Optional.empty(), Optional.empty());
    }

    /**
     * The broker's certificate is not checked: anybody on the way can be the broker, and gets the password.
     *
     * @return TLS that only encrypts
     */
    public static MqttTls unchecked() {
        return new MqttTls(false, Optional.empty(), Optional.empty());
    }

    /**
     * The same with the authority that issues the broker's certificate.
     *
     * @param id id of a CA certificate on the device
     * @return a copy
     */
    public MqttTls caCertificate(String id) {
        return new MqttTls(validateServerCertificate, Optional.of(id), clientCertificateId);
    }

    /**
     * The same with a certificate the device presents to the broker.
     *
     * @param id id of a certificate on the device
     * @return a copy
     */
    public MqttTls clientCertificate(String id) {
        return new MqttTls(validateServerCertificate, caCertificateId, Optional.of(id));
    }
}
