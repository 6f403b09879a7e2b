package dev.openaxis.vapix.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The broker a device connects to, as the device reaches it (VAPIX mqtt-client-api, {@code server}).
 *
 * @param protocol how
 * @param host name or address
 * @param port 1 to 65535; empty for the protocol's own (1883, 8883, 80, 443)
 * @param basePath what follows host and port in the address of a WebSocket; empty for nothing
 * @param alpnProtocol name for ALPN, at most 255 bytes, for brokers on port 443; empty for none. AXIS OS 10.9 and later
 */
public record MqttServer(
        MqttProtocol protocol,
        String host,
        OptionalInt port,
        Optional<String> basePath,
        Optional<String> alpnProtocol) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_ALPN = 255;

    /** Checks the limits. */
    public MqttServer {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(basePath, "basePath");
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("no name or address of a broker: \"" + host + "\"");
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > HIGHEST_PORT)) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port.getAsInt());
        }
        if (alpnProtocol.isPresent() && alpnProtocol.get().getBytes(StandardCharsets.UTF_8).length > LONGEST_ALPN) {
            throw new IllegalArgumentException("the name for ALPN has more than 255 bytes");
        }
    }

    private static MqttServer of(MqttProtocol protocol, String host) {
        return new MqttServer(protocol, host, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A broker over TCP, in clear text: what is published, and the password, can be read on the way.
     *
     * @param host name or address
     * @return the broker, at port 1883
     */
    public static MqttServer tcp(String host) {
        return of(MqttProtocol.TCP, host);
    }

    /**
     * A broker over TLS.
     *
     * @param host name or address
     * @return the broker, at port 8883
     */
    public static MqttServer tls(String host) {
        return of(MqttProtocol.SSL, host);
    }

    /**
     * A broker over WebSocket, in clear text.
     *
     * @param host name or address
     * @return the broker, at port 80
     */
    public static MqttServer webSocket(String host) {
        return of(MqttProtocol.WS, host);
    }

    /**
     * A broker over WebSocket and TLS.
     *
     * @param host name or address
     * @return the broker, at port 443
     */
    public static MqttServer secureWebSocket(String host) {
        return of(MqttProtocol.WSS, host);
    }

    /**
     * The same broker at another port.
     *
     * @param number 1 to 65535
     * @return a copy
     */
    public MqttServer port(int number) {
        return new MqttServer(protocol, host, OptionalInt.of(number), basePath, alpnProtocol);
    }

    /**
     * The same broker under a path.
     *
     * @param path what follows host and port in the address
     * @return a copy
     * @throws IllegalArgumentException if the protocol is no WebSocket
     */
    public MqttServer basePath(String path) {
        if (!protocol.webSocket()) {
            throw new IllegalArgumentException("only WebSockets have a path, not " + protocol);
        }
        return new MqttServer(protocol, host, port, Optional.of(path), alpnProtocol);
    }

    /**
     * The same broker, asked for by a name during the TLS handshake. AXIS OS 10.9 and later.
     *
     * @param name at most 255 bytes
     * @return a copy
     * @throws IllegalArgumentException if the protocol has no TLS, or the name is too long
     */
    public MqttServer alpnProtocol(String name) {
        if (!protocol.encrypted()) {
            throw new IllegalArgumentException("ALPN is a part of TLS, which " + protocol + " does not use");
        }
        return new MqttServer(protocol, host, port, basePath, Optional.of(name));
    }

    @Override
    public String toString() {
        return protocol + "://" + host + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
