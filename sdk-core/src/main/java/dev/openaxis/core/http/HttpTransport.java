package dev.openaxis.core.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One device's HTTP/1.1 connections: a small pool, authentication, deadlines. The seam where a host may put its own
 * client.
 */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends a request.
     *
     * @param request what to send
     * @param timeout total time for queue, connect, TLS, authentication, request and answer
     * @return the exchange; its future fails with a {@link dev.openaxis.core.AxisException}
     */
    default HttpExchange send(HttpRequest request, Duration timeout) {
        return send(request, timeout, timeout);
    }

    /**
     * Sends a request that is not to go out any more after a time, although its answer may come later (a held pulse).
     *
     * @param request what to send
     * @param timeout total time, as above
     * @param sendWithin time after which an unsent request fails instead of being sent; at most the timeout
     * @return the exchange
     */
    HttpExchange send(HttpRequest request, Duration timeout, Duration sendWithin);

    /**
     * Opens a WebSocket with an authenticated upgrade.
     *
     * @param target path and query, already percent-encoded
     * @param timeout total time for connect, TLS, authentication and upgrade
     * @param listener told about frames and the end
     * @return the open socket; fails with a {@link dev.openaxis.core.AxisException}
     */
    CompletableFuture<WebSocket> openWebSocket(String target, Duration timeout, WebSocketListener listener);

    /**
     * Opens a WebSocket with an upgrade that has no log-in, because its target carries a token.
     *
     * @param target path and query, already percent-encoded; the query is never shown
     * @param timeout total time for connect, TLS and upgrade
     * @param listener told about frames and the end
     * @return the open socket; a refusal with HTTP 401 is a {@link dev.openaxis.core.RefusedException}
     */
    CompletableFuture<WebSocket> openWebSocketByToken(String target, Duration timeout, WebSocketListener listener);

    /** Closes every connection and fails what waits. */
    @Override
    void close();
}
