package dev.openaxis.core.internal.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Has a judge decide on what servers present. The handshake itself proves that the peer has the private key. */
final class ServerTrust extends X509ExtendedTrustManager {

    /** Decides on a chain, the server's own certificate first. */
    interface Judge {
        /** Returns normally if it is trusted. */
        void judge(X509Certificate[] chain) throws CertificateException;
    }

    private final Judge judge;

    ServerTrust(Judge judge) {
        this.judge = judge;
    }

    /** Trusts certificates by their fingerprint alone. */
    static ServerTrust pinned(Predicate<String> pins, String otherwise) {
        return new ServerTrust(chain -> {
            if (!pins.test(Fingerprints.sha256(chain[0]))) {
                throw new CertificateException(otherwise);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side never is a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
