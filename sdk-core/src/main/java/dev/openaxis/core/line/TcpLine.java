package dev.openaxis.core.line;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.internal.line.DialledTls;
import dev.openaxis.core.internal.line.TcpClientLine;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lines over TCP connections that this side makes: a serial-to-Ethernet converter, or a reader or panel that speaks over TCP itself.
 * The bytes go as they are, without an envelope (there is no standard for OSDP over TCP; this is what implementations do).
 *
 * <p>The line is on one of the runtime's event loops, whose timers are exact to a millisecond or two; closing the runtime closes it.
 * With a {@link TrustPolicy} the bytes go through TLS, else nothing below the protocol is encrypted. Where the other side dials in,
 * use {@link TcpServer} or {@link TcpAcceptor}.
 */
public final class TcpLine {
    private TcpLine() {}

    /**
     * A line to a converter, with the defaults.
     *
     * @param runtime whose event loops it uses
     * @param host name or address; IPv6 addresses without brackets
     * @param port 1 to 65535
     * @return a line that is not open
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static ByteLine to(AxisRuntime runtime, String host, int port) {
        return to(runtime, host, port, TcpOptions.defaults());
    }

    /**
     * A line to a converter. It is open when the connection is made; a {@link dev.openaxis.core.ConnectionException} tells why it
     * was not, or why it broke.
     *
     * @param runtime whose event loops it uses
     * @param host name or address; IPv6 addresses without brackets
     * @param port 1 to 65535
     * @param options how it behaves
     * @return a line that is not open
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static ByteLine to(AxisRuntime runtime, String host, int port, TcpOptions options) {
        return line(runtime, host, port, options, null);
    }

    /**
     * A line through TLS 1.2 or 1.3 to a server that does not ask who dials. It is open when the handshake is done; a
     * {@link dev.openaxis.core.TlsTrustException} carries the fingerprint of a certificate that is not trusted, a
     * {@link dev.openaxis.core.ConnectionException} tells what else went wrong.
     *
     * @param runtime whose event loops it uses
     * @param host name or address, which the certificate must name if the policy goes by names; IPv6 addresses without brackets
     * @param port 1 to 65535
     * @param options how it behaves
     * @param trust which certificate the server may present
     * @return a line that is not open
     * @throws IllegalArgumentException also if this Java runtime cannot apply the policy
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static ByteLine to(AxisRuntime runtime, String host, int port, TcpOptions options, TrustPolicy trust) {
        Objects.requireNonNull(trust, "trust");
        return line(runtime, host, port, options, new DialledTls(host, port, trust, null));
    }

    /**
     * The same, presenting a certificate of this side where the server asks for one. With TLS 1.3 a server that does not like it says
     * so after the handshake: the line is opened, and closed a moment later.
     *
     * @param runtime whose event loops it uses
     * @param host name or address, which the certificate must name if the policy goes by names; IPv6 addresses without brackets
     * @param port 1 to 65535
     * @param options how it behaves
     * @param trust which certificate the server may present
     * @param presented what this side presents
     * @return a line that is not open
     * @throws IllegalArgumentException also if this Java runtime cannot apply the policy, or cannot use the key
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static ByteLine to(
            AxisRuntime runtime,
            String host,
            int port,
            TcpOptions options,
            TrustPolicy trust,
            OwnCertificate presented) {
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(presented, "presented");
        return line(runtime, host, port, options, new DialledTls(host, port, trust, presented));
    }

    private static ByteLine line(
            AxisRuntime runtime, String host, int port, TcpOptions options, @Nullable DialledTls tls) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port out of range 1 to 65535: " + port);
        }
        return new TcpClientLine(
                Objects.requireNonNull(runtime, "runtime"),
                Objects.requireNonNull(host, "host"),
                port,
                Objects.requireNonNull(options, "options"),
                tls);
    }
}
