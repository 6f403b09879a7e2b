package dev.openaxis.core.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Asks the real trust manager and remembers the leaf it rejected, so that the error can name its fingerprint. */
final class RememberingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private volatile @Nullable String rejectedSha256;

    RememberingTrust(X509ExtendedTrustManager delegate) {
        this.delegate = delegate;
    }

    @Nullable
    String rejectedSha256() {
        return rejectedSha256;
    }

    /** Remembers a leaf that was rejected after the trust manager had taken it. */
    void rejected(String sha256) {
        rejectedSha256 = sha256;
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private void remembering(X509Certificate[] chain, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            rejectedSha256 = chain.length == 0 ? null : Fingerprints.sha256(chain[0]);
            throw e;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        remembering(chain, () -> delegate.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        remembering(chain, () -> delegate.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        remembering(chain, () -> delegate.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
