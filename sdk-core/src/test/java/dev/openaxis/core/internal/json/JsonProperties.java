package dev.openaxis.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.internal.json.Json.NotJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Reading what devices write: any text in, a value or NotJsonException out. */
class JsonProperties {
    private final List<String> forgiven = new ArrayList<>();

    private Json parse(String text) throws NotJsonException {
        return Json.parse(text, forgiven::add);
    }

    /** Uses every accessor on every field. */
    private void readEverything(Json json) {
        for (String name : List.of("a", "b", "data", "error", "")) {
            json.has(name);
            json.text(name);
            json.text(name, "otherwise");
            json.integer(name);
            json.bool(name);
            json.object(name).ifPresent(this::readEverything);
            json.objects(name).forEach(this::readEverything);
            json.texts(name);
        }
        json.asTexts();
        assertThat(json.toString()).isNotNull();
    }

    @Property
    void anyText_isAnObjectOrNotJson(@ForAll String text) {
        try {
            readEverything(parse(text));
        } catch (NotJsonException refused) {
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(500);
        }
    }

    @Property
    void anyTextOfJsonsCharacters_isAnObjectOrNotJson(@ForAll("jsonish") String text) {
        try {
            readEverything(parse(text));
        } catch (NotJsonException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property
    void anyDocument_isReadAsItIsWritten_orNotJson(@ForAll("jsonish") String text) {
        try {
            Object read = Json.read(text);

            assertThat(Json.read(Json.write(read))).isEqualTo(read);
        } catch (NotJsonException refused) {
            assertThat(refused.getMessage()).startsWith("not JSON");
        }
    }

    @Provide
    Arbitrary<String> jsonish() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"a\"",
                        "\"b\"",
                        "\"data\"",
                        "1",
                        "-1.5e300",
                        "true",
                        "null",
                        "\"",
                        "\\u00",
                        " ",
                        "1e999999999",
                        "NaN")
                .list()
                .ofMaxSize(30)
                .map(parts -> "{\"a\":" + String.join("", parts));
    }

    @Property
    void whatWasWritten_isReadBack(@ForAll @Size(max = 8) Map<String, String> texts) throws Exception {
        assertThat(parse(Json.write(texts)).asTexts()).isEqualTo(texts);
        assertThat(forgiven).isEmpty();
    }

    @Property
    void numbers_areReadWithAndWithoutQuotes(@ForAll long number) throws Exception {
        assertThat(parse("{\"a\":" + number + "}").integer("a")).isEqualTo(OptionalLong.of(number));
        assertThat(parse("{\"a\":\"" + number + "\"}").integer("a")).isEqualTo(OptionalLong.of(number));
        assertThat(parse("{\"a\":" + number + "}").text("a")).contains(Long.toString(number));
        assertThat(forgiven).isEmpty();
    }

    @Example
    void booleans_areReadInEverySpelling() throws Exception {
        for (String yes : List.of("true", "\"true\"", "\"yes\"", "1", "\"1\"")) {
            assertThat(parse("{\"a\":" + yes + "}").bool("a")).as(yes).contains(true);
        }
        for (String no : List.of("false", "\"false\"", "\"no\"", "0", "\"0\"")) {
            assertThat(parse("{\"a\":" + no + "}").bool("a")).as(no).contains(false);
        }
        assertThat(forgiven).isEmpty();
        assertThat(parse("{\"a\":\"maybe\"}").bool("a")).isEmpty();
        assertThat(parse("{\"a\":2}").bool("a")).isEmpty();
        assertThat(forgiven).containsExactly("a", "a");
    }

    @Example
    void missingAndNull_areMissingAndNothingIsSaid() throws Exception {
        for (String text : List.of("{}", "{\"a\":null}")) {
            Json json = parse(text);
            assertThat(json.has("a")).isFalse();
            assertThat(json.text("a")).isEmpty();
            assertThat(json.integer("a")).isEmpty();
            assertThat(json.bool("a")).isEmpty();
            assertThat(json.object("a")).isEmpty();
            assertThat(json.objects("a")).isEmpty();
            assertThat(json.texts("a")).isEmpty();
        }
        assertThat(forgiven).isEmpty();
    }

    @Example
    void wrongTypes_areMissingAndTheirPathsAreTold() throws Exception {
        Json json = parse("{\"data\":{\"items\":[{\"n\":\"x\"},7,{\"n\":[1]}],\"o\":3,\"l\":{},\"t\":{}},\"n\":1.5}");
        Json data = json.object("data").orElseThrow();

        assertThat(data.objects("items"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.integer("n")).isEmpty());
        assertThat(data.object("o")).isEqualTo(Optional.empty());
        assertThat(data.objects("l")).isEmpty();
        assertThat(data.texts("l")).isEmpty();
        assertThat(data.text("t")).isEmpty();
        assertThat(json.integer("n")).isEmpty();
        assertThat(forgiven)
                .containsExactly(
                        // By kind, not by index: whoever counts and logs them must not do so for every element.
                        "data.items[]",
                        "data.items[].n",
                        "data.items[].n",
                        "data.o",
                        "data.l",
                        "data.l",
                        "data.t",
                        "n");
    }

    @Example
    void numbersThatDoNotFit_areForgiven() throws Exception {
        Json json = parse("{\"a\":9223372036854775808,\"b\":\"99999999999999999999\",\"c\":\"12 34\",\"d\":\" 12 \"}");

        assertThat(json.integer("a")).isEmpty();
        assertThat(json.integer("b")).isEmpty();
        assertThat(json.integer("c")).isEmpty();
        assertThat(json.integer("d")).hasValue(12);
        assertThat(forgiven).containsExactly("a", "b", "c");
    }

    @Example
    void whatIsNoObject_isNotJson() {
        for (String text : List.of(
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"a\"",
                "<html>",
                "{",
                "{\"a\"}",
                "{\"a\":1}{",
                "{\"a\":1} trailing",
                "{'a':1}")) {
            assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(NotJsonException.class);
        }
    }

    @Example
    void depthAndLength_areBounded() {
        for (String text : List.of(
                "{\"a\":".repeat(100_000),
                "{\"a\":" + "[".repeat(100_000),
                "{\"a\":\"" + "x".repeat(2_000_000) + "\"}",
                "{\"a\":" + "9".repeat(100_000) + "}",
                "{\"" + "n".repeat(200_000) + "\":1}")) {
            assertThatThrownBy(() -> parse(text)).isInstanceOf(NotJsonException.class);
        }
    }

    @Example
    void messageOfARefusal_doesNotRepeatTheDocument() {
        assertThatThrownBy(() -> parse("{\"password\":\"hunter2\" oops}"))
                .isInstanceOf(NotJsonException.class)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> parse("{\"a\": hunter2}"))
                .isInstanceOf(NotJsonException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Example
    void orderOfTheDevice_isKept() throws Exception {
        assertThat(parse("{\"z\":1,\"a\":\"x\",\"o\":{},\"m\":true,\"n\":null}").asTexts())
                .containsExactlyEntriesOf(new LinkedHashMap<>() {
                    {
                        put("z", "1");
                        put("a", "x");
                        put("m", "true");
                    }
                });
    }
}
