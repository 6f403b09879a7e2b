package dev.openaxis.vapix.internal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A change of what a device told: what is wanted is in it, what nobody asked for is as it was. */
class ToldProperties {

    private static Map<String, Object> understood(Map<String, Object> told) {
        Map<String, Object> known = new LinkedHashMap<>();
        told.forEach((name, value) -> {
            if (name.compareTo("m") < 0) {
                known.put(name, value instanceof Map<?, ?> inner ? understood(texts(inner)) : value);
            }
        });
        return known;
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((name, value) -> texts.put((String) name, value));
        return texts;
    }

    private static Map<String, Object> unknown(Map<String, Object> told) {
        Map<String, Object> rest = new LinkedHashMap<>(told);
        rest.keySet().removeIf(name -> name.compareTo("m") < 0);
        return rest;
    }

    @Property(tries = 300)
    void noChangeChangesNothing(@ForAll("documents") Map<String, Object> told) {
        assertThat(Told.changed(told, understood(told), understood(told))).isEqualTo(told);
    }

    @Property(tries = 300)
    void whatIsWantedIsUnderstood_andTheRestIsTheDevices(
            @ForAll("documents") Map<String, Object> told, @ForAll("documents") Map<String, Object> other) {
        Map<String, Object> after = understood(other);

        Map<String, Object> changed = Told.changed(told, understood(told), after);

        assertThat(understood(changed)).isEqualTo(after);
        assertThat(unknown(changed)).isEqualTo(unknown(told));
    }

    @Property(tries = 300)
    void theEntriesAreTheWantedOnes_inTheirOrder(
            @ForAll("entries") List<Map<String, Object>> told, @ForAll("entries") List<Map<String, Object>> more) {
        List<Map<String, Object>> before =
                told.stream().map(ToldProperties::understood).toList();
        List<Map<String, Object>> after = new ArrayList<>(before);
        after.addAll(more.stream().map(ToldProperties::understood).toList());

        List<Map<String, Object>> entries = Told.changedEntries(told, before, after, Set.of("a"));

        assertThat(entries.stream().map(ToldProperties::understood).toList()).isEqualTo(after);
        assertThat(entries.subList(0, told.size())).isEqualTo(told);
        assertThat(Told.changedEntries(told, before, List.of(), Set.of("a"))).isEmpty();
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> entries() {
        return documents().list().ofMaxSize(4);
    }

    /** Names up to l are known to this side. */
    @Provide
    Arbitrary<Map<String, Object>> documents() {
        Arbitrary<Object> values = Arbitraries.of("x", "y", 1, 2, true, List.of("z"));
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "x", "y");
        Arbitrary<Object> inner = Arbitraries.maps(names, values).ofMaxSize(4).map(map -> (Object) map);
        return Arbitraries.maps(names, Arbitraries.oneOf(values, inner)).ofMaxSize(5);
    }
}
