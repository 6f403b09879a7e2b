package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ParameterTypeProperties {
    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property
    void anEnumerationTakesItsEntriesOnly(
            @ForAll("words") List<String> entries, @ForAll @AlphaChars @StringLength(max = 12) String value) {
        ParameterType type = new ParameterType("<enum>"
                + entries.stream()
                        .map(entry -> "<entry value=\"" + entry + "\" niceValue=\"other\" />")
                        .collect(Collectors.joining())
                + "</enum>");
        assertThat(entries).allMatch(type::accepts);
        assertThat(type.accepts(value)).isEqualTo(entries.contains(value));
    }

    @Property
    void aNumberIsWithinItsRange(
            @ForAll @IntRange(min = -999, max = 999) int min,
            @ForAll @IntRange(min = 0, max = 999) int length,
            @ForAll @IntRange(min = -3000, max = 3000) int value) {
        ParameterType type = new ParameterType("<int min=\"" + min + "\" max=\"" + (min + length) + "\" />");
        assertThat(type.accepts(Integer.toString(value))).isEqualTo(value >= min && value <= min + length);
        assertThat(type.accepts(value + "x")).isFalse();
    }

    @Property
    void aTextIsNotLongerThanItsLimit(@ForAll @AlphaChars @StringLength(max = 40) String text) {
        assertThat(new ParameterType("<string maxlen=\"20\" />").accepts(text)).isEqualTo(text.length() <= 20);
        assertThat(new ParameterType("<string />").accepts(text)).isTrue();
    }

    @Property
    void aTypeReadOffAValueTakesThatValue(@ForAll @AlphaChars @StringLength(max = 20) String value) {
        assertThat(ParameterType.like(value).accepts(value)).isTrue();
    }

    @Property
    void noTextBreaksATypeOrIsTakenWithControlCharacters(
            @ForAll @StringLength(max = 200) String xml, @ForAll @StringLength(max = 200) String value) {
        assertThat(new ParameterType(xml).accepts(value + "\n")).isFalse();
        new ParameterType(xml).accepts(value);
        ParameterType.like(value).accepts(value);
    }

    @Property
    void theRootIsOptionalInNames(@ForAll @AlphaChars @StringLength(min = 1, max = 9) String group) {
        String name = group + ".I0.Name";
        for (String asked : List.of("root", group, "root." + group, group + ".*.Name", "root.*.I0", name)) {
            assertThat(ParameterNames.isWithin(name, asked)).as(asked).isTrue();
        }
        for (String asked : List.of("", group + "x", group + ".I", name + ".x", "*.*.*.*")) {
            assertThat(ParameterNames.isWithin(name, asked)).as(asked).isFalse();
        }
    }

    @Property
    void anyNameMayBeAskedFor(@ForAll @StringLength(max = 100) String asked) {
        ParameterNames.isWithin("Brand.Brand", asked);
    }

    @Example
    void typesOfValues() {
        assertThat(ParameterType.like("yes").accepts("no")).isTrue();
        assertThat(ParameterType.like("yes").accepts("On")).isFalse();
        assertThat(ParameterType.like("Off").accepts("On")).isTrue();
        assertThat(ParameterType.like("No").accepts("Yes")).isTrue();
        assertThat(ParameterType.like("20").accepts("many")).isFalse();
        assertThat(new ParameterType("<ip />").accepts("192.168.0.90")).isTrue();
        assertThat(new ParameterType("<ip />").accepts("here")).isFalse();
    }
}
