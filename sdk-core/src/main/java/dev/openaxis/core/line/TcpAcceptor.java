package dev.openaxis.core.line;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.internal.line.TcpPort;
import dev.openaxis.core.tls.ServerTls;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port for many, each of whom gets a line of its own, on one of the runtime's event loops. For one bus behind one converter use
 * {@link TcpServer}.
 *
 * <p>Nobody is turned away but those who are not among {@link TcpOptions#peers()}, those who are more than
 * {@link TcpOptions#connections()}, and, with TLS, those whose handshake is not done within {@link TcpOptions#connectTimeout()}. Without
 * TLS there is nothing that tells who dials in but the address. A peer that vanishes without a word is found out by TCP keep-alive, after as
 * long as the operating system is set to, often two hours; who wants to know earlier closes lines on which nothing was heard.
 */
public final class TcpAcceptor implements AutoCloseable {
    private final TcpPort port;

    private TcpAcceptor(TcpPort port) {
        this.port = port;
    }

    /**
     * Listens.
     *
     * @param runtime whose event loops it uses; closing it closes this
     * @param local where to listen; port 0 takes a free one
     * @param options how the lines behave, who may dial in, and how many
     * @param accepted gets each line, on the line's loop, and opens it now or later; must not block, and is called for several lines at
     *     the same time. If it throws, the connection is closed
     * @return a port that listens
     * @throws dev.openaxis.core.ConnectionException if it cannot listen there
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static TcpAcceptor listen(
            AxisRuntime runtime, InetSocketAddress local, TcpOptions options, Consumer<? super AcceptedLine> accepted) {
        return port(runtime, local, options, null, accepted);
    }

    /**
     * Listens for those who speak TLS 1.2 or 1.3. A line is handed over when its handshake is done.
     *
     * @param runtime whose event loops it uses; closing it closes this
     * @param local where to listen; port 0 takes a free one
     * @param options how the lines behave, who may dial in, and how many
     * @param tls what this side presents, and what it requires
     * @param accepted gets each line, on the line's loop, and opens it now or later; must not block, and is called for several lines at
     *     the same time. If it throws, the connection is closed
     * @return a port that listens
     * @throws IllegalArgumentException if this Java runtime cannot use the key, the certificates or the authorities
     * @throws dev.openaxis.core.ConnectionException if it cannot listen there
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static TcpAcceptor listen(
            AxisRuntime runtime,
            InetSocketAddress local,
            TcpOptions options,
            ServerTls tls,
            Consumer<? super AcceptedLine> accepted) {
        return port(runtime, local, options, Objects.requireNonNull(tls, "tls"), accepted);
    }

    private static TcpAcceptor port(
            AxisRuntime runtime,
            InetSocketAddress local,
            TcpOptions options,
            @Nullable ServerTls tls,
            Consumer<? super AcceptedLine> accepted) {
        return new TcpAcceptor(TcpPort.listen(
                Objects.requireNonNull(runtime, "runtime"),
                Objects.requireNonNull(local, "local"),
                Objects.requireNonNull(options, "options"),
                tls,
                Objects.requireNonNull(accepted, "accepted")));
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port that was free if 0 was asked for
     */
    public InetSocketAddress address() {
        return port.address();
    }

    /**
     * How many came, and what became of them.
     *
     * @return a snapshot
     */
    public AcceptorCounts counts() {
        return port.counts();
    }

    /** Closes the port and all its lines, whose listeners are told. May be called by any thread. */
    @Override
    public void close() {
        port.stop(null);
    }
}
