package dev.openaxis.core.http;

import dev.openaxis.core.AxisException;
import org.jspecify.annotations.Nullable;

/** Hears what arrives on a WebSocket, one call at a time, on an SDK thread: do not block. */
public interface WebSocketListener {

    /**
     * A complete text message.
     *
     * @param text the message, at most 2 MiB
     */
    void onText(String text);

    /**
     * The end of the socket; called once.
     *
     * @param cause why it broke, or {@code null} if this side closed it
     */
    void onClosed(@Nullable AxisException cause);
}
