package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A topic filter, reference 04 section 0.3: {@code a/b} exactly, {@code a/b//.} with everything below, {@code |} for a
 * union, {@code //.} or nothing for every event. Topics are compared as devices spell them.
 */
final class TopicFilter {
    private final List<String> alternatives = new ArrayList<>();

    TopicFilter(String text) {
        for (String alternative : text.split("\\|", -1)) {
            alternatives.add(alternative.trim());
        }
    }

    boolean matches(String topic) {
        return alternatives.stream().anyMatch(alternative -> matches(alternative, topic));
    }

    private static boolean matches(String alternative, String topic) {
        if (!alternative.endsWith("//.")) {
            return alternative.isEmpty() || topic.equals(alternative);
        }
        String parent = alternative.substring(0, alternative.length() - "//.".length());
        return parent.isEmpty() || topic.equals(parent) || topic.startsWith(parent + "/");
    }
}
