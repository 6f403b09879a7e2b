package dev.openaxis.core.internal.http;

import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.PasswordCredentials;
import dev.openaxis.core.http.HttpProxy;
import dev.openaxis.core.http.HttpRequest;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a device is reached: straight, through a tunnel, or by a proxy that forwards requests.
 *
 * @param device where it listens
 * @param proxy what stands in between, or {@code null}
 */
record Route(DeviceAddress device, @Nullable HttpProxy proxy) {
    /** Methods that are not idempotent; all others a proxy may send again, PUT and DELETE included. */
    private static final Set<String> NEVER_REPEATED = Set.of("POST", "PATCH");

    static Route to(DeviceAddress device, Optional<HttpProxy> proxy) {
        return new Route(device, proxy.orElse(null));
    }

    /** Host of the first TCP connection. */
    String host() {
        return proxy == null ? device.host() : proxy.host();
    }

    /** Port of the first TCP connection. */
    int port() {
        return proxy == null ? device.port() : proxy.port();
    }

    /** Whether requests are handed to a proxy, which passes them on as it sees fit. */
    boolean forwarded() {
        return proxy != null && proxy.forwards() && !device.secure();
    }

    /** Whether a proxy that forwards it may send the request twice although it acts (RFC 9110 §9.2.2). */
    boolean mightRepeat(HttpRequest request) {
        return forwarded() && !request.effect().mayBeSentAgain() && !NEVER_REPEATED.contains(request.method());
    }

    /** The request target as the next hop wants it. */
    String target(String target) {
        return forwarded() ? "http://" + device.authority() + target : target;
    }

    /** What the forwarding proxy is shown, or {@code null}. */
    @Nullable
    String proxyAuthorization() {
        PasswordCredentials account = proxy == null ? null : proxy.account().orElse(null);
        if (account == null || !forwarded()) {
            return null;
        }
        byte[] text = (account.username() + ":" + account.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    /** What asks the proxy for a tunnel, or {@code null} if there is none to be asked for. */
    @Nullable
    ProxyHandler tunnel(InetSocketAddress candidate, boolean webSocket) {
        if (proxy == null || (forwarded() && !webSocket)) {
            return null;
        }
        return proxy.account()
                .map(account -> new HttpProxyHandler(candidate, account.username(), account.password()))
                .orElseGet(() -> new HttpProxyHandler(candidate));
    }

    /** What Netty is to connect to: the device where a tunnel leads there, which then looks its name up. */
    SocketAddress destination(InetSocketAddress candidate, boolean tunnelled) {
        return tunnelled ? InetSocketAddress.createUnresolved(device.hostWithoutZone(), device.port()) : candidate;
    }
}
