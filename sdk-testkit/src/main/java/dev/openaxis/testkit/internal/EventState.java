package dev.openaxis.testkit.internal;

import java.util.Map;

/**
 * The value of one state variable: a topic and its source items identify it (reference 04 section 0.1).
 *
 * @param instance whose value it is
 * @param data data items
 */
record EventState(Instance instance, Map<String, String> data) {
    /**
     * A state variable.
     *
     * @param topic in the form devices send: a prefix only where a namespace begins
     * @param source source items
     */
    record Instance(String topic, Map<String, String> source) {}

    EventState(String topic, Map<String, String> source, Map<String, String> data) {
        this(new Instance(topic, source), data);
    }

    String topic() {
        return instance.topic();
    }

    Map<String, String> source() {
        return instance.source();
    }
}
