package dev.openaxis.testkit.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a client reaches a broker, reference 04 section 5.2. */
public enum MqttTransport {
    /** Plain TCP. */
    TCP("tcp", 1883),
    /** TLS. */
    TLS("ssl", 8883),
    /** Web socket. */
    WEB_SOCKET("ws", 80),
    /** Web socket within TLS. */
    SECURE_WEB_SOCKET("wss", 443);

    private final String wire;
    private final int defaultPort;

    MqttTransport(String wire, int defaultPort) {
        this.wire = wire;
        this.defaultPort = defaultPort;
    }

    String wire() {
        return wire;
    }

    int defaultPort() {
        return defaultPort;
    }

    boolean tls() {
        return this == TLS || this == SECURE_WEB_SOCKET;
    }

    boolean webSocket() {
        return this == WEB_SOCKET || this == SECURE_WEB_SOCKET;
    }

    static @Nullable MqttTransport of(String wire) {
        return Arrays.stream(values())
                .filter(transport -> transport.wire.equals(wire))
                .findFirst()
                .orElse(null);
    }
}
