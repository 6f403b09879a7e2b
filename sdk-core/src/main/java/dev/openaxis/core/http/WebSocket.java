package dev.openaxis.core.http;

import java.time.Instant;

/** An open WebSocket to a device. Pings are answered and sent by the SDK; a silent peer is taken for dead. */
public interface WebSocket extends AutoCloseable {

    /**
     * Sends a text frame.
     *
     * @param text the message
     */
    void send(String text);

    /**
     * The last moment at which the peer was certainly there.
     *
     * @return arrival of the last frame or answered ping
     */
    Instant lastProof();

    /** Closes the socket; the listener hears of it. */
    @Override
    void close();
}
