package dev.openaxis.core.line;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A connection somebody made to a {@link TcpAcceptor}. It can be opened once: when it is over, the other side dials anew, which is
 * another line. What arrives before it is opened waits for it. Until it is opened nothing is read, so that nobody would notice its end: it is closed if it is not opened
 * within {@link TcpOptions#connectTimeout()}.
 */
public interface AcceptedLine extends ByteLine {

    /**
     * Who dialled in.
     *
     * @return address and port of the other side
     */
    InetSocketAddress peer();

    /**
     * The certificate of the other side, for who reads more than a name out of it, for example a role.
     *
     * @return a certificate issued by one of the port's client authorities, whose private key the other side has; empty if the port
     *     requires none
     */
    Optional<X509Certificate> peerCertificate();

    /** Closes the connection, also if it was never opened; the listener is told. May be called by any thread. */
    @Override
    void close();
}
