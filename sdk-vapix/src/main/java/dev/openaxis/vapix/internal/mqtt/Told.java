package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.core.MalformedResponseException;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.internal.ParameterNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device told, changed where a caller wants it changed. Both CGIs replace everything with every write (VAPIX
 * mqtt-client-api, mqtt-event-bridge), and a firmware may tell more than this side knows: that goes back as it came.
 */
final class Told {
    private Told() {}

    /** What a device says that says nothing. */
    static Json nothing() {
        try {
            return Json.parse("{}", field -> {});
        } catch (Json.NotJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields of an object as plain values, without nulls (one crashed a device) and without masks of secrets. */
    static Map<String, Object> fields(CallContext context, Json object) {
        Object tree;
        try {
            tree = Json.read(object.toString());
        } catch (Json.NotJsonException e) {
            throw unreadable(context);
        }
        return tree instanceof Map<?, ?> map ? fields(map) : Map.of();
    }

    /** A change can only keep what could be read. */
    private static MalformedResponseException unreadable(CallContext context) {
        return new MalformedResponseException(
                context.failure(
                                "the present configuration cannot be read as a whole, so a change would lose a part of it")
                        .advice("Write a whole one with configure"),
                "");
    }

    private static Map<String, Object> fields(Map<?, ?> told) {
        Map<String, Object> kept = new LinkedHashMap<>();
        told.forEach((name, value) -> {
            Object plain = plain(value);
            if (plain != null) {
                kept.put(String.valueOf(name), plain);
            }
        });
        return kept;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return fields(object);
        }
        if (value instanceof List<?> array) {
            List<Object> items = new ArrayList<>();
            array.forEach(item -> {
                Object plain = plain(item);
                if (plain != null) {
                    items.add(plain);
                }
            });
            return items;
        }
        return value instanceof String text && ParameterNames.masked(text) ? null : value;
    }

    /** The names of all fields, also of those in objects: a device may quote them. */
    static List<String> names(Map<String, ?> fields) {
        List<String> names = new ArrayList<>(fields.keySet());
        fields.values().forEach(value -> {
            if (value instanceof Map<?, ?> object) {
                names.addAll(names(fields(object)));
            }
        });
        return names;
    }

    /**
     * What the device told, with what differs between two of our own documents.
     *
     * @param told the device's fields
     * @param before what was understood of them
     * @param after what is wanted
     */
    static Map<String, Object> changed(Map<String, ?> told, Map<String, ?> before, Map<String, ?> after) {
        Map<String, Object> result = new LinkedHashMap<>(told);
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object was = before.get(name);
            Object is = after.get(name);
            if (is == null) {
                result.remove(name);
            } else if (!Objects.equals(was, is)) {
                result.put(name, changed(result.get(name), was, is));
            }
        }
        return result;
    }

    private static Object changed(@Nullable Object told, @Nullable Object was, Object is) {
        return told instanceof Map<?, ?> there && was instanceof Map<?, ?> then && is instanceof Map<?, ?> now
                ? changed(fields(there), fields(then), fields(now))
                : is;
    }

    /**
     * The entries of a list, as the device told them.
     *
     * @param understood how many of them this side can tell about; if there are others, a change would lose them
     */
    static List<Map<String, Object>> entries(
            CallContext context, Map<String, Object> told, String name, int understood) {
        List<Map<String, Object>> entries = new ArrayList<>();
        Object list = told.getOrDefault(name, List.of());
        if (list instanceof List<?> items) {
            items.forEach(item -> {
                if (item instanceof Map<?, ?> entry) {
                    entries.add(fields(entry));
                }
            });
        }
        boolean whole = list instanceof List<?> items && items.size() == entries.size() && entries.size() == understood;
        if (!whole) {
            throw unreadable(context);
        }
        return entries;
    }

    /**
     * The same for a list: an entry that is wanted as it was is the device's own, one with the same key is changed, and one
     * with another key is new.
     *
     * @param told the device's entries
     * @param before what was understood of each of them
     * @param after the wanted entries
     * @param key names of the fields that make an entry the same one
     */
    static List<Map<String, Object>> changedEntries(
            List<Map<String, Object>> told,
            List<Map<String, Object>> before,
            List<Map<String, Object>> after,
            Set<String> key) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            left.add(i);
        }
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Map<String, Object> wanted : after) {
            Integer same = left.stream()
                    .filter(i -> before.get(i).equals(wanted))
                    .findFirst()
                    .or(() -> left.stream()
                            .filter(i -> key.stream()
                                    .allMatch(
                                            name -> Objects.equals(before.get(i).get(name), wanted.get(name))))
                            .findFirst())
                    .orElse(null);
            left.remove(same);
            entries.add(same == null ? wanted : changed(told.get(same), before.get(same), wanted));
        }
        return entries;
    }
}
