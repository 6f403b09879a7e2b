package dev.openaxis.core.testing;

import dev.openaxis.core.tls.OwnCertificate;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate with its key and its issuer.
 *
 * @param certificate the certificate
 * @param keys its keys
 * @param issuer who signed it; itself if self-signed
 */
public record Certificates(X509Certificate certificate, KeyPair keys, Certificates issuer) {
    private static final Duration DAY = Duration.ofDays(1);

    static {
        // Another library pulls the provider in as a module, and the module under test must not require it.
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("org.bouncycastle"))
                .forEach(Certificates.class.getModule()::addReads);
    }

    /** A certificate that signed itself, as a device has from its first boot, for these IP addresses or host names. */
    public static Certificates selfSigned(String name, String... addresses) throws Exception {
        return make(name, null, false, DAY, addresses);
    }

    /** A certificate that signed itself and has expired. */
    public static Certificates expired(String name) throws Exception {
        return make(name, null, false, DAY.negated());
    }

    /** An authority. */
    public static Certificates authority(String name) throws Exception {
        return make(name, null, true, DAY);
    }

    /** A certificate signed by this authority. */
    public Certificates signs(String name, String... addresses) throws Exception {
        return make(name, this, false, DAY, addresses);
    }

    /** A certificate signed by this authority that has expired. */
    public Certificates signsExpired(String name, String... addresses) throws Exception {
        return make(name, this, false, DAY.negated(), addresses);
    }

    private static Certificates make(
            String name, Certificates issuer, boolean authority, Duration validity, String... addresses)
            throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer == null
                        ? subject
                        : X500Name.getInstance(
                                issuer.certificate.getSubjectX500Principal().getEncoded()),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(now.minus(DAY.multipliedBy(3))),
                Date.from(now.plus(validity)),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (addresses.length > 0) {
            GeneralName[] names = Stream.of(addresses)
                    .map(address -> new GeneralName(
                            Character.isDigit(address.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName,
                            address))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build((issuer == null ? keys : issuer.keys).getPrivate())));
        return new Certificates(certificate, keys, issuer);
    }

    /** SHA-256 over the DER form, lower-case hex. */
    public String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    /** The same for the code under test. */
    public OwnCertificate own() {
        return issuer == null
                ? OwnCertificate.of(keys.getPrivate(), certificate)
                : OwnCertificate.of(keys.getPrivate(), certificate, issuer.certificate);
    }

    /** The TLS side of a server with this certificate. */
    public SSLContext server() throws Exception {
        return trusting(null);
    }

    /** The TLS side of a server or client with this certificate that trusts what an authority issued, or the runtime's own. */
    public SSLContext trusting(Certificates authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = issuer == null
                ? new X509Certificate[] {certificate}
                : new X509Certificate[] {certificate, issuer.certificate};
        store.setKeyEntry("device", keys.getPrivate(), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), authority == null ? null : authority.judges(), null);
        return context;
    }

    /** The TLS side of a client without a certificate that trusts what this authority issued. */
    public SSLContext trusted() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, judges(), null);
        return context;
    }

    private TrustManager[] judges() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
