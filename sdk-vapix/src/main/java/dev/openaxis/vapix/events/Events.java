package dev.openaxis.vapix.events;

import dev.openaxis.core.internal.live.LiveStream;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.LiveListener;
import dev.openaxis.core.live.Point;
import dev.openaxis.core.live.Subscription;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Live events of one device's ports and relays, over the WebSocket event stream (AXIS OS 10.11 and later, API
 * {@code event-streaming-over-websocket}). The connection is made when somebody listens, shared by all listeners, made again
 * after every interruption with the states compared, and closed when nobody listens any more.
 *
 * <p>Which role the stream needs is not documented; administrators were seen using it.
 */
public final class Events {
    private final LiveStream stream;

    /**
     * Made by the device object.
     *
     * @param stream the device's stream
     */
    public Events(LiveStream stream) {
        this.stream = stream;
    }

    /**
     * Listens. The present states come first, then every change; a possible loss comes as a
     * {@link dev.openaxis.core.live.Gap}. Returns at once.
     *
     * @param listener called on the callback executor, one item at a time
     * @return the subscription; close it to stop listening
     */
    public Subscription subscribe(LiveListener listener) {
        return stream.subscribe(listener);
    }

    /**
     * The same as a publisher with demand. A slow subscriber never gets an error: of states it gets the latest, of momentary
     * events a gap with the number lost. {@code onError} means that the stream ended for good.
     *
     * @return a publisher; every subscription is its own
     */
    public Flow.Publisher<LiveItem> publisher() {
        return stream;
    }

    /**
     * Whether the stream is up: connected, the states compared, and events told as they come. It may take up to 35 s until a
     * connection that died silently is found. {@link LiveListener#onInterrupted} and the {@link dev.openaxis.core.live.Gap}
     * tell when it changes.
     *
     * @return {@code false} while nobody listens, during an outage, and while the states are compared after it
     */
    public boolean live() {
        return stream.live();
    }

    /**
     * The last known state of every port, with its quality at this moment. Empty while nobody listens.
     *
     * @return one point per port, in the order of the ports
     */
    public List<Point> points() {
        return stream.points();
    }
}
