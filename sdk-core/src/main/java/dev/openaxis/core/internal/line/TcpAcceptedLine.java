package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.Failure;
import dev.openaxis.core.internal.operation.Engine;
import dev.openaxis.core.line.AcceptedLine;
import dev.openaxis.core.line.TcpOptions;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A line over a connection that somebody made to a port for many. */
final class TcpAcceptedLine extends TcpByteLine implements AcceptedLine {
    final Channel connection;
    private final InetSocketAddress peer;
    /** The connection belongs to an opening, or is closed. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private volatile @Nullable X509Certificate certificate;

    TcpAcceptedLine(Engine engine, String port, TcpOptions options, Channel connection, InetSocketAddress peer) {
        super(engine, port + " from " + NetUtil.toSocketAddressString(peer), options, connection.eventLoop());
        this.connection = connection;
        this.peer = peer;
    }

    @Override
    void connect(TcpOpening opening) {
        if (taken.compareAndSet(false, true)) {
            opening.connected(connection);
        } else {
            opening.end(new ClosedException(
                    Failure.of(name(), OPEN, "the connection is over").advice(advice())));
        }
    }

    /** The other side has proven to have this. */
    void certificate(X509Certificate verified) {
        certificate = verified;
    }

    /** Ends it, opened or not; by any thread. Completes when the connection is closed. */
    CompletableFuture<Void> stop(@Nullable AxisException cause) {
        // In this order: who opens it at the same time either finds it taken, or is there to be told.
        boolean unused = taken.compareAndSet(false, true);
        end(cause);
        if (unused) {
            connection.close();
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        connection.closeFuture().addListener(closed -> over.complete(null));
        return over;
    }

    /** Whether it was opened, or is closed. */
    boolean isTaken() {
        return taken.get();
    }

    /** Nobody opened it in time. */
    void giveUp() {
        if (taken.compareAndSet(false, true)) {
            connection.close();
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> unused = stop(null);
    }

    @Override
    String advice() {
        return "The other side can connect again";
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public Optional<X509Certificate> peerCertificate() {
        return Optional.ofNullable(certificate);
    }
}
