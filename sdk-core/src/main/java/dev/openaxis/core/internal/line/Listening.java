package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.line.TcpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ports that listen. Binding a local address does not block, so who asks for one knows at once. */
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private Listening() {}

    /** A socket that listens, or the reason why not. */
    static ServerSocketChannel on(InetSocketAddress local, int backlog) {
        ServerSocketChannel socket;
        try {
            socket = ServerSocketChannel.open();
        } catch (IOException e) {
            throw refused(local, e);
        }
        try {
            // A port that was in use a moment ago can be had again.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return socket.bind(local, backlog);
        } catch (IOException | UnresolvedAddressException e) {
            throw refused(socket, local, e);
        }
    }

    /** Gives a socket back that is of no use after all. */
    static AxisException refused(ServerSocketChannel socket, InetSocketAddress local, Exception cause) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a port that is not used could not be closed", e);
        }
        return cause instanceof AxisException known ? known : refused(local, cause);
    }

    private static ConnectionException refused(InetSocketAddress local, Exception cause) {
        return new ConnectionException(Failure.of("tcp port " + local, "line.listen", "cannot listen: " + cause)
                .cause(cause)
                .advice("Check that the address is one of this machine's and that nobody else has the port"));
    }

    /** Whether somebody may dial in. */
    static boolean admits(TcpOptions options, InetAddress peer) {
        return options.peers().isEmpty() || options.peers().contains(peer);
    }
}
