package dev.openaxis.core.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * How a port of this side does TLS: what it presents, and whom it lets in. Immutable.
 *
 * @param presented the certificate of the port, which who dials judges
 * @param clientAuthorities who issues the certificates of those who may dial in; empty if they need none
 */
public record ServerTls(OwnCertificate presented, List<X509Certificate> clientAuthorities) {

    /** Keeps a copy. */
    public ServerTls {
        Objects.requireNonNull(presented, "presented");
        clientAuthorities = List.copyOf(clientAuthorities);
    }

    /**
     * A port that lets everybody in.
     *
     * @param certificate what it presents
     * @return TLS without certificates of clients
     */
    public static ServerTls presenting(OwnCertificate certificate) {
        return new ServerTls(certificate, List.of());
    }

    /**
     * Lets in only who presents a valid certificate that these authorities issued, whatever it names.
     *
     * @param authorities root or intermediate certificates; at least one
     * @return a copy
     * @throws IllegalArgumentException if there is none
     */
    public ServerTls requiring(X509Certificate... authorities) {
        if (authorities.length == 0) {
            throw new IllegalArgumentException("at least one authority is needed");
        }
        return new ServerTls(presented, List.of(authorities));
    }
}
