package dev.openaxis.core.internal.http;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.TlsTrustException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the network says into the SDK's errors. */
final class Failures {
    private Failures() {}

    /** What may have changed when an exchange ends without an answer. */
    static AppliedEffect effect(Effect effect, boolean sent) {
        return sent && effect != Effect.READ ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
    }

    /** A connection that could not be made. */
    static AxisException connecting(
            DeviceAddress address, String operation, Throwable cause, @Nullable String rejectedSha256) {
        Throwable root = cause;
        for (Throwable t = cause; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof CertificateException) {
                return trust(address, operation, cause, rejectedSha256);
            }
            root = t;
        }
        Failure failure = Failure.of(address, operation, "cannot connect: " + describe(root))
                .cause(cause);
        if (cause instanceof NotSslRecordException || root instanceof NotSslRecordException) {
            failure = Failure.of(address, operation, "the port does not speak TLS")
                    .cause(cause)
                    .advice("Check the scheme: the address may want http:// or another port");
        } else if (root instanceof UnknownHostException) {
            failure = Failure.of(address, operation, "the host name is unknown").cause(cause);
        } else if (root instanceof ConnectException) {
            failure = failure.advice("Check address and port, and whether the device is up");
        } else if (root instanceof SSLException) {
            failure = Failure.of(address, operation, "the TLS handshake failed: " + describe(root))
                    .cause(cause);
        }
        return new ConnectionException(failure);
    }

    private static AxisException trust(
            DeviceAddress address, String operation, Throwable cause, @Nullable String sha256) {
        String presented = sha256 == null ? "a certificate" : "the certificate SHA256:" + sha256;
        return new TlsTrustException(
                Failure.of(address, operation, "the device presented " + presented + ", which is not trusted")
                        .cause(cause)
                        .advice("Compare the fingerprint with the one the device's own web page shows; if it is right,"
                                + " use TrustPolicy.pinned with it"),
                sha256);
    }

    /** A connection that broke under an exchange. */
    static AxisException broken(Exchange exchange, DeviceAddress address, String what, @Nullable Throwable cause) {
        AppliedEffect effect = effect(exchange.request.effect(), exchange.sent());
        return new ConnectionException(Failure.of(address, exchange.request.operation(), what)
                .cause(cause)
                .effect(effect)
                .advice(
                        effect == AppliedEffect.POSSIBLE
                                ? "Read the state before trying again"
                                : "Check that the device is up"
                                        + (address.secure() ? "" : ", and whether this port wants https://")));
    }

    /** A body that cannot be read to its end. */
    static AxisException unreadable(Exchange exchange, DeviceAddress address, Throwable cause) {
        return new LocalFileException(
                Failure.of(address, exchange.request.operation(), "the body cannot be read: " + describe(cause))
                        .cause(cause)
                        .effect(effect(exchange.request.effect(), exchange.sent())));
    }

    /** An answer that its consumer cannot take. */
    static AxisException untaken(Exchange exchange, DeviceAddress address, Throwable cause) {
        return cause instanceof AxisException known
                ? known
                : new LocalFileException(Failure.of(
                                address, exchange.request.operation(), "the answer cannot be kept: " + describe(cause))
                        .cause(cause)
                        .effect(effect(exchange.request.effect(), exchange.sent())));
    }

    static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
