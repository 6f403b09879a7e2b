package dev.openaxis.core.internal.tls;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** One device's TLS: the policy's trust manager and the engines made with it. */
public final class ClientTls {
    private final SslContext context;
    private final boolean checkName;
    private final RememberingTrust trust;

    private ClientTls(SslContext context, boolean checkName, RememberingTrust trust) {
        this.context = context;
        this.checkName = checkName;
        this.trust = trust;
    }

    /** Builds the TLS side of one device. */
    public static ClientTls of(TrustPolicy policy) {
        try {
            RememberingTrust trust = new RememberingTrust(trustManager(policy));
            SslContext context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .trustManager(trust)
                    .build();
            return new ClientTls(context, !(policy instanceof TrustPolicy.Pinned), trust);
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalArgumentException("this Java runtime cannot apply the trust policy", e);
        }
    }

    /** A handler for one connection; the peer's address is checked against the certificate unless it is pinned. */
    public SslHandler newHandler(ByteBufAllocator allocator, DeviceAddress address) {
        SslHandler handler = context.newHandler(allocator, address.host(), address.port());
        SSLParameters parameters = handler.engine().getSSLParameters();
        // Set explicitly: the default differs between Netty lines.
        parameters.setEndpointIdentificationAlgorithm(checkName ? "HTTPS" : "");
        handler.engine().setSSLParameters(parameters);
        return handler;
    }

    /** Fingerprint of the certificate that was rejected last, or {@code null}. */
    public @Nullable String rejectedSha256() {
        return trust.rejectedSha256();
    }

    private static X509ExtendedTrustManager trustManager(TrustPolicy policy) throws GeneralSecurityException {
        if (policy instanceof TrustPolicy.Pinned pinned) {
            return new PinnedTrust(pinned.sha256());
        }
        if (policy instanceof TrustPolicy.Authorities authorities) {
            return platform(keyStore(authorities.certificates()));
        }
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
        } catch (java.io.IOException e) {
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
