package dev.openaxis.testkit.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which devices list what they keep: that of a hash table, which is none. Rules 1 to 5 were recorded in the
 * order 4, 1, 3, 5, 2, which is what the string hash of GLib gives; that it is GLib's is inference. Values of a
 * declaration are documented to be in random order.
 */
final class ListOrder {
    private static final int SMALLEST = 8;

    /** The largest prime below each size of a table, from 8 on. */
    private static final int[] PRIMES = {7, 13, 31, 61, 127, 251, 509, 1021, 2039};

    private ListOrder() {}

    /** The keys in the order of a table they were put into one after the other. */
    static List<String> of(Collection<String> keys) {
        int step = 0;
        int size = SMALLEST;
        while (keys.size() > size - size / 16 && step < PRIMES.length - 1) {
            size *= 2;
            step++;
        }
        Map<Integer, String> table = new HashMap<>();
        for (String key : keys) {
            put(table, key, size, PRIMES[step]);
        }
        List<String> order = new ArrayList<>();
        for (int place = 0; order.size() < table.size(); place++) {
            String key = table.get(place);
            if (key != null) {
                order.add(key);
            }
        }
        return order;
    }

    private static void put(Map<Integer, String> table, String key, int size, int prime) {
        int place = Integer.remainderUnsigned(hash(key) * 11, prime);
        for (int probe = 1; table.containsKey(place) && probe <= 2 * size; probe++) {
            place = (place + probe) & (size - 1);
        }
        while (table.containsKey(place)) {
            place++;
        }
        table.put(place, key);
    }

    private static int hash(String key) {
        int hash = 5381;
        for (byte letter : key.getBytes(StandardCharsets.UTF_8)) {
            hash = hash * 33 + letter;
        }
        return hash;
    }
}
