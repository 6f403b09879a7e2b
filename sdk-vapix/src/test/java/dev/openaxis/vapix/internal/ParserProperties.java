package dev.openaxis.vapix.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.vapix.io.ModuleId;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.Sequence;
import dev.openaxis.vapix.parameters.ParameterList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any text in: a value or a typed error, never a hang and never another exception. */
class ParserProperties {

    @Property(tries = 500)
    void anyTextIsAParameterList(@ForAll String text) {
        ParameterList list = ParameterList.parse(text);

        assertThat(list.asMap().size() + list.errors().size()).isLessThanOrEqualTo(text.split("\r?\n|\r", -1).length);
    }

    @Property(tries = 300)
    void whatADeviceListsIsFoundAgainWithAndWithoutRoot(
            @ForAll("parameters") Map<String, String> parameters, @ForAll boolean root, @ForAll boolean crlf) {
        String text = parameters.entrySet().stream()
                .map(entry -> (root ? "root." : "") + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(crlf ? "\r\n" : "\n"));

        ParameterList list = ParameterList.parse(text);

        parameters.forEach((name, value) -> {
            assertThat(list.get(name)).hasValue(value);
            assertThat(list.get("root." + name)).hasValue(value);
        });
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join(".", parts))
                .filter(text -> !text.startsWith("root."));
        Arbitrary<String> value =
                Arbitraries.strings().withChars("abcXYZ019 =&#/\\%äß\"'").ofMaxLength(20);
        return Arbitraries.maps(name, value).ofMaxSize(20);
    }

    @Property(tries = 500)
    void anyTextIsAPortMapOrNotOne(@ForAll String text) {
        try {
            PortMap.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("port map");
        }
    }

    @Property(tries = 200)
    void aPortMapSurvivesItsExport(@ForAll("maps") PortMap map) {
        assertThat(PortMap.parse(map.toJson())).isEqualTo(map);
    }

    @Property(tries = 200)
    void aMangledPortMapIsNeverAnotherOne(
            @ForAll("maps") PortMap map, @ForAll @IntRange(min = 0, max = 10_000) int cut) {
        String json = map.toJson();
        String mangled = json.substring(0, cut % json.length());

        assertThatThrownBy(() -> PortMap.parse(mangled)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<PortMap> maps() {
        Arbitrary<PortId> port = Arbitraries.integers().between(0, 255).map(PortId::of);
        Arbitrary<PortMap.Entry> entry = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "I1", "Relay \"2\"", "I/O 2 ü"),
                        Arbitraries.integers().between(0, 15).map(ModuleId::of).optional())
                .as(PortMap.Entry::new);
        return Combinators.combine(
                        Arbitraries.of("B8A44F000001", "ACCC8E000002"),
                        Arbitraries.of("0011223344556677", "8899aabbccddeeff"),
                        Arbitraries.maps(port, entry).ofMaxSize(10))
                .as(PortMap::new);
    }

    @Property(tries = 200)
    void aSequenceIsAsLongAsItsSteps(@ForAll List<@IntRange(min = 1, max = 100_000) Integer> holds) {
        if (holds.isEmpty() || holds.size() > 64) {
            return;
        }
        Sequence.Builder builder = Sequence.start();
        for (int i = 0; i < holds.size(); i++) {
            Duration hold = Duration.ofMillis(holds.get(i));
            builder = i % 2 == 0 ? builder.active(hold) : builder.inactive(hold);
        }

        Sequence sequence = builder.endInactive();

        assertThat(sequence.total().toMillis())
                .isEqualTo(holds.stream().mapToLong(Integer::longValue).sum());
        assertThat(sequence.end()).isEqualTo(PortState.INACTIVE);
    }
}
