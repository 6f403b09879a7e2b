package dev.openaxis.testkit;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as its connection to a {@link SimulatedBroker} tells about it.
 *
 * @param clientId client identifier
 * @param username user name, or null if it gave none
 * @param keepAlive how often it promises to be heard, zero for never
 * @param cleanSession what it asked for; the broker keeps no session anyway
 * @param willTopic topic of its last will, or null if it has none
 * @param transport {@code tcp}, {@code ssl}, {@code ws} or {@code wss}
 * @param path path and query of the web socket, empty without one
 * @param offeredProtocols application protocols (ALPN) it offered within TLS
 * @param subscriptions its topic filters
 */
public record BrokerClient(
        String clientId,
        @Nullable String username,
        Duration keepAlive,
        boolean cleanSession,
        @Nullable String willTopic,
        String transport,
        String path,
        List<String> offeredProtocols,
        List<String> subscriptions) {}
