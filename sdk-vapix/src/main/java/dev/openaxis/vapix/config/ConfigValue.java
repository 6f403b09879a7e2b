package dev.openaxis.vapix.config;

import dev.openaxis.core.internal.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value: what a device answers, and what it is sent. Immutable. Reading forgives: what is missing is null, numbers
 * and booleans may stand in quotes, as {@code param} writes all of them.
 *
 * <p>{@link #toString()} tells the shape and no value, which may be a secret; {@link #toJson()} tells everything.
 */
public final class ConfigValue {
    private static final int MAX_NESTING = 64;
    /** With sign, point and exponent a number is read up to 100 characters long. */
    private static final int MOST_DIGITS = 80;

    private static final int MOST_NAMES = 10;
    private static final ConfigValue NULL = new ConfigValue(null);

    /** {@code null}, String, Boolean, Long, BigInteger, BigDecimal, or a List or Map of ConfigValue. */
    private final @Nullable Object value;

    private ConfigValue(@Nullable Object value) {
        this.value = value;
    }

    /**
     * A value from Java's own types. A text stays a text: a JSON document is read with {@link #parse}.
     *
     * @param value {@code null}, a text, a boolean, a number, an enum (its name), a ConfigValue, or a collection or map of
     *     these; copied
     * @return the value
     * @throws IllegalArgumentException if there is anything else in it, NaN for example, a number of more than 80 digits, or
     *     it is nested deeper than 64
     */
    public static ConfigValue of(@Nullable Object value) {
        return of(value, 0);
    }

    /**
     * Reads a JSON document.
     *
     * @param json any JSON value, at most 64 deep, its texts at most 1 Mi characters long
     * @return the value
     * @throws IllegalArgumentException if it is none; the message says where, and quotes nothing
     */
    public static ConfigValue parse(String json) {
        try {
            return of(Json.read(json));
        } catch (Json.NotJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ConfigValue of(@Nullable Object value, int depth) {
        if (depth > MAX_NESTING) {
            throw new IllegalArgumentException("nested deeper than " + MAX_NESTING);
        }
        if (value == null) {
            return NULL;
        }
        if (value instanceof ConfigValue already) {
            return depth == 0 ? already : of(already.value, depth);
        }
        if (value instanceof String || value instanceof Boolean) {
            return new ConfigValue(value);
        }
        if (value instanceof Enum<?> constant) {
            return new ConfigValue(constant.name());
        }
        if (value instanceof Number number) {
            return new ConfigValue(exact(number));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, ConfigValue> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> {
                if (!(name instanceof String text)) {
                    throw new IllegalArgumentException("names of fields are texts");
                }
                fields.put(text, of(field, depth + 1));
            });
            return new ConfigValue(Collections.unmodifiableMap(fields));
        }
        if (value instanceof Collection<?> several) {
            List<ConfigValue> items = new ArrayList<>();
            several.forEach(item -> items.add(of(item, depth + 1)));
            return new ConfigValue(List.copyOf(items));
        }
        throw new IllegalArgumentException(
                "this is no JSON value: " + value.getClass().getName());
    }

    /** One form per number, so that 1, 1L and 1.0 are equal. */
    private static Number exact(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double floating = number.doubleValue();
            if (Double.isNaN(floating) || Double.isInfinite(floating)) {
                throw new IllegalArgumentException("JSON has no such number: " + number);
            }
            return shortest(new BigDecimal(number.toString()));
        }
        if (number instanceof BigDecimal decimal) {
            return shortest(decimal);
        }
        if (number instanceof BigInteger integer) {
            return integer.bitLength() < Long.SIZE ? integer.longValue() : shortest(new BigDecimal(integer));
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        throw new IllegalArgumentException(
                "this is no JSON value: " + number.getClass().getName());
    }

    private static Number shortest(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        // The digits before the point are counted first, so that nobody writes out what 1E+999999999 means.
        if (stripped.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException("a number of more than " + MOST_DIGITS + " digits");
        }
        boolean small = stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= 19;
        return small && stripped.toBigIntegerExact().bitLength() < Long.SIZE ? stripped.longValueExact() : stripped;
    }

    /**
     * Whether there is nothing: JSON's null, or something that is missing.
     *
     * @return {@code true} for null
     */
    public boolean isNull() {
        return value == null;
    }

    /**
     * What is at a path of field names.
     *
     * @param path names of fields, from the outermost
     * @return what is there; the null value if it is missing
     */
    public ConfigValue at(String... path) {
        ConfigValue found = this;
        for (String name : path) {
            found = found.fields().getOrDefault(name, NULL);
        }
        return found;
    }

    /**
     * A text; a number or boolean as text.
     *
     * @return the text; empty for null, lists and objects
     */
    public Optional<String> text() {
        return value == null || value instanceof List || value instanceof Map
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    /**
     * An integer, also from a text.
     *
     * @return the integer; empty if it is none, or does not fit
     */
    public OptionalLong integer() {
        if (value instanceof Long integer) {
            return OptionalLong.of(integer);
        }
        if (value instanceof String text && text.trim().matches("[+-]?\\d{1,19}")) {
            try {
                return OptionalLong.of(Long.parseLong(text.trim()));
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /**
     * A number as the device wrote it; not from a text.
     *
     * @return the number; empty if it is none
     */
    public Optional<BigDecimal> number() {
        if (value instanceof BigDecimal decimal) {
            return Optional.of(decimal);
        }
        return value instanceof Long integer ? Optional.of(BigDecimal.valueOf(integer)) : Optional.empty();
    }

    /**
     * A boolean, also from the texts {@code true}, {@code yes}, {@code false} and {@code no}.
     *
     * @return the boolean; empty if it is none
     */
    public Optional<Boolean> bool() {
        if (value instanceof Boolean truth) {
            return Optional.of(truth);
        }
        return switch (value instanceof String text ? text.trim() : "") {
            case "true", "yes" -> Optional.of(true);
            case "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * The items of a list, a collection of entries for example.
     *
     * @return the items; none if it is no list
     */
    @SuppressWarnings("unchecked") // nothing else is put into one
    public List<ConfigValue> items() {
        return value instanceof List<?> list ? (List<ConfigValue>) list : List.of();
    }

    /**
     * The fields of an object, in the device's order.
     *
     * @return the fields by name; none if it is no object
     */
    @SuppressWarnings("unchecked") // nothing else is put into one
    public Map<String, ConfigValue> fields() {
        return value instanceof Map<?, ?> map ? (Map<String, ConfigValue>) map : Map.of();
    }

    /**
     * The whole value as JSON, with every secret in it.
     *
     * @return a JSON document, at most 64 deep
     */
    public String toJson() {
        return Json.write(plain());
    }

    private @Nullable Object plain() {
        if (value instanceof List) {
            return items().stream().map(ConfigValue::plain).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof Map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields().forEach((name, field) -> plain.put(name, field.plain()));
            return plain;
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigValue that && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    /** The shape, without any value. */
    @Override
    public String toString() {
        return "ConfigValue[" + shape() + "]";
    }

    private String shape() {
        if (value instanceof Map) {
            int more = fields().size() - MOST_NAMES;
            return fields().keySet().stream().limit(MOST_NAMES).collect(Collectors.joining(", ", "object: ", ""))
                    + (more > 0 ? " and " + more + " more" : "");
        }
        if (value instanceof List) {
            return "list of " + items().size();
        }
        return value == null
                ? "null"
                : value instanceof String ? "text" : value instanceof Boolean ? "boolean" : "number";
    }
}
