package dev.openaxis.vapix.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One topic, or one with everything below it (the ONVIF ConcreteSet dialect without its {@code |}, which is
 * {@link EventFilter#or}). Wildcards on a level do not exist in this dialect.
 *
 * <p>Devices write a prefix only where a namespace begins, {@code tns1:Device/tnsaxis:IO/Port}, and want filters so; the tables of
 * the Axis documentation repeat it on every level, {@code tnsaxis:Storage/tnsaxis:Alert}. Both are the same expression: a prefix
 * that repeats the one before it is left out. The declarations of a device tell its own spelling.
 *
 * @param levels from the root down, each with a namespace only where it begins; empty stands for the root, above all topics
 * @param below whether everything below belongs to it
 */
public record TopicExpression(List<Level> levels, boolean below) {
    private static final String BELOW = "//.";

    /** Every event. */
    static final TopicExpression EVERY = new TopicExpression(List.of(), true);

    /** Which of the two namespaces of topics a level is said to be in. */
    public enum Namespace {
        /** Not said: as the level above. */
        NONE,
        /** {@code http://www.onvif.org/ver10/topics}. */
        ONVIF,
        /** {@code http://www.axis.com/2009/event/topics}. */
        AXIS
    }

    /**
     * One level of a topic.
     *
     * @param namespace what its prefix says
     * @param name letters, digits, {@code _}, {@code -} and {@code .}, beginning with a letter or {@code _}
     */
    public record Level(Namespace namespace, String name) {
        /** The names of XML, in which devices declare their topics. */
        private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_.\\-]*");

        /** Checks the name. */
        public Level {
            Objects.requireNonNull(namespace, "namespace");
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("no name of a topic's level: \"" + name + "\"");
            }
        }

        static Level parse(String text) {
            int colon = text.indexOf(':');
            return new Level(
                    colon < 0 ? Namespace.NONE : namespace(text.substring(0, colon)), text.substring(colon + 1));
        }

        private static Namespace namespace(String prefix) {
            return switch (prefix.toLowerCase(Locale.ROOT)) {
                case "tns1", "onvif" -> Namespace.ONVIF;
                case "tnsaxis", "axis" -> Namespace.AXIS;
                default ->
                    throw new IllegalArgumentException(
                            "topics have the prefixes tns1 (onvif) and tnsaxis (axis), not \"" + prefix + "\"");
            };
        }
    }

    /**
     * Whether it begins with a prefix. Topics of events come without, and devices find none without: every one seen begins with one.
     *
     * @return {@code true} if the first level has a prefix, or if it is every topic
     */
    public boolean prefixed() {
        return levels.isEmpty() || levels.get(0).namespace() != Namespace.NONE;
    }

    /** Checks that it stands for something, and leaves out prefixes that repeat the one before. */
    public TopicExpression {
        levels = asDevicesSpell(levels);
        if (levels.isEmpty() && !below) {
            throw new IllegalArgumentException("a topic has at least one level");
        }
    }

    /**
     * No recording repeats a prefix: neither the declarations of D4200-VE and M1075-L 12.9.57, P8815-2 10.12.323 and 11.11.192, nor
     * the metadata documents ({@code tns1:Device/tnsaxis:Light/Status}), rules and MQTT payloads. It may come again where the
     * namespaces alternate.
     */
    private static List<Level> asDevicesSpell(List<Level> levels) {
        List<Level> spelled = new ArrayList<>(levels.size());
        Namespace current = Namespace.NONE;
        for (Level level : levels) {
            boolean repeated = level.namespace() == current;
            spelled.add(repeated ? new Level(Namespace.NONE, level.name()) : level);
            current = level.namespace() == Namespace.NONE ? current : level.namespace();
        }
        return List.copyOf(spelled);
    }

    /**
     * Reads one expression in either spelling, for example {@code tns1:Device/tnsaxis:IO//.}
     *
     * @param text the expression, without {@code |}
     * @return what it stands for
     * @throws IllegalArgumentException if the dialect does not have it
     */
    public static TopicExpression parse(String text) {
        String topic = text.trim();
        boolean below = topic.endsWith(BELOW);
        String path = below ? topic.substring(0, topic.length() - BELOW.length()) : topic;
        if (path.isEmpty() && below) {
            return EVERY;
        }
        return new TopicExpression(
                Arrays.stream(path.split("/", -1)).map(Level::parse).toList(), below);
    }

    /**
     * This topic and everything below it.
     *
     * @return the wider expression
     */
    public TopicExpression andBelow() {
        return new TopicExpression(levels, true);
    }

    /**
     * As text for a device.
     *
     * @param spelling which prefixes the place wants
     * @return for example {@code tns1:Device/tnsaxis:IO//.}
     */
    public String text(TopicSpelling spelling) {
        return levels.stream()
                .map(level -> spelling.prefix(level.namespace()) + level.name())
                .collect(Collectors.joining("/", "", below ? BELOW : ""));
    }

    /**
     * The topic without prefixes, as {@link dev.openaxis.core.live.DeviceEvent#topic} has it.
     *
     * @return for example {@code Device/IO}; empty for the root
     */
    public String canonical() {
        return levels.stream().map(Level::name).collect(Collectors.joining("/"));
    }

    /**
     * Whether an event with this topic is meant. Prefixes and case do not matter: places spell them differently.
     *
     * @param topic a topic in any spelling
     * @return {@code true} for the topic itself, and for those below it if they belong to the expression
     */
    public boolean matches(String topic) {
        int from = 0;
        for (Level level : levels) {
            if (from > topic.length()) {
                return false;
            }
            int slash = topic.indexOf('/', from);
            int end = slash < 0 ? topic.length() : slash;
            int colon = topic.lastIndexOf(':', end - 1);
            int begin = colon >= from ? colon + 1 : from;
            int length = level.name().length();
            if (end - begin != length || !topic.regionMatches(true, begin, level.name(), 0, length)) {
                return false;
            }
            from = end + 1;
        }
        return below || from > topic.length();
    }

    @Override
    public String toString() {
        return text(TopicSpelling.TNS1);
    }
}
