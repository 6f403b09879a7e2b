package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, read one by one; what is missing or of a wrong type ends the reading. */
final class JsonFields {
    private final JsonNode object;

    /** Thrown when a parameter cannot be taken. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final boolean missing;
        private final String name;

        private Refused(boolean missing, String name) {
            super(name, null, false, false);
            this.missing = missing;
            this.name = name;
        }

        static Refused missing(String name) {
            return new Refused(true, name);
        }

        static Refused invalid(String name) {
            return new Refused(false, name);
        }

        boolean isMissing() {
            return missing;
        }

        String name() {
            return name;
        }
    }

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /** The parameters of a call that needs some. */
    static JsonFields of(JsonCall call) {
        if (call.params() == null) {
            throw Refused.missing("params");
        }
        return of(call.params(), "params");
    }

    private static JsonFields of(JsonNode node, String name) {
        if (!(node instanceof ObjectNode)) {
            throw Refused.invalid(name);
        }
        return new JsonFields(node);
    }

    private JsonNode required(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            throw Refused.missing(name);
        }
        return node;
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonFields object(String name) {
        return of(required(name), name);
    }

    @Nullable
    JsonFields optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    /** The elements of an array of objects. */
    List<JsonFields> objects(String name) {
        JsonNode array = required(name);
        if (!array.isArray()) {
            throw Refused.invalid(name);
        }
        List<JsonFields> elements = new ArrayList<>();
        array.forEach(element -> elements.add(of(element, name)));
        return elements;
    }

    /** A text that is not empty. */
    String text(String name) {
        String text = anyText(name);
        if (text.isEmpty()) {
            throw Refused.invalid(name);
        }
        return text;
    }

    private String anyText(String name) {
        JsonNode node = required(name);
        if (!node.isTextual()) {
            throw Refused.invalid(name);
        }
        return node.textValue();
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? anyText(name) : null;
    }

    String text(String name, String otherwise) {
        return has(name) ? anyText(name) : otherwise;
    }

    boolean flag(String name) {
        JsonNode node = required(name);
        if (!node.isBoolean()) {
            throw Refused.invalid(name);
        }
        return node.booleanValue();
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? flag(name) : otherwise;
    }

    int number(String name, int least, int most) {
        JsonNode node = required(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            throw Refused.invalid(name);
        }
        return node.intValue();
    }

    int number(String name, int least, int most, int otherwise) {
        return has(name) ? number(name, least, most) : otherwise;
    }
}
