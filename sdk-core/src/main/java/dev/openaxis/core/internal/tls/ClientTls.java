package dev.openaxis.core.internal.tls;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Failure;
import dev.openaxis.core.TlsTrustException;
import dev.openaxis.core.tls.CertificateStore;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** One device's TLS: the policy's trust manager and the engines made with it. */
public final class ClientTls {
    /** What is spoken, by both sides. */
    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

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
                    .protocols(PROTOCOLS)
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
     * Remembers the certificate of a handshake that succeeded.
     *
     * @param blocking where it is remembered
     * @return fails with a {@link CertificateException} if another one was remembered meanwhile, or it cannot be remembered
     */
    public CompletableFuture<Void> remember(DeviceAddress address, X509Certificate certificate, Executor blocking) {
        CertificateStore store = firstUse;
        CompletableFuture<Void> remembered = new CompletableFuture<>();
        if (store == null) {
            remembered.complete(null);
            return remembered;
        }
        try {
            blocking.execute(() -> {
                try {
                    remember(store, address, certificate);
                    remembered.complete(null);
                } catch (CertificateException e) {
                    remembered.completeExceptionally(e);
                } catch (RuntimeException | Error e) {
                    // Whatever a host's store throws: the connection must not wait for ever.
                    remembered.completeExceptionally(
                            new CertificateException("the certificate could not be remembered", e));
                }
            });
        } catch (RejectedExecutionException e) {
            remembered.completeExceptionally(e);
        }
        return remembered;
    }

    private void remember(CertificateStore store, DeviceAddress address, X509Certificate certificate)
            throws CertificateException {
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

    /** The certificate the peer presented in a handshake that succeeded. */
    public static X509Certificate peer(SslHandler handler) {
        try {
            return (X509Certificate) handler.engine().getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a handshake that was trusted has a certificate", e);
        }
    }

    /** What is said if a handshake failed because of the peer's certificate; {@code null} if it failed otherwise. */
    public static @Nullable TlsTrustException distrust(
            Object device, String operation, Throwable cause, @Nullable String rejectedSha256) {
        for (Throwable t = cause; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof CertificateException) {
                String presented =
                        rejectedSha256 == null ? "a certificate" : "the certificate SHA256:" + rejectedSha256;
                return new TlsTrustException(
                        Failure.of(device, operation, "the device presented " + presented + ", which is not trusted")
                                .cause(cause)
                                .advice("Compare the fingerprint with the one the device's own web page shows; if it"
                                        + " is right, use TrustPolicy.pinned with it"),
                        rejectedSha256);
            }
        }
        return null;
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
            return AuthorityTrust.in(authorities.certificates());
        }
        return AuthorityTrust.ofThisRuntime();
    }
}
