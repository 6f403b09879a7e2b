package dev.openaxis.testkit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code wstop:TopicSet} being written, reference 04 section 2.1: levels are elements, one within the other. */
final class TopicTree {
    private static final String ONVIF = "http://www.onvif.org/ver10/topics";
    private static final String AXIS = "http://www.axis.com/2009/event/topics";

    private final Level root = new Level();

    private static final class Level {
        private final Map<String, Level> below = new LinkedHashMap<>();
        private String attributes = "";
        private @Nullable String niceName;
        private String message = "";
    }

    /** Adds a topic; its levels have the prefixes devices give them, only where a namespace begins. */
    void add(String topic, String attributes, @Nullable String niceName, String message) {
        Level level = root;
        StringBuilder path = new StringBuilder();
        for (String name : topic.split("/")) {
            path.append(path.isEmpty() ? "" : "/").append(name);
            level = level.below.computeIfAbsent(name, key -> {
                Level created = new Level();
                created.niceName = EventCatalogue.levelName(path.toString());
                return created;
            });
        }
        level.attributes = " " + attributes;
        level.niceName = niceName;
        level.message = message;
    }

    /** The set; other prefixes than the usual ones are declared where they are used first. */
    String written(String onvif, String axis) {
        StringBuilder text = new StringBuilder("<wstop:TopicSet");
        if (!onvif.equals("tns1")) {
            text.append(" xmlns:").append(onvif).append("=\"").append(ONVIF).append('"');
            text.append(" xmlns:").append(axis).append("=\"").append(AXIS).append('"');
        }
        text.append('>');
        root.below.forEach((name, level) -> write(text, name, level, onvif, axis));
        return text.append("</wstop:TopicSet>").toString();
    }

    private static void write(StringBuilder text, String level, Level content, String onvif, String axis) {
        String name = level.replaceFirst("^tns1:", onvif + ":").replaceFirst("^tnsaxis:", axis + ":");
        text.append('<').append(name).append(content.attributes);
        text.append(EventDeclarations.niceName(content.niceName)).append('>');
        text.append(content.message);
        content.below.forEach((below, child) -> write(text, below, child, onvif, axis));
        text.append("</").append(name).append('>');
    }
}
