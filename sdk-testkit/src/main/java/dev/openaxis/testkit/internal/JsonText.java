package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON through the tree and writes it with the white space real devices use. */
final class JsonText {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonText() {}

    /** Where white space goes. */
    enum Style {
        /** None: seen in web socket frames. */
        COMPACT("", "", ""),
        /** After comma and colon: recorded for API discovery and basic device information. */
        SPACED("", " ", " "),
        /** One member per line, no indentation: recorded for port management on 11.1.65. */
        LINES("\n", "\n", " ");

        private final String inside;
        private final String afterComma;
        private final String afterColon;

        Style(String inside, String afterComma, String afterColon) {
            this.inside = inside;
            this.afterComma = afterComma;
            this.afterColon = afterColon;
        }
    }

    /** The object in these bytes, or null if they are not one JSON object. */
    static @Nullable ObjectNode object(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            return null;
        }
    }

    static String write(JsonNode node, Style style) {
        StringBuilder out = new StringBuilder();
        append(node, style, out);
        return out.append(style == Style.COMPACT ? "" : "\n").toString();
    }

    private static void append(JsonNode node, Style style, StringBuilder out) {
        if (node.isObject()) {
            out.append('{').append(node.isEmpty() ? "" : style.inside);
            for (Iterator<Map.Entry<String, JsonNode>> members =
                            node.properties().iterator();
                    members.hasNext(); ) {
                Map.Entry<String, JsonNode> member = members.next();
                out.append(quote(member.getKey())).append(':').append(style.afterColon);
                append(member.getValue(), style, out);
                out.append(members.hasNext() ? "," + style.afterComma : style.inside);
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[').append(node.isEmpty() ? "" : style.inside);
            for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
                append(items.next(), style, out);
                out.append(items.hasNext() ? "," + style.afterComma : style.inside);
            }
            out.append(']');
        } else {
            out.append(node);
        }
    }

    private static String quote(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A string could not be written as JSON", e);
        }
    }
}
