package dev.openaxis.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.testing.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of this side, from memory and from files. */
class OwnCertificateTest {
    private static final char[] PASSWORD = "invented".toCharArray();

    @TempDir
    Path directory;

    private Path file(Certificates... entries) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        for (int i = 0; i < entries.length; i++) {
            store.setKeyEntry(
                    "key-" + i, entries[i].keys().getPrivate(), PASSWORD, new Certificate[] {entries[i].certificate()});
        }
        Path file = directory.resolve("client.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    @Test
    void pkcs12_isRead() throws Exception {
        Certificates client = Certificates.selfSigned("vms");

        OwnCertificate read = OwnCertificate.fromPkcs12(file(client), PASSWORD);

        assertThat(read.key()).isEqualTo(client.keys().getPrivate());
        assertThat(read.chain())
                .extracting(X509Certificate::getSubjectX500Principal)
                .hasSize(1);
        assertThat(read).hasToString("OwnCertificate[CN=vms, key hidden]");
    }

    @Test
    void whatCannotBeUsed_isToldApart() throws Exception {
        Path good = file(Certificates.selfSigned("vms"));
        assertThatThrownBy(() -> OwnCertificate.fromPkcs12(good, "wrong".toCharArray()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> OwnCertificate.fromPkcs12(Files.writeString(good, "nothing"), PASSWORD))
                .isInstanceOf(IOException.class);
        Path two = file(Certificates.selfSigned("a"), Certificates.selfSigned("b"));
        assertThatThrownBy(() -> OwnCertificate.fromPkcs12(two, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 private keys");
        Path none = file();
        assertThatThrownBy(() -> OwnCertificate.fromPkcs12(none, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OwnCertificate.of(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
