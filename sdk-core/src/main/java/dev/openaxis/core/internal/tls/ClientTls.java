package dev.openaxis.core.internal.tls;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.tls.CertificateStore;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** One device's TLS: the policy's trust manager and the engines made with it. */
public final class ClientTls {
    private static final String NOT_THE_FIRST = "the certificate is not the one this address presented first";

    private final SslContext context;
    private final boolean checkName;
    private final RememberingTrust trust;
    /** Where a new certificate is remembered, or {@code null}. */
    private final @Nullable CertificateStore firstUse;

    private ClientTls(
            SslContext context, boolean checkName, RememberingTrust trust, @Nullable CertificateStore firstUse) {
        this.context = context;
        this.checkName = checkName;
        this.trust = trust;
        this.firstUse = firstUse;
    }

    /** Builds the TLS side of one device. */
    public static ClientTls of(TrustPolicy policy, @Nullable OwnCertificate presented, DeviceAddress address) {
        try {
            RememberingTrust trust = new RememberingTrust(trustManager(policy, address));
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .trustManager(trust);
            if (presented != null) {
                builder.keyManager(presented.key(), presented.chain().toArray(new X509Certificate[0]));
            }
            SslContext context = builder.build();
            CertificateStore store = policy instanceof TrustPolicy.FirstUse first ? first.store() : null;
            boolean byName =
                    policy instanceof TrustPolicy.Authorities || policy instanceof TrustPolicy.PublicAuthorities;
            return new ClientTls(context, byName, trust, store);
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalArgumentException("this Java runtime cannot apply the trust policy", e);
        }
    }

    /** Whether certificates are looked up and remembered, which may block. */
    public boolean remembers() {
        return firstUse != null;
    }

    /**
     * Remembers the certificate of a handshake that succeeded; blocks.
     *
     * @throws CertificateException if another one was remembered meanwhile, or it cannot be remembered
     */
    public void remember(DeviceAddress address, X509Certificate certificate) throws CertificateException {
        CertificateStore store = firstUse;
        if (store == null) {
            return;
        }
        String sha256 = Fingerprints.sha256(certificate);
        String known = store.rememberFirst(address.authority(), sha256);
        if (!known.equals(sha256)) {
            trust.rejected(sha256);
            throw new CertificateException(NOT_THE_FIRST);
        }
    }

    /**
     * A handler for one connection; the peer's address is checked against the certificate unless that is known by its
     * fingerprint.
     *
     * @param blocking where the certificate is checked if that may block
     */
    public SslHandler newHandler(ByteBufAllocator allocator, DeviceAddress address, Executor blocking) {
        SslHandler handler = remembers()
                ? context.newHandler(allocator, address.hostWithoutZone(), address.port(), blocking)
                : context.newHandler(allocator, address.hostWithoutZone(), address.port());
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

    private static X509ExtendedTrustManager trustManager(TrustPolicy policy, DeviceAddress address)
            throws GeneralSecurityException {
        if (policy instanceof TrustPolicy.Pinned pinned) {
            return ServerTrust.pinned(pinned.sha256()::contains, "the certificate is not a pinned one");
        }
        if (policy instanceof TrustPolicy.FirstUse first) {
            String device = address.authority();
            return ServerTrust.pinned(
                    sha256 -> first.store().find(device).map(sha256::equals).orElse(true), NOT_THE_FIRST);
        }
        if (policy instanceof TrustPolicy.AxisDeviceId device) {
            return new ServerTrust(DeviceIdJudge.bundled(device.serial()));
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
