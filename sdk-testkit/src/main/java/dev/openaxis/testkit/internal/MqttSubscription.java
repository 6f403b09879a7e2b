package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An MQTT topic whose messages become events, reference 04 section 5.5.
 *
 * @param topicFilter as configured
 * @param useDevicePrefix true to put the device topic prefix before it
 * @param qos 0, 1 or 2
 * @param isState true if the payload is a state
 */
record MqttSubscription(String topicFilter, boolean useDevicePrefix, int qos, boolean isState) {
    static MqttSubscription read(JsonFields fields) {
        String filter = fields.text("topicFilter");
        boolean state = fields.flag("isStateData", false);
        // Wildcards only where the payload is no state (documented).
        if (state ? !MqttTopics.isName(filter) : !MqttTopics.isFilter(filter)) {
            throw JsonFields.Refused.invalid("topicFilter");
        }
        return new MqttSubscription(
                filter, fields.flag("useDeviceTopicPrefix", false), fields.number("qos", 0, 2, 0), state);
    }

    void write(ObjectNode into) {
        into.put("topicFilter", topicFilter)
                .put("useDeviceTopicPrefix", useDevicePrefix)
                .put("qos", qos)
                .put("isStateData", isState);
    }

    /** What the broker is asked for. */
    String filter(String prefix) {
        return useDevicePrefix ? prefix + "/" + topicFilter : topicFilter;
    }
}
