package dev.openaxis.testkit.internal;

/** The two ways in which prefixes of topics are written, reference 04 section 0.2. */
final class TopicNotation {
    private TopicNotation() {}

    /** As RTSP filters and MQTT have it: {@code tns1:Device/tnsaxis:IO/Port} is {@code onvif:Device/axis:IO/Port}. */
    static String ofFilters(String topic) {
        return topic.replace("tnsaxis:", "axis:").replace("tns1:", "onvif:");
    }
}
