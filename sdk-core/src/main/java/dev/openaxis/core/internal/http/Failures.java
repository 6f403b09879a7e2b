package dev.openaxis.core.internal.http;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.Failure;
import dev.openaxis.core.LocalFileException;
import dev.openaxis.core.http.HttpProxy;
import dev.openaxis.core.internal.tls.ClientTls;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.UnknownHostException;
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
    static AxisException connecting(Route route, String operation, Throwable cause, @Nullable String rejectedSha256) {
        DeviceAddress address = route.device();
        AxisException distrust = ClientTls.distrust(address, operation, cause, rejectedSha256);
        if (distrust != null) {
            return distrust;
        }
        Throwable root = cause;
        for (Throwable t = cause; t != null && t.getCause() != t; t = t.getCause()) {
            root = t;
        }
        HttpProxy proxy = route.proxy();
        if (proxy != null && cause instanceof ProxyConnectException) {
            return tunnelRefused(address, operation, proxy, cause);
        }
        String way = proxy == null ? "" : " to the " + proxy;
        Failure failure = Failure.of(address, operation, "cannot connect" + way + ": " + describe(root))
                .cause(cause);
        if (cause instanceof NotSslRecordException || root instanceof NotSslRecordException) {
            failure = Failure.of(address, operation, "the port does not speak TLS")
                    .cause(cause)
                    .advice("Check the scheme: the address may want http:// or another port");
        } else if (root instanceof UnknownHostException) {
            String whose = proxy == null ? "the host name" : "the name of the " + proxy;
            failure = Failure.of(address, operation, whose + " is unknown").cause(cause);
        } else if (root instanceof ConnectException) {
            failure = failure.advice("Check address and port, and whether the device is up");
        } else if (root instanceof SSLException) {
            failure = Failure.of(address, operation, "the TLS handshake failed: " + describe(root))
                    .cause(cause);
        }
        return new ConnectionException(failure);
    }

    private static AxisException tunnelRefused(
            DeviceAddress address, String operation, HttpProxy proxy, Throwable cause) {
        boolean wantsAccount = cause instanceof HttpProxyHandler.HttpProxyConnectException answered
                && answered.headers() != null
                && answered.headers().contains(HttpHeaderNames.PROXY_AUTHENTICATE);
        return wantsAccount
                ? proxyWantsAccount(address, operation, proxy)
                : new ConnectionException(
                        Failure.of(address, operation, "the " + proxy + " gives no tunnel: " + describe(cause))
                                .cause(cause)
                                .advice("Check that the device is up, and that the proxy allows CONNECT to its port"));
    }

    /** What went wrong if an answer is that of a forwarding proxy and not the device's, else {@code null}. */
    static @Nullable AxisException byProxy(Route route, Exchange exchange, int status) {
        HttpProxy proxy = route.forwarded() ? route.proxy() : null;
        if (proxy == null) {
            return null;
        }
        if (status == 407) {
            return proxyWantsAccount(route.device(), exchange.request.operation(), proxy);
        }
        // The device may have had the request, and what it answered is lost.
        return status == 502 || status == 504
                ? broken(
                        exchange,
                        route.device(),
                        "the " + proxy + " got no answer from the device (HTTP " + status + ")",
                        null)
                : null;
    }

    /** The proxy answered 407, which says nothing about the device. */
    private static AxisException proxyWantsAccount(DeviceAddress address, String operation, HttpProxy proxy) {
        String what = proxy.account().isPresent() ? "declines the account it was shown" : "wants an account";
        return new ConnectionException(Failure.of(address, operation, "the " + proxy + " " + what)
                .advice("Give an account of the proxy: HttpProxy.withBasicCredentials"));
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
