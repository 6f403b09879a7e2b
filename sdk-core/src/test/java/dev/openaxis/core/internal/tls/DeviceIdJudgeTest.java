package dev.openaxis.core.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.testing.Certificates;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Axis device IDs of a real device, and what is not one. */
class DeviceIdJudgeTest {
    private static final String SERIAL = "B8A44F631339";

    private static X509Certificate certificate(String name) throws Exception {
        try (InputStream pem = DeviceIdJudgeTest.class.getResourceAsStream(name)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "axis-device-id-root-ca-ecc.pem, d7c77851530c0076bdb03ec18fb69fbf5ada38dd933b8b5c88ee889ec1791938",
        "axis-device-id-root-ca-rsa.pem, e96c82db35d7c490b088ed95c55cd0f97f98dca79ce345c6af94e9480a3de0d1",
        "axis-device-id-intermediate-ca-ecc-2.pem, 81048df217526186400c04b16e01a466e3f7585608ab8772ae5d56383ba47c50",
        "axis-device-id-intermediate-ca-rsa-2.pem, 13af83fbad9d28c1f597dabc1031d82166411723b2cd361731b77d57aae704dc"
    })
    void theBundledAuthorities_areTheDocumentedOnes(String file, String sha256) throws Exception {
        assertThat(Fingerprints.sha256(certificate(file))).isEqualTo(sha256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecc-p256", "rsa-2048", "rsa-4096"})
    void aRealDevicesId_isTrustedForThatDeviceOnly(String key) throws Exception {
        X509Certificate[] alone = {certificate("p3265v-12.11.77-device-id-" + key + ".pem")};

        assertThatCode(() -> DeviceIdJudge.bundled(SERIAL).judge(alone)).doesNotThrowAnyException();
        assertThatCode(() -> DeviceIdJudge.bundled(SERIAL.toLowerCase()).judge(alone))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DeviceIdJudge.bundled("B8A44F631338").judge(alone))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("b8a44f631339");
    }

    @Test
    void anotherCertificateOfTheSameDevice_isNone() throws Exception {
        X509Certificate[] installed = {certificate("p3265v-12.11.77-https.pem")};

        assertThatThrownBy(() -> DeviceIdJudge.bundled(SERIAL).judge(installed))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("no Axis device ID");
    }

    @Test
    void aSelfMadeOne_isNone() throws Exception {
        X509Certificate[] selfMade = {
            Certificates.selfSigned("axis-b8a44f631339-eccp256-1").certificate()
        };

        assertThatThrownBy(() -> DeviceIdJudge.bundled(SERIAL).judge(selfMade))
                .isInstanceOf(CertificateException.class);
    }

    /** The names are right, the keys are not Axis'. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERIALNUMBER=b8a44f631339,CN=axis-b8a44f631339-eccp256-1,O=Axis Communications AB",
                "CN=x\\,SERIALNUMBER\\=b8a44f631339,O=Axis Communications AB",
                "O=Axis Communications AB"
            })
    void onlyTheSerialNumberAttribute_counts(String subject) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        KeyPair issuer = generator.generateKeyPair();
        X509Certificate root = issue("CN=Axis device ID Root CA ECC,O=Axis Communications AB", issuer, issuer, true);
        X509Certificate leaf = issue(subject, generator.generateKeyPair(), issuer, false);
        X509Certificate[] chain = {leaf, root};

        assertThatThrownBy(() -> DeviceIdJudge.bundled(SERIAL).judge(chain)).isInstanceOf(CertificateException.class);
        DeviceIdJudge ours = new DeviceIdJudge(SERIAL, List.of(root), List.of());
        if (subject.startsWith("SERIALNUMBER")) {
            assertThatCode(() -> ours.judge(chain)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ours.judge(chain)).hasMessageContaining("no device");
        }
    }

    private static X509Certificate issue(String subject, KeyPair keys, KeyPair issuer, boolean authority)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Axis device ID Root CA ECC,O=Axis Communications AB"),
                BigInteger.valueOf(authority ? 1 : 2),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(3600)),
                new X500Name(subject),
                keys.getPublic());
        if (authority) {
            builder.addExtension(
                    org.bouncycastle.asn1.x509.Extension.basicConstraints,
                    true,
                    new org.bouncycastle.asn1.x509.BasicConstraints(true));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    }

    @Test
    void aSerialNumber_hasTwelveHexDigits() {
        assertThatThrownBy(() -> TrustPolicy.axisDeviceId("B8A44F")).isInstanceOf(IllegalArgumentException.class);
        assertThat(TrustPolicy.axisDeviceId("b8a44f631339")).isEqualTo(new TrustPolicy.AxisDeviceId("b8a44f631339"));
    }
}
