package dev.openaxis.core.line;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.internal.line.TcpClientLine;
import java.util.Objects;

/**
 * Lines over TCP connections that this side makes: a serial-to-Ethernet converter, or a reader or panel that speaks over TCP itself.
 * The bytes go as they are, without an envelope (there is no standard for OSDP over TCP; this is what implementations do).
 *
 * <p>The line is on one of the runtime's event loops, whose timers are exact to a millisecond or two; closing the runtime closes it.
 * Nothing below the protocol is encrypted. Where the other side dials in, use {@link TcpServer}.
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
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port out of range 1 to 65535: " + port);
        }
        return new TcpClientLine(
                Objects.requireNonNull(runtime, "runtime"),
                Objects.requireNonNull(host, "host"),
                port,
                Objects.requireNonNull(options, "options"));
    }
}
