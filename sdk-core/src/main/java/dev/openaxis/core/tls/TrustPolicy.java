package dev.openaxis.core.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which certificate a device may present. One policy per device, used by every channel to it. Axis devices come with a
 * self-signed certificate or with their Axis device ID, so public authorities rarely help; pin the certificate or trust
 * your own authority.
 */
public sealed interface TrustPolicy {

    /**
     * Trusts exactly the certificates with these fingerprints, whatever their name and validity. Several pins let a
     * certificate be replaced without an interruption.
     *
     * @param sha256 SHA-256 fingerprints over the DER form: 64 hex digits, with or without colons, with or without a
     *     leading {@code SHA256:}; at least one
     * @return the policy
     * @throws IllegalArgumentException if a fingerprint is malformed
     */
    static TrustPolicy pinned(String... sha256) {
        if (sha256.length == 0) {
            throw new IllegalArgumentException("at least one fingerprint is needed");
        }
        List<String> pins = new ArrayList<>();
        for (String pin : sha256) {
            String hex = pin.trim().toLowerCase(Locale.ROOT);
            hex = (hex.startsWith("sha256:") ? hex.substring(7) : hex).replace(":", "");
            if (hex.length() != 64 || hex.chars().anyMatch(c -> Character.digit(c, 16) < 0)) {
                throw new IllegalArgumentException("a SHA-256 fingerprint has 64 hex digits");
            }
            pins.add(hex);
        }
        return new Pinned(List.copyOf(pins));
    }

    /**
     * Trusts the Axis device ID of one device (IEEE 802.1AR): issued by Axis' own authorities, which the SDK brings along, and
     * naming this serial number. The address does not matter. Devices with Edge Vault present it until another certificate
     * is installed (AXIS OS Knowledge base); older ones have none. It survives a factory default.
     *
     * @param serial 12 hex digits, in any case
     * @return the policy
     * @throws IllegalArgumentException if it is something else
     */
    static TrustPolicy axisDeviceId(String serial) {
        if (!serial.matches("[0-9A-Fa-f]{12}")) {
            throw new IllegalArgumentException("a serial number has 12 hex digits: " + serial);
        }
        return new AxisDeviceId(serial);
    }

    /**
     * Trusts certificates issued by these authorities for the name or address the device is connected by.
     *
     * @param authorities root or intermediate certificates; at least one
     * @return the policy
     */
    static TrustPolicy authorities(X509Certificate... authorities) {
        if (authorities.length == 0) {
            throw new IllegalArgumentException("at least one authority is needed");
        }
        return new Authorities(List.of(authorities));
    }

    /**
     * Trusts what the Java runtime trusts, for the name or address the device is connected by. Also the policy of
     * clear-text addresses, where it never comes into play.
     *
     * @return the policy
     */
    static TrustPolicy publicAuthorities() {
        return new PublicAuthorities();
    }

    /**
     * Trusts the certificate an address presents first, and from then on only that one. The first connection is as safe as
     * the network is at that moment: use it where installers see device and certificate, or to migrate to pins. The
     * certificate is remembered when the device has proven to have its private key, before any request is sent.
     *
     * @param store where certificates are remembered, for example {@link CertificateStore#file}
     * @return the policy
     */
    static TrustPolicy firstUse(CertificateStore store) {
        return new FirstUse(store);
    }

    /**
     * The certificate seen first.
     *
     * @param store where it is remembered
     */
    record FirstUse(CertificateStore store) implements TrustPolicy {}

    /**
     * Pinned certificates.
     *
     * @param sha256 fingerprints, 64 lower-case hex digits each
     */
    record Pinned(List<String> sha256) implements TrustPolicy {}

    /**
     * Given authorities.
     *
     * @param certificates the trusted certificates
     */
    record Authorities(List<X509Certificate> certificates) implements TrustPolicy {}

    /**
     * The Axis device ID of one device.
     *
     * @param serial 12 hex digits
     */
    record AxisDeviceId(String serial) implements TrustPolicy {}

    /** The Java runtime's own authorities. */
    record PublicAuthorities() implements TrustPolicy {}
}
