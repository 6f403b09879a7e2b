package dev.openaxis.testkit.internal;

import java.util.Map;

/**
 * The value of one state variable: a topic and its source items identify it (reference 04 section 0.1).
 *
 * @param topic in the form devices send: a prefix only where a namespace begins
 * @param source source items
 * @param data data items
 */
record EventState(String topic, Map<String, String> source, Map<String, String> data) {
    String key() {
        return topic + source;
    }
}
