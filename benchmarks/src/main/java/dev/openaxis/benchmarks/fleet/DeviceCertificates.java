package dev.openaxis.benchmarks.fleet;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A handful of self-signed certificates that the devices share; one per device would take longer than the run. */
final class DeviceCertificates {
    private static final int COUNT = 8;

    private final List<SslContext> contexts = new ArrayList<>();
    private final List<String> fingerprints = new ArrayList<>();

    /** Makes new ones. */
    DeviceCertificates() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < COUNT; i++) {
            KeyPair pair = generator.generateKeyPair();
            X509Certificate certificate = selfSigned(pair, "axis-" + i);
            contexts.add(SslContextBuilder.forServer(pair.getPrivate(), certificate)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .build());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            fingerprints.add(HexFormat.of().formatHex(digest));
        }
    }

    private static X509Certificate selfSigned(KeyPair pair, String name) throws GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(30, ChronoUnit.DAYS)),
                subject,
                pair.getPublic());
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("cannot sign a certificate", e);
        }
    }

    /** Fingerprints in the order in which devices use the certificates in turn. */
    List<String> fingerprints() {
        return fingerprints;
    }

    /** The certificate of one device. */
    SslContext of(int device) {
        return contexts.get(device % COUNT);
    }
}
