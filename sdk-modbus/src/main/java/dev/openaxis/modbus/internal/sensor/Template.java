package dev.openaxis.modbus.internal.sensor;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openaxis.modbus.register.WordOrder;
import dev.openaxis.modbus.sensor.TemplateException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** A JSON object of a template. What is missing, of another type, out of range or unknown is an error that says where. */
final class Template {
    private final JsonNode object;
    private final JsonPointer pointer;
    private final Set<String> asked = new HashSet<>();

    private Template(JsonNode object, JsonPointer pointer) {
        if (!object.isObject()) {
            throw new TemplateException(pointer.toString(), "an object is wanted here");
        }
        this.object = object;
        this.pointer = pointer;
    }

    /** The whole document. */
    static Template of(JsonNode root) {
        return new Template(root, JsonPointer.empty());
    }

    private JsonNode get(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        return node == null ? MissingNode.getInstance() : node;
    }

    private TemplateException wrong(String name, String what) {
        return new TemplateException(pointer.appendProperty(name).toString(), what);
    }

    /** Something is wrong with the object as a whole. */
    TemplateException wrong(String what) {
        return new TemplateException(pointer.toString(), what);
    }

    boolean has(String name) {
        return !get(name).isMissingNode();
    }

    String text(String name) {
        JsonNode node = get(name);
        if (!node.isTextual()) {
            throw wrong(name, node.isMissingNode() ? "is missing" : "a text is wanted here");
        }
        return node.textValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    long number(String name, long least, long most) {
        JsonNode node = get(name);
        if (node.isMissingNode()) {
            throw wrong(name, "is missing");
        }
        if (!isWhole(node) || !node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most + " is wanted here");
        }
        return node.longValue();
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    int number(String name, int least, int most, int otherwise) {
        return has(name) ? (int) number(name, least, most) : otherwise;
    }

    /** The bits of a whole number of at most 64 bits, signed or not. */
    long bits(String name) {
        return bits(get(name), pointer.appendProperty(name));
    }

    private static long bits(JsonNode node, JsonPointer where) {
        if (!isWhole(node) || node.bigIntegerValue().bitLength() > Long.SIZE) {
            throw new TemplateException(where.toString(), "a whole number of at most 64 bits is wanted here");
        }
        return node.bigIntegerValue().longValue();
    }

    long[] allBits(String name) {
        if (!has(name)) {
            return new long[0];
        }
        JsonNode array = get(name);
        if (!array.isArray()) {
            throw wrong(name, "an array is wanted here");
        }
        long[] all = new long[array.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = bits(array.get(i), pointer.appendProperty(name).appendIndex(i));
        }
        return all;
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!get(name).isNumber()) {
            throw wrong(name, "a number is wanted here");
        }
        return get(name).decimalValue();
    }

    <E extends Enum<E>> E one(String name, Class<E> of) {
        String text = text(name);
        for (E one : of.getEnumConstants()) {
            if (text(one).equals(text)) {
                return one;
            }
        }
        throw wrong(name, "there is no '" + text + "'");
    }

    /** How constants are written: small, with hyphens; orders of bytes as they are. */
    static String text(Enum<?> one) {
        return one instanceof WordOrder
                ? one.name()
                : one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    <E extends Enum<E>> E one(String name, Class<E> of, E otherwise) {
        return has(name) ? one(name, of) : otherwise;
    }

    Template object(String name) {
        return new Template(get(name), pointer.appendProperty(name));
    }

    /** Reads an array of objects; none if it is missing. */
    <T> List<T> objects(String name, Function<Template, T> reading) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode array = get(name);
        if (!array.isArray()) {
            throw wrong(name, "an array is wanted here");
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Template one =
                    new Template(array.get(i), pointer.appendProperty(name).appendIndex(i));
            all.add(one.checked(reading));
        }
        return all;
    }

    /** Reads it, and refuses what was not asked for; what the result refuses is wrong here. */
    <T> T checked(Function<Template, T> reading) {
        T result;
        try {
            result = reading.apply(this);
        } catch (TemplateException e) {
            throw e;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!asked.contains(name)) {
                throw wrong(name, "means nothing here");
            }
        }
        return result;
    }
}
