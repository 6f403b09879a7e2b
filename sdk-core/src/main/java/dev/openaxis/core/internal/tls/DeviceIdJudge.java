package dev.openaxis.core.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Trusts the Axis device ID (IEEE 802.1AR) of one device: issued by Axis' authorities, and naming the serial number. It names
 * no host, has no key usage and ends in the year 9999; no revocation list is public (certificates of a real device, AXIS OS
 * Knowledge base).
 */
final class DeviceIdJudge implements ServerTrust.Judge {
    private static final String SERIAL_NUMBER = "2.5.4.5";
    /** A comma inside a value is escaped (RFC 2253). */
    private static final Pattern SERIAL = Pattern.compile("(?:^|(?<!\\\\)[,+])SERIAL=([0-9A-Fa-f]{12})(?:$|[,+])");

    private static final List<String> ROOTS =
            List.of("axis-device-id-root-ca-ecc.pem", "axis-device-id-root-ca-rsa.pem");
    private static final List<String> INTERMEDIATES =
            List.of("axis-device-id-intermediate-ca-ecc-2.pem", "axis-device-id-intermediate-ca-rsa-2.pem");

    private final String serial;
    private final Set<TrustAnchor> anchors;
    private final List<X509Certificate> intermediates;

    DeviceIdJudge(String serial, List<X509Certificate> roots, List<X509Certificate> intermediates) {
        this.serial = serial;
        this.anchors = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        this.intermediates = List.copyOf(intermediates);
    }

    /** With Axis' own authorities. */
    static DeviceIdJudge bundled(String serial) {
        return new DeviceIdJudge(serial, load(ROOTS), load(INTERMEDIATES));
    }

    private static List<X509Certificate> load(List<String> names) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (String name : names) {
                try (InputStream pem = DeviceIdJudge.class.getResourceAsStream(name)) {
                    certificates.add((X509Certificate) factory.generateCertificate(pem));
                }
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IllegalStateException("the bundled certificates are readable", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void judge(X509Certificate[] chain) throws CertificateException {
        requireIssuedByAxis(chain);
        String named = serial(chain[0]);
        if (!serial.equalsIgnoreCase(named)) {
            throw new CertificateException("the Axis device ID is that of " + (named.isEmpty() ? "no device" : named));
        }
    }

    private void requireIssuedByAxis(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> known = new ArrayList<>(List.of(chain));
        known.addAll(intermediates);
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(chain[0]);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate is no Axis device ID", e);
        }
    }

    private static String serial(X509Certificate leaf) {
        String subject = leaf.getSubjectX500Principal().getName(X500Principal.RFC2253, Map.of(SERIAL_NUMBER, "SERIAL"));
        Matcher serial = SERIAL.matcher(subject);
        return serial.find() ? serial.group(1) : "";
    }
}
