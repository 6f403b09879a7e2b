package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.RtspServer;
import java.net.URI;

/** The RTSP port of a device that was built with {@link SimulatedDevice.Builder#withRtsp()}; all counts since its start. */
public final class SimulatedRtsp {
    private final RtspServer server;
    private final String host;

    SimulatedRtsp(RtspServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * The TCP port; parameter {@code Network.RTSP.Port} tells it too.
     *
     * @return the same before and after a restart
     */
    public int port() {
        return server.port();
    }

    /**
     * Address of the stream of all events.
     *
     * @return {@code rtsp://…/axis-media/media.amp?event=on&video=0&audio=0}
     */
    public URI uri() {
        return URI.create("rtsp://" + host + ":" + port() + "/axis-media/media.amp?event=on&video=0&audio=0");
    }

    /**
     * Requests received, whatever was answered.
     *
     * @return number
     */
    public long requests() {
        return server.counts().requests();
    }

    /**
     * Sessions that clients have set up.
     *
     * @return number
     */
    public long sessionsBegun() {
        return server.counts().sessionsBegun();
    }

    /**
     * Sessions that are open now.
     *
     * @return number
     */
    public long sessionsOpen() {
        return server.counts().sessionsOpen();
    }

    /**
     * Sessions that ended because no request for them came in time.
     *
     * @return number
     */
    public long sessionsTimedOut() {
        return server.counts().sessionsTimedOut();
    }

    /**
     * Metadata documents sent over all sessions, the empty one each begins with included.
     *
     * @return number
     */
    public long documentsSent() {
        return server.counts().documents();
    }

    /**
     * RTP packets sent over all sessions.
     *
     * @return number
     */
    public long packetsSent() {
        return server.counts().packets();
    }
}
