package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** How much of a recorded body a simulated device must answer. */
@FunctionalInterface
interface Likeness {
    void check(String recorded, String answered);

    /** Every character, except for line ends at the end. */
    static Likeness text() {
        return (recorded, answered) -> assertThat(answered.stripTrailing()).isEqualTo(recorded.stripTrailing());
    }

    /** Every character, except for lines that are empty. */
    static Likeness lines() {
        return (recorded, answered) -> assertThat(answered.replaceAll("\n\n+", "\n"))
                .isEqualTo(recorded.replaceAll("\n\n+", "\n").stripTrailing());
    }

    /** The body of an envelope, character by character; only when it was written may differ. */
    static Likeness soapBody() {
        return (recorded, answered) -> assertThat(soapBody(answered)).isEqualTo(soapBody(recorded));
    }

    private static String soapBody(String envelope) {
        return envelope.substring(envelope.indexOf("<SOAP-ENV:Body>"))
                .replaceAll("Timestamp>[-0-9]{10}T[:0-9]{8}Z<", "Timestamp>any time<")
                .stripTrailing();
    }

    /** The same, but for the address at which the device was asked and which it names as the place of a schema. */
    static Likeness textAskedElsewhere() {
        return (recorded, answered) -> text().check(withoutAddress(recorded), withoutAddress(answered));
    }

    private static String withoutAddress(String page) {
        return page.replaceFirst("http://[^/]+/pub/", "http://address/pub/");
    }

    /** The same members in the same order with the same values; some only have to be there. */
    static Likeness json(String... anyValue) {
        return (recorded, answered) -> assertThat(masked(answered, anyValue)).isEqualTo(masked(recorded, anyValue));
    }

    private static String masked(String json, String... anyValue) {
        JsonNode node = Client.parse(json);
        mask(node, Set.of(anyValue));
        return node.toString();
    }

    private static void mask(JsonNode node, Set<String> names) {
        if (node instanceof ObjectNode object) {
            names.stream().filter(object::has).forEach(name -> object.put(name, "any value"));
        }
        node.forEach(child -> mask(child, names));
    }

    /** The same, but for members only the recorded device has. */
    static Likeness jsonWithout(String absent, String... anyValue) {
        return (recorded, answered) -> {
            JsonNode node = Client.parse(recorded);
            assertThat(node.findParents(absent)).isNotEmpty();
            node.findParents(absent).forEach(parent -> ((ObjectNode) parent).remove(absent));
            json(anyValue).check(node.toString(), answered);
        };
    }

    /** Entries of an object that are named by what the device is: those both have are the same. */
    static Likeness commonEntries(String pointer) {
        return (recorded, answered) -> {
            ObjectNode theirs = (ObjectNode) Client.parse(recorded).at(pointer);
            ObjectNode mine = (ObjectNode) Client.parse(answered).at(pointer);
            Set<String> common = new TreeSet<>(names(theirs));
            common.retainAll(names(mine));
            assertThat(common).hasSizeGreaterThan(names(theirs).size() / 2);
            common.forEach(name -> assertThat(mine.get(name)).as(name).isEqualTo(theirs.get(name)));
            assertThat(names(Client.parse(answered))).isEqualTo(names(Client.parse(recorded)));
        };
    }

    /** Members, their order and types; of lists the kinds of entries. */
    static Likeness shape() {
        return (recorded, answered) ->
                assertThat(shapeOf(Client.parse(answered))).isEqualTo(shapeOf(Client.parse(recorded)));
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String shapeOf(JsonNode node) {
        if (node.isObject()) {
            StringBuilder members = new StringBuilder("{");
            node.properties()
                    .forEach(member -> members.append(member.getKey())
                            .append(':')
                            .append(shapeOf(member.getValue()))
                            .append(' '));
            return members.append('}').toString();
        }
        if (node.isArray()) {
            Set<String> kinds = new TreeSet<>();
            node.forEach(entry -> kinds.add(shapeOf(entry)));
            return kinds.toString();
        }
        return node.getNodeType().toString();
    }

    /** The same parameters in the same order with the same values; of some the value only has to be there. */
    static Likeness parameters(Predicate<String> anyValue) {
        return (recorded, answered) -> {
            Map<String, String> mine = parameters(answered);
            Map<String, String> theirs = parameters(recorded);
            mine.replaceAll((name, value) -> anyValue.test(name) ? "any value" : value);
            theirs.replaceAll((name, value) -> anyValue.test(name) ? "any value" : value);
            assertThat(mine.toString()).isEqualTo(theirs.toString());
        };
    }

    /** Of a tree that is served in part: what is served is in recorded order and has its recorded value. */
    static Likeness servedParameters(int atLeast, Predicate<String> own, BiPredicate<String, String> anyValue) {
        return (recorded, answered) -> {
            Map<String, String> mine = parameters(answered);
            mine.keySet().removeIf(own);
            Map<String, String> theirs = parameters(recorded);
            theirs.keySet().retainAll(mine.keySet());
            assertThat(List.copyOf(mine.keySet()))
                    .isEqualTo(List.copyOf(theirs.keySet()))
                    .hasSizeGreaterThan(atLeast);
            theirs.keySet().removeIf(name -> anyValue.test(name, theirs.get(name)));
            mine.keySet().retainAll(theirs.keySet());
            assertThat(mine).isEqualTo(theirs);
        };
    }

    static Map<String, String> parameters(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        Arrays.stream(text.split("\n")).filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            map.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return map;
    }
}
