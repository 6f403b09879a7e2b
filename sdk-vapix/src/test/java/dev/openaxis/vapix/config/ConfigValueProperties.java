package dev.openaxis.vapix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text in: a value or IllegalArgumentException; any value out and in again is the same. */
class ConfigValueProperties {

    @Property(tries = 500)
    void anyTextIsAValueOrNone(@ForAll("jsonish") String text) {
        try {
            ConfigValue value = ConfigValue.parse(text);

            assertThat(ConfigValue.parse(value.toJson())).isEqualTo(value);
            readEverything(value);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage())
                    .matches("not JSON.*|a number of more than 80 digits")
                    .hasSizeLessThan(100);
        }
    }

    private static void readEverything(ConfigValue value) {
        value.integer();
        value.number();
        value.bool();
        assertThat(value.text().isPresent())
                .isEqualTo(!value.isNull()
                        && !value.toJson().startsWith("[")
                        && !value.toJson().startsWith("{"));
        value.items().forEach(ConfigValueProperties::readEverything);
        value.fields().values().forEach(ConfigValueProperties::readEverything);
        assertThat(value.at("a", "b", "")).isNotNull();
    }

    @Provide
    Arbitrary<String> jsonish() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"a\"",
                        "\"b\"",
                        "1",
                        "-1.50e300",
                        "true",
                        "null",
                        "\"",
                        "\\u00",
                        " ",
                        "1e999999999",
                        "1e-999999999",
                        "9223372036854775808",
                        "NaN",
                        "0.0",
                        "-0")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        Arbitrary<String> wrapped = pieces.map(text -> "[" + text + "]");
        return Arbitraries.oneOf(pieces, wrapped, Arbitraries.strings());
    }

    @Property(tries = 300)
    void whatWasGiven_isReadBack(@ForAll("values") Object given) {
        ConfigValue value = ConfigValue.of(given);

        assertThat(ConfigValue.parse(value.toJson())).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(ConfigValue.of(value)).isEqualTo(value);
        assertThat(ConfigValue.of(List.of(value)).items()).containsExactly(value);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> simple = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(text -> (Object) text.replaceAll("[\\uD800-\\uDFFF]", "")),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(79).negate(), BigInteger.TEN.pow(79))
                        .map(number -> (Object) number),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.TEN.pow(40).negate(), BigDecimal.TEN.pow(40))
                        .ofScale(30)
                        .map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth));
        return Arbitraries.recursive(
                () -> simple,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> (Object) list),
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), inner)
                                .ofMaxSize(3)
                                .map(map -> (Object) map)),
                0,
                3);
    }

    @Example
    void oneNumberHasOneForm() {
        assertThat(List.of(1, 1L, (short) 1, 1.0, 1.0f, new BigDecimal("1.000"), BigInteger.ONE))
                .allSatisfy(one -> assertThat(ConfigValue.of(one)).isEqualTo(ConfigValue.parse("1")));
        assertThat(ConfigValue.of(0.1f).toJson()).isEqualTo("0.1");
        assertThat(ConfigValue.of(Long.MAX_VALUE)).isEqualTo(ConfigValue.parse("9223372036854775807.0"));
        assertThat(ConfigValue.parse("1e999999999").integer()).isEmpty();
        assertThat(ConfigValue.parse("1e999999999").number()).hasValue(new BigDecimal("1e999999999"));
    }

    @Example
    void readingForgives_asDevicesWriteEverythingAsText() {
        ConfigValue value = ConfigValue.parse("""
                {"yes":"yes","no":"no","t":true,"n":"8080","m":7,"x":1.5,"l":[1,"2"],"big":"99999999999999999999","z":null}""");

        assertThat(value.at("yes").bool()).hasValue(true);
        assertThat(value.at("no").bool()).hasValue(false);
        assertThat(value.at("t").bool()).hasValue(true);
        assertThat(value.at("t").text()).hasValue("true");
        assertThat(value.at("m").bool()).isEmpty();
        assertThat(value.at("n").integer()).hasValue(8080);
        assertThat(value.at("n").number()).isEmpty();
        assertThat(value.at("m").text()).hasValue("7");
        assertThat(value.at("x").integer()).isEmpty();
        assertThat(value.at("x").number()).hasValue(new BigDecimal("1.5"));
        assertThat(value.at("l").items().get(1).integer()).hasValue(2);
        assertThat(value.at("big").integer()).isEmpty();
        assertThat(value.at("z").isNull()).isTrue();
        assertThat(value.at("missing", "deeper").isNull()).isTrue();
        assertThat(value.fields()).containsKey("z").doesNotContainKey("missing");
    }

    @Example
    void whatIsNoJson_isRefusedWithoutTellingIt() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        for (Object wrong : Arrays.asList(
                Double.NaN,
                BigInteger.TEN.pow(80).add(BigInteger.ONE),
                Float.POSITIVE_INFINITY,
                new Object(),
                Path.of("planted"),
                Map.of(1, "planted"),
                cycle,
                new StringBuilder("planted"))) {
            assertThatThrownBy(() -> ConfigValue.of(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("planted");
        }
        assertThatThrownBy(() -> ConfigValue.parse("{\"password\":\"planted"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("planted");
        assertThat(ConfigValue.of(DayOfWeek.MONDAY).text()).hasValue("MONDAY");
    }

    @Example
    void itIsImmutable_andTellsItsShapeOnly() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("username", "planted");
        given.put("pin", 4711);
        ConfigValue value = ConfigValue.of(given);
        given.put("later", true);

        assertThat(value).hasToString("ConfigValue[object: username, pin]");
        assertThat(value.toJson()).isEqualTo("{\"username\":\"planted\",\"pin\":4711}");
        assertThatThrownBy(() -> value.fields().remove("pin")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(ConfigValue.of(List.of("planted", 1))).hasToString("ConfigValue[list of 2]");
        assertThat(ConfigValue.of("planted")).hasToString("ConfigValue[text]");
        assertThat(ConfigValue.of(4711)).hasToString("ConfigValue[number]");
        assertThat(new ConfigAnswer(value, List.of(ConfigValue.of("planted")), List.of()).toString())
                .doesNotContain("planted")
                .doesNotContain("4711");
    }
}
