package dev.openaxis.core.http;

import dev.openaxis.core.PasswordCredentials;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy on the way to devices. It looks device names up itself, sees who is asked, and with clear text also what.
 * Its account is its own: devices never see it, nor does the proxy see theirs where TLS is used. Immutable.
 */
public final class HttpProxy {
    private final String host;
    private final int port;
    private final boolean forwarding;
    private final Optional<PasswordCredentials> account;

    private HttpProxy(String host, int port, boolean forwarding, Optional<PasswordCredentials> account) {
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f || "/@?#\\\"<>".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a host name or address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range 1 to 65535: " + port);
        }
        this.host = host;
        this.port = port;
        this.forwarding = forwarding;
        this.account = account;
    }

    /**
     * A proxy that gives a tunnel to every device ({@code CONNECT}, RFC 9110 §9.3.6), over TLS or not. It passes bytes and
     * cannot repeat a request, so this is the one to prefer.
     *
     * @param host name or address of the proxy, an IPv6 one without brackets
     * @param port its TCP port, 1 to 65535
     * @return the proxy
     */
    public static HttpProxy tunnelling(String host, int port) {
        return new HttpProxy(host, port, false, Optional.empty());
    }

    /**
     * A proxy that gives tunnels for TLS and WebSockets only, and forwards clear-text requests itself (RFC 9112 §3.2.2). Such
     * a proxy may send a {@code GET} or {@code PUT} twice when a connection breaks (RFC 9110 §9.2.2), so actions that are sent
     * by one of these, like those of {@code port.cgi}, fail before they are sent.
     *
     * @param host name or address of the proxy, an IPv6 one without brackets
     * @param port its TCP port, 1 to 65535
     * @return the proxy
     */
    public static HttpProxy forwarding(String host, int port) {
        return new HttpProxy(host, port, true, Optional.empty());
    }

    /**
     * Sends the proxy an account in the Basic scheme, which everybody between here and the proxy can read.
     *
     * @param proxyAccount an account of the proxy, not of a device
     * @return a copy
     */
    public HttpProxy withBasicCredentials(PasswordCredentials proxyAccount) {
        return new HttpProxy(host, port, forwarding, Optional.of(proxyAccount));
    }

    /**
     * Where it is.
     *
     * @return name or address
     */
    public String host() {
        return host;
    }

    /**
     * Where it listens.
     *
     * @return TCP port
     */
    public int port() {
        return port;
    }

    /**
     * Whether it forwards clear-text requests instead of giving a tunnel.
     *
     * @return whether it does
     */
    public boolean forwards() {
        return forwarding;
    }

    /**
     * What it is shown.
     *
     * @return the account, if one was given
     */
    public Optional<PasswordCredentials> account() {
        return account;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpProxy that
                && host.equals(that.host)
                && port == that.port
                && forwarding == that.forwarding
                && account.equals(that.account);
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, port, forwarding, account);
    }

    @Override
    public String toString() {
        return "proxy " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
