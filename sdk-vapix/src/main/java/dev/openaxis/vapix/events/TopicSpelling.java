package dev.openaxis.vapix.events;

/**
 * How a place writes the two namespaces of event topics (VAPIX event-data-streaming). Devices want in each place its own
 * spelling; everything the SDK reads may be in either.
 */
public enum TopicSpelling {
    /** {@code tns1:Device/tnsaxis:IO/Port}: WebSocket stream, action rules, notifications and declarations. */
    TNS1("tns1", "tnsaxis"),
    /** {@code onvif:Device/axis:IO/Port}: RTSP {@code eventtopic}, MQTT event bridge and payloads. */
    ONVIF("onvif", "axis");

    private final String onvif;
    private final String axis;

    TopicSpelling(String onvif, String axis) {
        this.onvif = onvif;
        this.axis = axis;
    }

    /** What stands before a level of this namespace. */
    String prefix(TopicExpression.Namespace namespace) {
        return switch (namespace) {
            case NONE -> "";
            case ONVIF -> onvif + ":";
            case AXIS -> axis + ":";
        };
    }
}
