package dev.openaxis.testkit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Things a device numbers itself: small decimal numbers that grow and do not come back (recorded), listed in no order.
 *
 * @param <T> what is listed
 */
final class NumberedList<T> {
    private final Map<String, T> entries = new LinkedHashMap<>();
    private long last;

    String add(T entry) {
        String id = Long.toString(++last);
        entries.put(id, entry);
        return id;
    }

    /** Adds under a number from the factory. */
    void put(String id, T entry) {
        entries.put(id, entry);
        last = Math.max(last, Long.parseLong(id));
    }

    @Nullable
    T find(String id) {
        return entries.get(id);
    }

    @Nullable
    T remove(String id) {
        return entries.remove(id);
    }

    int size() {
        return entries.size();
    }

    /** The entries by number, in the order in which devices list them. */
    Map<String, T> listed() {
        Map<String, T> listed = new LinkedHashMap<>();
        for (String id : ListOrder.of(entries.keySet())) {
            T entry = entries.get(id);
            if (entry != null) {
                listed.put(id, entry);
            }
        }
        return listed;
    }

    /** The entries by number, in the order in which they were made. */
    Map<String, T> all() {
        return new LinkedHashMap<>(entries);
    }

    void clear() {
        entries.clear();
        last = 0;
    }
}
