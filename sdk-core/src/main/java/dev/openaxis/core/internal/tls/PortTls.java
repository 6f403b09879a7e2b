package dev.openaxis.core.internal.tls;

import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.ServerTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** One port's TLS: what it presents, whom it lets in, and the engines made with it. */
public final class PortTls {
    private final SslContext context;
    private final boolean knowsClients;

    private PortTls(SslContext context, boolean knowsClients) {
        this.context = context;
        this.knowsClients = knowsClients;
    }

    /** Builds the TLS side of one port. */
    public static PortTls of(ServerTls tls) {
        OwnCertificate own = tls.presented();
        boolean knowsClients = !tls.clientAuthorities().isEmpty();
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                            own.key(), own.chain().toArray(new X509Certificate[0]))
                    .sslProvider(SslProvider.JDK)
                    .protocols(ClientTls.PROTOCOLS);
            if (knowsClients) {
                builder.trustManager(AuthorityTrust.in(tls.clientAuthorities())).clientAuth(ClientAuth.REQUIRE);
            }
            return new PortTls(builder.build(), knowsClients);
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalArgumentException("this Java runtime cannot use the certificate or the authorities", e);
        }
    }

    /** Whether who dials in has a certificate. */
    public boolean knowsClients() {
        return knowsClients;
    }

    /** A handler for one connection. */
    public SslHandler newHandler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }
}
