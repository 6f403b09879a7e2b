package dev.openaxis.testkit;

/**
 * What was sent on one stream of a device.
 *
 * @param kind kind of stream
 * @param peer address and port of the other end
 * @param events events told on it: notifications, those within documents of a metadata stream, messages to an MQTT broker,
 *     parts of {@code port.cgi?monitor}
 */
public record EventStreamCount(Kind kind, String peer, long events) {
    /** Kinds of streams. */
    public enum Kind {
        /** {@code /vapix/ws-data-stream}. */
        WEB_SOCKET,
        /** An RTSP session. */
        RTSP,
        /** {@code port.cgi?monitor}; it tells ports, not events. */
        PORT_MONITOR,
        /** The connection to an MQTT broker; counted since the device was started. */
        MQTT
    }
}
