package dev.openaxis.testkit.internal;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The self-signed certificate every device creates at first boot, reference 01 section 1 (documented). Its subject and
 * extensions are not recorded; its loopback address and localhost are added so that clients may also verify names.
 */
final class DeviceCertificate {
    private final X509Certificate certificate;
    private final SslContext context;

    private DeviceCertificate(X509Certificate certificate, SslContext context) {
        this.certificate = certificate;
        this.context = context;
    }

    static DeviceCertificate create(KeyPair keys, String serial, InetAddress address) {
        try {
            X509Certificate certificate = sign(keys, serial, address);
            SslContext context = SslContextBuilder.forServer(keys.getPrivate(), certificate)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
            return new DeviceCertificate(certificate, context);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Could not create the certificate of device " + serial, e);
        }
    }

    private static X509Certificate sign(KeyPair keys, String serial, InetAddress address)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name name =
                new X500Name("CN=axis-" + serial.toLowerCase(java.util.Locale.ROOT) + ", O=Axis Communications AB");
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(3650))),
                name,
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        // A certificate authority of its own, so that "curl --cacert" accepts it as trust anchor.
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.iPAddress, address.getHostAddress()),
            new GeneralName(GeneralName.dNSName, "localhost")
        }));
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    X509Certificate certificate() {
        return certificate;
    }

    SslContext context() {
        return context;
    }

    String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not hash the certificate", e);
        }
    }
}
