package dev.openaxis.vapix.events;

/** A way in which a device tells its events, from the best to the last resort. */
public enum EventChannel {
    /** The WebSocket event stream: API {@code event-streaming-over-websocket}, AXIS OS 10.11 and later. */
    WEB_SOCKET,
    /**
     * The RTSP metadata stream: {@code Properties.API.Metadata.Metadata}, firmware 5.50 and later. It is not encrypted, so over
     * {@code https://} it is used only if it is asked for by name.
     */
    RTSP_METADATA,
    /** An ONVIF pull point; the only one of these that door controllers of the A1001 family have. */
    PULL_POINT,
    /** The {@code monitor} stream of {@code port.cgi}, for old devices: changes of inputs and outputs only. */
    PORT_MONITOR
}
