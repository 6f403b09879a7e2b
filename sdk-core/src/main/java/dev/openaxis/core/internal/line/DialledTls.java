package dev.openaxis.core.internal.line;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.internal.tls.ClientTls;
import dev.openaxis.core.tls.OwnCertificate;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.Channel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The TLS side of a line that is dialled: whom it believes, and what it presents. */
public final class DialledTls {
    private final DeviceAddress address;
    private final ClientTls tls;

    public DialledTls(String host, int port, TrustPolicy trust, @Nullable OwnCertificate presented) {
        this.address = new DeviceAddress(true, host, port);
        this.tls = ClientTls.of(trust, presented, address);
    }

    /**
     * Secures a connection; has no time limit of its own.
     *
     * @param blocking where certificates are looked up and remembered
     * @return completes on the channel's loop when bytes can be sent
     */
    CompletableFuture<Void> secure(Channel channel, Executor blocking) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        SslHandler handler = tls.newHandler(channel.alloc(), address, blocking);
        handler.setHandshakeTimeoutMillis(0);
        channel.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(hands -> {
            if (!hands.isSuccess()) {
                done.completeExceptionally(hands.cause());
            } else if (tls.remembers()) {
                X509Certificate presented = ClientTls.peer(handler);
                tls.remember(address, presented, blocking)
                        .whenComplete((remembered, why) -> channel.eventLoop().execute(() -> {
                            if (why == null) {
                                done.complete(null);
                            } else {
                                done.completeExceptionally(why);
                            }
                        }));
            } else {
                done.complete(null);
            }
        });
        return done;
    }

    /** What is said of a connection that could not be secured. */
    AxisException failure(TcpByteLine line, Throwable cause) {
        AxisException distrust = ClientTls.distrust(line.name(), TcpByteLine.OPEN, cause, tls.rejectedSha256());
        if (distrust != null) {
            return distrust;
        }
        return cause instanceof NotSslRecordException
                ? line.failure(TcpByteLine.OPEN, "the port does not speak TLS", cause)
                : line.failure(TcpByteLine.OPEN, "the TLS handshake failed", cause);
    }
}
