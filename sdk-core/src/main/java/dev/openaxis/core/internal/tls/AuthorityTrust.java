package dev.openaxis.core.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts what certain authorities issued, as the Java runtime checks it. */
final class AuthorityTrust {
    private AuthorityTrust() {}

    /** Trusts what these issued. */
    static X509ExtendedTrustManager in(List<X509Certificate> authorities) throws GeneralSecurityException {
        return platform(keyStore(authorities));
    }

    /** Trusts what the Java runtime trusts. */
    static X509ExtendedTrustManager ofThisRuntime() throws GeneralSecurityException {
        return platform(null);
    }

    private static KeyStore keyStore(List<X509Certificate> certificates) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot make an empty key store", e);
        }
    }

    private static X509ExtendedTrustManager platform(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
