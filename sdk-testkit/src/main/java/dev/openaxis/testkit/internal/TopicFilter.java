package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A topic filter, reference 04 section 0.3: {@code a/b} exactly, {@code a/b//.} with everything below, {@code |} for a
 * union, {@code //.} or nothing for every event. Topics are compared as devices spell them.
 */
final class TopicFilter {
    private static final String BELOW = "//.";
    private static final Pattern LEVEL =
            Pattern.compile("(?:[\\p{L}_][\\p{L}\\p{N}_.-]*:)?[\\p{L}_][\\p{L}\\p{N}_.-]*");

    private final List<String> alternatives = new ArrayList<>();

    TopicFilter(String text) {
        for (String alternative : text.split("\\|", -1)) {
            alternatives.add(alternative.trim());
        }
    }

    /** Tells whether the text follows the grammar; an empty one is no expression where an expression is asked for. */
    static boolean isWellFormed(String text) {
        return Arrays.stream(text.split("\\|", -1)).allMatch(alternative -> isPath(alternative.trim()));
    }

    private static boolean isPath(String alternative) {
        boolean open = alternative.endsWith(BELOW);
        String path = open ? alternative.substring(0, alternative.length() - BELOW.length()) : alternative;
        return (open && path.isEmpty())
                || Arrays.stream(path.split("/", -1))
                        .allMatch(level -> LEVEL.matcher(level).matches());
    }

    boolean matches(String topic) {
        return alternatives.stream().anyMatch(alternative -> matches(alternative, topic));
    }

    private static boolean matches(String alternative, String topic) {
        if (!alternative.endsWith(BELOW)) {
            return alternative.isEmpty() || topic.equals(alternative);
        }
        String parent = alternative.substring(0, alternative.length() - BELOW.length());
        return parent.isEmpty() || topic.equals(parent) || topic.startsWith(parent + "/");
    }
}
