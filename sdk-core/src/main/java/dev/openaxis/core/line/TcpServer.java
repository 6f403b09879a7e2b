package dev.openaxis.core.line;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.internal.line.TcpServerLine;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A TCP port that a serial-to-Ethernet converter dials in to: one port for one bus, and one connection at a time. The port listens from
 * the beginning until this is closed, so a converter that dials early, or again, is not turned away: while the line is
 * closed, the latest connection waits for it to be opened.
 *
 * <p>Somebody who dials in while another is connected takes the line over if it is the same host, which has lost its connection, or if
 * the one that is connected has been silent for 8 s (the time after which both sides of OSDP take each other for lost, v2.2
 * section 7.11); the line closes and can be opened for the newcomer. Otherwise the newcomer is turned away. There is nothing that tells who dials in but
 * its address: name the converters with {@link TcpOptions#withPeers}.
 */
public final class TcpServer implements AutoCloseable {
    private final TcpServerLine line;

    private TcpServer(TcpServerLine line) {
        this.line = line;
    }

    /**
     * Listens with the defaults.
     *
     * @param runtime whose event loops it uses; closing it closes this
     * @param local where to listen; port 0 takes a free one
     * @return a port that listens
     * @throws dev.openaxis.core.ConnectionException if it cannot listen there
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static TcpServer listen(AxisRuntime runtime, InetSocketAddress local) {
        return listen(runtime, local, TcpOptions.defaults());
    }

    /**
     * Listens.
     *
     * @param runtime whose event loops it uses; closing it closes this
     * @param local where to listen; port 0 takes a free one
     * @param options how the line behaves, and who may dial in
     * @return a port that listens
     * @throws dev.openaxis.core.ConnectionException if it cannot listen there
     * @throws dev.openaxis.core.ClosedException if the runtime is closed
     */
    public static TcpServer listen(AxisRuntime runtime, InetSocketAddress local, TcpOptions options) {
        return new TcpServer(TcpServerLine.listen(
                Objects.requireNonNull(runtime, "runtime"),
                Objects.requireNonNull(local, "local"),
                Objects.requireNonNull(options, "options")));
    }

    /**
     * The line. It is open when somebody has dialled in; until then it is opening, however long that takes.
     *
     * @return always the same
     */
    public ByteLine line() {
        return line;
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port that was free if 0 was asked for
     */
    public InetSocketAddress address() {
        return line.address();
    }

    /** Closes the line and the port. The line cannot be opened any more. May be called by any thread. */
    @Override
    public void close() {
        line.stop(null);
    }
}
