package dev.openaxis.modbus.internal.sensor;

import dev.openaxis.modbus.register.WordOrder;
import dev.openaxis.modbus.sensor.TemplateException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object of a template. What is missing, of another type, out of range or unknown is an error that says where. */
final class Template {
    private final Map<?, ?> object;
    private final String pointer;
    private final Set<String> asked = new HashSet<>();

    private Template(@Nullable Object value, String pointer) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException(pointer, "an object is wanted here");
        }
        this.object = map;
        this.pointer = pointer;
    }

    /** The whole document. */
    static Template of(@Nullable Object root) {
        return new Template(root, "");
    }

    private @Nullable Object get(String name) {
        asked.add(name);
        return object.get(name);
    }

    /** Where a member is (RFC 6901). */
    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    boolean has(String name) {
        asked.add(name);
        return object.containsKey(name);
    }

    private TemplateException wrong(String name, String wanted) {
        return new TemplateException(at(name), has(name) ? wanted + " is wanted here" : "is missing");
    }

    String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    int number(String name, int least, int most) {
        return whole(get(name))
                .filter(number -> number.compareTo(BigInteger.valueOf(least)) >= 0
                        && number.compareTo(BigInteger.valueOf(most)) <= 0)
                .orElseThrow(() -> wrong(name, "a whole number from " + least + " to " + most))
                .intValue();
    }

    int number(String name, int least, int most, int otherwise) {
        return has(name) ? number(name, least, most) : otherwise;
    }

    private static Optional<BigDecimal> decimal(@Nullable Object value) {
        return value instanceof Number ? Optional.of(new BigDecimal(value.toString())) : Optional.empty();
    }

    /** Also 1.0 is a whole number, as it is in JSON Schema; 1e999999999 is none that anybody needs. */
    private static Optional<BigInteger> whole(@Nullable Object value) {
        return decimal(value)
                .map(BigDecimal::stripTrailingZeros)
                .filter(number -> number.scale() <= 0 && number.precision() - number.scale() <= Long.SIZE)
                .map(BigDecimal::toBigIntegerExact);
    }

    /** The bits of a whole number of at most 64 bits, signed or not. */
    long bits(String name) {
        return bits(get(name)).orElseThrow(() -> wrong(name, "a whole number of at most 64 bits"));
    }

    private static Optional<Long> bits(@Nullable Object value) {
        return whole(value)
                .filter(number ->
                        number.signum() < 0 ? number.bitLength() < Long.SIZE : number.bitLength() <= Long.SIZE)
                .map(BigInteger::longValue);
    }

    long[] allBits(String name) {
        List<?> array = array(name);
        long[] all = new long[array.size()];
        for (int i = 0; i < all.length; i++) {
            String where = at(name) + "/" + i;
            all[i] = bits(array.get(i))
                    .orElseThrow(
                            () -> new TemplateException(where, "a whole number of at most 64 bits is wanted here"));
        }
        return all;
    }

    private List<?> array(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (get(name) instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "an array");
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        return has(name) ? decimal(get(name)).orElseThrow(() -> wrong(name, "a number")) : otherwise;
    }

    <E extends Enum<E>> E one(String name, Class<E> of) {
        String text = text(name);
        for (E one : of.getEnumConstants()) {
            if (text(one).equals(text)) {
                return one;
            }
        }
        throw new TemplateException(at(name), "there is no '" + text + "'");
    }

    <E extends Enum<E>> E one(String name, Class<E> of, E otherwise) {
        return has(name) ? one(name, of) : otherwise;
    }

    /** How constants are written: small, with hyphens; orders of bytes as they are. */
    static String text(Enum<?> one) {
        return one instanceof WordOrder
                ? one.name()
                : one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads an object. */
    <T> T object(String name, Function<Template, T> reading) {
        return new Template(get(name), at(name)).read(reading);
    }

    /** Reads an array of objects; none if it is missing. */
    <T> List<T> objects(String name, Function<Template, T> reading) {
        List<T> all = new ArrayList<>();
        for (Object one : array(name)) {
            all.add(new Template(one, at(name) + "/" + all.size()).read(reading));
        }
        return all;
    }

    /** Reads it, and refuses what was not asked for; what the result refuses is wrong here. */
    <T> T read(Function<Template, T> reading) {
        T result;
        try {
            result = reading.apply(this);
        } catch (TemplateException e) {
            throw e;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TemplateException(pointer, String.valueOf(e.getMessage()));
        }
        for (Object name : object.keySet()) {
            if (!asked.contains(name)) {
                throw new TemplateException(at(String.valueOf(name)), "means nothing here");
            }
        }
        return result;
    }
}
