package dev.openaxis.vapix.internal.mqtt;

/** What MQTT takes for a topic and for a filter of topics (MQTT 3.1.1 section 4.7). */
public final class MqttTopics {
    private static final int LONGEST = 65_535;

    private MqttTopics() {}

    /** A topic something can be published under. */
    public static String topic(String text) {
        if (!possible(text) || hasWildcards(text)) {
            throw new IllegalArgumentException("nothing can be published under \"" + text + "\"");
        }
        return text;
    }

    /** A filter: {@code +} stands for a whole level, {@code #} for all that follow. */
    public static String filter(String text) {
        String[] levels = text.split("/", -1);
        boolean wild = true;
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            wild &= !hasWildcards(level) || level.equals("+") || (level.equals("#") && i == levels.length - 1);
        }
        if (!possible(text) || !wild) {
            throw new IllegalArgumentException("MQTT has no such topic filter: \"" + text + "\"");
        }
        return text;
    }

    /** Whether it stands for several topics. */
    public static boolean hasWildcards(String text) {
        return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    }

    private static boolean possible(String text) {
        return !text.isBlank() && text.indexOf('\0') < 0 && text.length() <= LONGEST;
    }
}
