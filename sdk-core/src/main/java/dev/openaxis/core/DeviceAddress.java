package dev.openaxis.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a device listens: scheme, host and port. Has no path, no query and never an account.
 *
 * @param secure whether the device is spoken to over TLS ({@code https})
 * @param host host name, IPv4 address, or IPv6 address without brackets; a link-local one with its zone, as in
 *     {@code fe80::1%eth0}
 * @param port TCP port, 1 to 65535
 */
public record DeviceAddress(boolean secure, String host, int port) {

    /** Checks the components. */
    public DeviceAddress {
        // The text is not repeated: it may hold a password.
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f || "/@?#\\\"<>".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a host name or address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range 1 to 65535: " + port);
        }
    }

    /**
     * Reads an address as people write it.
     *
     * @param text {@code https://host[:port]} or {@code http://host[:port]}; a trailing slash is fine. Without a scheme
     *     {@code https} is meant. IPv6 addresses stand in brackets, with a zone as in {@code [fe80::1%eth0]} or, as RFC
     *     6874 wants it, {@code [fe80::1%25eth0]}
     * @return the address, with port 443 or 80 where none was given
     * @throws IllegalArgumentException if the text is something else, or carries an account (which would end up in logs)
     */
    public static DeviceAddress parse(String text) {
        String withScheme = text.contains("://") ? text : "https://" + text;
        URI uri;
        try {
            uri = new URI(withScheme);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a device address (expected https://host or http://host:port)");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a device address must not carry an account; use Credentials");
        }
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("a device address starts with https:// or http://");
        }
        String host = uri.getHost();
        String path = uri.getRawPath();
        if (host == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("a device address is a scheme, a host and a port, nothing else");
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            int zone = host.indexOf("%25");
            // Alone it would be the interface with number 25.
            host = zone >= 0 && zone + 3 < host.length()
                    ? host.substring(0, zone) + "%" + host.substring(zone + 3)
                    : host;
        }
        boolean secure = scheme.equals("https");
        return new DeviceAddress(secure, host, uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80);
    }

    /**
     * The value of the {@code Host} header: the port only where it is not the scheme's own, and no zone, which means
     * something on this side only.
     *
     * @return host and port in HTTP form
     */
    public String authority() {
        return withPort(hostWithoutZone());
    }

    /**
     * The host as certificates and the device itself know it.
     *
     * @return the host without the zone of a link-local address
     */
    public String hostWithoutZone() {
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    private String withPort(String name) {
        String shown = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return port == (secure ? 443 : 80) ? shown : shown + ":" + port;
    }

    /**
     * The address of a resource on this device.
     *
     * @param target path and query, already encoded, starting with a slash
     * @return an absolute address without any account
     */
    public URI resolve(String target) {
        return URI.create(this + target);
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + withPort(host.replace("%", "%25"));
    }
}
