package dev.openaxis.core.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as devices write it: every field may be missing, a field of the wrong type counts as missing and is
 * told to the forgiver, numbers and booleans may stand in quotes.
 */
public final class Json {
    private static final int MAX_NESTING = 64;
    private static final int MAX_STRING = 1 << 20;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(100)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Keeps numbers as they are written. */
    private static final ObjectReader EXACT =
            MAPPER.readerFor(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** As people write it, who may name something twice. */
    private static final ObjectReader STRICT = EXACT.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /** A text that is not a JSON object. */
    public static final class NotJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        NotJsonException(String message) {
            super(message);
        }
    }

    private final ObjectNode node;
    private final String path;
    private final Consumer<String> forgiver;

    private Json(ObjectNode node, String path, Consumer<String> forgiver) {
        this.node = node;
        this.path = path;
        this.forgiver = forgiver;
    }

    /**
     * Reads a document that must be one object.
     *
     * @param text the document
     * @param forgiver told the path of every field that has a wrong type, without indices: there are as many paths as fields
     *     that somebody reads, however long the device's arrays are
     */
    public static Json parse(String text, Consumer<String> forgiver) throws NotJsonException {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        }
        if (root instanceof ObjectNode object) {
            return new Json(object, "", forgiver);
        }
        throw new NotJsonException("not a JSON object");
    }

    /** Where, but not what: the text may hold secrets. */
    private static NotJsonException notJson(JsonProcessingException e) {
        JsonLocation where = e.getLocation();
        return new NotJsonException(
                where == null
                        ? "not JSON"
                        : "not JSON at line " + where.getLineNr() + ", column " + where.getColumnNr());
    }

    /** Whether the field is there, whatever its type. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Whether the field is there and really is a text. */
    public boolean isText(String name) {
        return node.path(name).isTextual();
    }

    /** Whether the field is there and really is an array. */
    public boolean isArray(String name) {
        return node.path(name).isArray();
    }

    /** A text field; numbers and booleans are taken as text. */
    public Optional<String> text(String name) {
        JsonNode field = node.get(name);
        if (field == null || field.isNull()) {
            return Optional.empty();
        }
        if (field.isValueNode()) {
            return Optional.of(field.asText());
        }
        return forgive(name);
    }

    /** A text field, or the given text. */
    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** An integer field, also in quotes. */
    public OptionalLong integer(String name) {
        JsonNode field = node.get(name);
        if (field == null || field.isNull()) {
            return OptionalLong.empty();
        }
        if (field.isIntegralNumber() && field.canConvertToLong()) {
            return OptionalLong.of(field.longValue());
        }
        if (field.isTextual()) {
            try {
                return OptionalLong.of(Long.parseLong(field.textValue().trim()));
            } catch (NumberFormatException e) {
                // Falls through: a wrong type is a missing field.
            }
        }
        forgive(name);
        return OptionalLong.empty();
    }

    /** A boolean field, also as yes/no, 1/0 or in quotes. */
    public Optional<Boolean> bool(String name) {
        JsonNode field = node.get(name);
        if (field == null || field.isNull()) {
            return Optional.empty();
        }
        if (field.isBoolean()) {
            return Optional.of(field.booleanValue());
        }
        return switch (field.isValueNode() ? field.asText().trim() : "") {
            case "true", "yes", "1" -> Optional.of(true);
            case "false", "no", "0" -> Optional.of(false);
            default -> forgive(name);
        };
    }

    /** An object field. */
    public Optional<Json> object(String name) {
        JsonNode field = node.get(name);
        if (field == null || field.isNull()) {
            return Optional.empty();
        }
        if (field instanceof ObjectNode object) {
            return Optional.of(new Json(object, path + name + ".", forgiver));
        }
        return forgive(name);
    }

    /** The objects of an array field; missing means none, and elements of other types are left out. */
    public List<Json> objects(String name) {
        List<Json> found = new ArrayList<>();
        JsonNode field = node.get(name);
        if (field instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof ObjectNode object) {
                    found.add(new Json(object, path + name + "[].", forgiver));
                } else {
                    forgive(name + "[]");
                }
            }
        } else if (field != null && !field.isNull()) {
            forgive(name);
        }
        return found;
    }

    /** The texts of an array field; missing means none. */
    public List<String> texts(String name) {
        List<String> found = new ArrayList<>();
        JsonNode field = node.get(name);
        if (field instanceof ArrayNode array) {
            array.forEach(element -> {
                if (element.isValueNode() && !element.isNull()) {
                    found.add(element.asText());
                } else {
                    forgive(name);
                }
            });
        } else if (field != null && !field.isNull()) {
            forgive(name);
        }
        return found;
    }

    /** This object's simple fields as text, in the device's order. */
    public Map<String, String> asTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> {
            if (node.path(name).isValueNode() && has(name)) {
                texts.put(name, node.path(name).asText());
            }
        });
        return texts;
    }

    private <T> Optional<T> forgive(String name) {
        forgiver.accept(path + name);
        return Optional.empty();
    }

    @Override
    public String toString() {
        return node.toString();
    }

    // ---- writing ----

    /** Writes a document from texts, numbers, booleans, nulls, lists and maps of the same. */
    public static String write(@Nullable Object value) {
        return MAPPER.valueToTree(value).toString();
    }

    // ---- reading whatever comes ----

    /** Writes a value for people, over several lines. */
    public static String writeLines(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }

    /** As {@link #read}, but a name that comes twice in one object is an error. */
    public static @Nullable Object readStrictly(String text) throws NotJsonException {
        return read(text, STRICT);
    }

    /**
     * Reads any document: {@code null}, a text, a boolean, an {@code Integer}, {@code Long}, {@code BigInteger} or
     * {@code BigDecimal}, or lists
     * and maps of these, in the document's order.
     */
    public static @Nullable Object read(String text) throws NotJsonException {
        return read(text, EXACT);
    }

    private static @Nullable Object read(String text, ObjectReader reader) throws NotJsonException {
        try {
            return reader.readValue(text);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (NumberFormatException e) {
            // Jackson lets through what BigDecimal says to an exponent of ten digits.
            throw new NotJsonException("not JSON with numbers that can be read");
        }
    }
}
