package dev.openaxis.core.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A certificate with its private key that this side presents. As a client it does so when the other side asks for one: proxies in
 * front of devices do, and devices that are set to; it comes in addition to the account. As a server it always does. The key never
 * appears in {@link #toString()}, messages or logs.
 */
public final class OwnCertificate {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private OwnCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * A certificate from memory.
     *
     * @param key the private key of the first certificate
     * @param chain the certificate, then those of the authorities that issued it as far as the other side needs them; at
     *     least one
     * @return the certificate
     * @throws IllegalArgumentException if the chain is empty
     */
    public static OwnCertificate of(PrivateKey key, X509Certificate... chain) {
        if (chain.length == 0) {
            throw new IllegalArgumentException("at least one certificate is needed");
        }
        return new OwnCertificate(key, List.of(chain));
    }

    /**
     * The certificate of a PKCS#12 file ({@code .p12}, {@code .pfx}) that holds one private key.
     *
     * @param file the file
     * @param password its password; not kept
     * @return the certificate
     * @throws IOException if the file cannot be read, or not with this password
     * @throws IllegalArgumentException if it holds no private key, or several
     */
    public static OwnCertificate fromPkcs12(Path file, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            List<OwnCertificate> found = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    found.add(new OwnCertificate(key, x509(store.getCertificateChain(alias))));
                }
            }
            if (found.size() != 1) {
                throw new IllegalArgumentException("the file holds " + found.size() + " private keys, not one");
            }
            return found.get(0);
        } catch (GeneralSecurityException e) {
            throw new IOException("not a PKCS#12 file of this Java runtime's, or another password", e);
        }
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }

    /**
     * The private key, for the TLS handshake. Do not log it.
     *
     * @return the key
     */
    public PrivateKey key() {
        return key;
    }

    /**
     * The certificate and those above it.
     *
     * @return at least one
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public String toString() {
        return "OwnCertificate[" + chain.get(0).getSubjectX500Principal().getName() + ", key hidden]";
    }
}
