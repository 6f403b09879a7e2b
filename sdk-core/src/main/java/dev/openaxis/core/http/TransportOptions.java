package dev.openaxis.core.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of the transport. Immutable.
 *
 * @param connectTimeout time for one TCP connect; 5 s, because a device on the same continent answers in far less
 * @param poolSize connections per device for ordinary requests; 2, because devices are small
 * @param deviceLimit connections per device in all, held requests included; 4
 * @param maxQueued requests waiting per device before {@link dev.openaxis.core.OverloadedException}; 1,024
 * @param idleTimeout how long an unused connection is kept; 60 s, below the devices' own 180 s
 * @param webSocketPing how often a quiet WebSocket is pinged; 15 s
 * @param webSocketSilence silence after which a WebSocket is dead; 35 s, two pings and a margin
 * @param basicOverClearText whether Basic credentials may be sent without TLS; {@code false}
 * @param proxy the proxy every device is reached through; none
 */
public record TransportOptions(
        Duration connectTimeout,
        int poolSize,
        int deviceLimit,
        int maxQueued,
        Duration idleTimeout,
        Duration webSocketPing,
        Duration webSocketSilence,
        boolean basicOverClearText,
        Optional<HttpProxy> proxy) {

    /** Checks the ranges. */
    public TransportOptions {
        if (poolSize < 1 || deviceLimit <= poolSize || deviceLimit > 64 || maxQueued < 1) {
            throw new IllegalArgumentException("limits out of range: pool " + poolSize + ", device " + deviceLimit);
        }
        requirePositive(connectTimeout);
        requirePositive(idleTimeout);
        requirePositive(webSocketPing);
        if (webSocketSilence.compareTo(webSocketPing) <= 0) {
            throw new IllegalArgumentException("a WebSocket's silence limit must exceed its ping interval");
        }
    }

    private static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("duration must be more than zero and at most one hour: " + duration);
        }
    }

    /**
     * The defaults.
     *
     * @return options with the values named above
     */
    public static TransportOptions defaults() {
        return new TransportOptions(
                Duration.ofSeconds(5),
                2,
                4,
                1024,
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                Duration.ofSeconds(35),
                false,
                Optional.empty());
    }

    /**
     * Changes the connection limits.
     *
     * @param pool connections for ordinary requests, at least 1
     * @param all connections in all, more than the pool, at most 64
     * @return a copy
     */
    public TransportOptions withConnections(int pool, int all) {
        return new TransportOptions(
                connectTimeout,
                pool,
                all,
                maxQueued,
                idleTimeout,
                webSocketPing,
                webSocketSilence,
                basicOverClearText,
                proxy);
    }

    /**
     * Changes the connect time.
     *
     * @param timeout more than zero, at most an hour
     * @return a copy
     */
    public TransportOptions withConnectTimeout(Duration timeout) {
        return new TransportOptions(
                timeout,
                poolSize,
                deviceLimit,
                maxQueued,
                idleTimeout,
                webSocketPing,
                webSocketSilence,
                basicOverClearText,
                proxy);
    }

    /**
     * Changes how many requests may wait.
     *
     * @param queued at least 1
     * @return a copy
     */
    public TransportOptions withMaxQueued(int queued) {
        return new TransportOptions(
                connectTimeout,
                poolSize,
                deviceLimit,
                queued,
                idleTimeout,
                webSocketPing,
                webSocketSilence,
                basicOverClearText,
                proxy);
    }

    /**
     * Changes how fast a dead WebSocket is found.
     *
     * @param ping how often to ping
     * @param silence when to give up, longer than the ping interval
     * @return a copy
     */
    public TransportOptions withWebSocketLiveness(Duration ping, Duration silence) {
        return new TransportOptions(
                connectTimeout,
                poolSize,
                deviceLimit,
                maxQueued,
                idleTimeout,
                ping,
                silence,
                basicOverClearText,
                proxy);
    }

    /**
     * Allows Basic credentials over clear text, where everybody on the way can read them.
     *
     * @return a copy
     */
    public TransportOptions allowingBasicOverClearText() {
        return new TransportOptions(
                connectTimeout,
                poolSize,
                deviceLimit,
                maxQueued,
                idleTimeout,
                webSocketPing,
                webSocketSilence,
                true,
                proxy);
    }

    /**
     * Reaches devices through a proxy. Devices that are reached in another way need a runtime of their own.
     *
     * @param through the proxy
     * @return a copy
     */
    public TransportOptions withProxy(HttpProxy through) {
        return new TransportOptions(
                connectTimeout,
                poolSize,
                deviceLimit,
                maxQueued,
                idleTimeout,
                webSocketPing,
                webSocketSilence,
                basicOverClearText,
                Optional.of(through));
    }
}
