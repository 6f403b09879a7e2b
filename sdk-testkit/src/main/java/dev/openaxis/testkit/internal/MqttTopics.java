package dev.openaxis.testkit.internal;

/** Topic names and filters, MQTT 3.1.1 section 4.7. */
final class MqttTopics {
    private static final int MAX_BYTES = 65_535;

    private MqttTopics() {}

    /** A topic somebody may publish to. */
    static boolean isName(String topic) {
        return isText(topic) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }

    /** A filter somebody may subscribe to: {@code +} is a whole level, {@code #} the whole last one. */
    static boolean isFilter(String filter) {
        if (!isText(filter)) {
            return false;
        }
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean wildcard = levels[i].contains("+") || levels[i].contains("#");
            boolean whole = levels[i].equals("+") || (levels[i].equals("#") && i == levels.length - 1);
            if (wildcard && !whole) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= MAX_BYTES && text.indexOf('\0') < 0;
    }

    static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        // Wildcards at the start do not match topics of the broker itself.
        if (topic.startsWith("$") && (wanted[0].equals("+") || wanted[0].equals("#"))) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                // Everything below, and what it is below of: "a/#" matches "a".
                return true;
            }
            if (i == levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
