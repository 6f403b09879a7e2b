package dev.openaxis.vapix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.vapix.parameters.AccessLevels;
import dev.openaxis.vapix.parameters.ParameterDefinition;
import dev.openaxis.vapix.parameters.ParameterDefinitions;
import dev.openaxis.vapix.parameters.ParameterFlag;
import dev.openaxis.vapix.parameters.ParameterList;
import dev.openaxis.vapix.parameters.ParameterType;
import dev.openaxis.vapix.parameters.ParameterType.Choice;
import dev.openaxis.vapix.parameters.ParameterType.Kind;
import dev.openaxis.vapix.parameters.ParameterType.Range;
import dev.openaxis.vapix.recordings.Recorded;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Any text in: a value or the documented exception; and what is rendered is read back. */
class ParameterProperties {
    private static final String DEFINITIONS = Recorded.text("io/param-definitions-io-excerpt-P5512-5.51.7.xml");

    // ---- form and answers ----

    @Property(tries = 500)
    void whatIsEncoded_isDecodedByOthers(@ForAll("latin") String value) {
        String encoded = Form.encode("value", value);

        assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1)).isEqualTo(value);
    }

    @Provide
    Arbitrary<String> latin() {
        return Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(60);
    }

    @Property(tries = 500)
    void anyTextIsAnAnswerOfSomeKind(@ForAll String text) {
        ParamAnswer answer = ParamAnswer.parse(text);

        assertThat(answer.done()).isEqualTo(text.trim().equals("OK"));
        assertThat(answer.notCreated() && answer.entry().isPresent()).isFalse();
    }

    @Property(tries = 200)
    void whatADeviceAnswersToAnAddition_isFound(
            @ForAll @IntRange(min = 0, max = 999) int index,
            @ForAll("letters") String complaint,
            @ForAll boolean refused,
            @ForAll boolean crlf) {
        String end = crlf ? "\r\n" : "\n";
        String text = (refused ? "[info]" + end + "# Error: " + complaint + end : "") + "S" + index + " OK" + end;

        ParamAnswer answer = ParamAnswer.parse(text);

        assertThat(answer.entry()).hasValue("S" + index);
        assertThat(answer.problems()).isEqualTo(refused ? List.of(("Error: " + complaint).trim()) : List.of());
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().withChars("abc xyz'!-=").ofMaxLength(20);
    }

    @Property(tries = 500)
    void noSecretComesThroughTheDevicesWords(
            @ForAll("secrets") String secret, @ForAll("letters") String before, @ForAll("letters") String after) {
        DeviceWords words = DeviceWords.hiding(List.of(secret), List.of("A.Key"));

        assertThat(words.fit(before + secret + after)).doesNotContain(secret);
        assertThat(words.fit("# Error: Error setting 'root.A.Key' to '" + secret + "'!"))
                .doesNotContain(secret);
        assertThat(words.fit(before + Form.encode("", secret) + after)).doesNotContain(secret);
    }

    @Provide
    Arbitrary<String> secrets() {
        // Digits and signs that the words around and "(hidden)" do not have.
        return Arbitraries.strings()
                .withChars("0123456789&<>\"%$§")
                .ofMinLength(1)
                .ofMaxLength(30);
    }

    @Property(tries = 300)
    void anyWordsBecomeOneBoundedLine(@ForAll String text, @ForAll @Size(max = 3) List<String> secrets) {
        String fit = DeviceWords.hiding(secrets, Set.of("A.Key")).fit(text);

        assertThat(fit).hasSizeLessThanOrEqualTo(301).doesNotContain("\n", "\r", "\u0000");
    }

    // ---- read-back ----

    @Property(tries = 300)
    void nothingIsToldOnlyIfAllIsSeen_andAPartOnlyIfAChangeIs(
            @ForAll("values") Map<String, String> before, @ForAll("values") Map<String, String> after) {
        Set<String> names = new TreeSet<>(Set.of("A.X", "A.Y", "A.Z"));

        AppliedEffect told = ReadBack.ofUpdate(names, listing(before), listing(after));

        boolean allSeen = names.stream().allMatch(name -> before.containsKey(name) && after.containsKey(name));
        boolean changed = names.stream()
                .anyMatch(name -> before.containsKey(name)
                        && after.containsKey(name)
                        && !before.get(name).equals(after.get(name)));
        assertThat(told)
                .isEqualTo(changed ? AppliedEffect.PARTIAL : allSeen ? AppliedEffect.NONE : AppliedEffect.POSSIBLE);
    }

    private static ParameterList listing(Map<String, String> values) {
        return ParameterList.parse(values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n")));
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        return Arbitraries.maps(Arbitraries.of("A.X", "A.Y", "A.Z"), Arbitraries.of("1", "2"));
    }

    // ---- lists ----

    @Property(tries = 300)
    void anyListAnswersEveryQuestion(@ForAll String text, @ForAll String name, @ForAll String word) {
        ParameterList list = ParameterList.parse(text);

        assertThat(list.bool(name)).isNotNull();
        assertThat(list.bool(name, word)).isNotNull();
        assertThat(list.integer(name)).isNotNull();
        assertThat(list.group(name).errors()).isEmpty();
        assertThat(list.indexed(name)).isNotNull();
    }

    @Property(tries = 200)
    void entriesAreFoundByTheirNumber(@ForAll Set<@IntRange(min = 0, max = 500) Integer> numbers) {
        ParameterList list = ParameterList.parse(numbers.stream()
                .map(number -> "root.Port.P" + number + ".Name=n" + number)
                .collect(Collectors.joining("\n")));

        assertThat(list.indexed("Port.P").keySet()).containsExactlyElementsOf(new TreeSet<>(numbers));
        numbers.forEach(number ->
                assertThat(list.indexed("Port.P").get(number).get("Name")).hasValue("n" + number));
    }

    // ---- definitions ----

    @Property(tries = 500)
    void anyTextIsDefinitionsOrNot(@ForAll("xmlLike") String text) {
        try {
            assertThat(ParameterDefinitions.parse(text)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not a list of parameter definitions");
        }
    }

    @Provide
    Arbitrary<String> xmlLike() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "<parameterDefinitions>",
                        "</parameterDefinitions>",
                        "<group name=\"root\">",
                        "</group>",
                        "<parameter name=\"A\" securityLevel=\"77\">",
                        "</parameter>",
                        "<type readonly=\"true\">",
                        "</type>",
                        "<int min=\"x\" max=\"99999999999999999999\"/>",
                        "<rangeEntry value=\"--\"/>",
                        "<model>",
                        "</model>",
                        "&amp;",
                        "&x;",
                        "&#0;",
                        "<![CDATA[",
                        "]]>",
                        "<!--",
                        "-->",
                        "<?xml version=\"1.0\"?>",
                        "<!DOCTYPE a>",
                        "<a:b xmlns:a=\"u\"/>",
                        "\u0000",
                        "text",
                        "\ud800")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, pieces.map(text -> "<parameterDefinitions>" + text), Arbitraries.strings());
    }

    @Property(tries = 300)
    void aMangledRecordingIsDefinitionsOrNot(
            @ForAll @IntRange(min = 0, max = 1_000_000) int place, @ForAll char other, @ForAll boolean cut) {
        int at = place % DEFINITIONS.length();
        String text = DEFINITIONS.substring(0, at) + (cut ? "" : other + DEFINITIONS.substring(at + 1));
        try {
            assertThat(ParameterDefinitions.parse(text)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not a list of parameter definitions");
        }
    }

    @Property(tries = 200)
    void whatIsRendered_isReadBack(@ForAll("definitions") List<ParameterDefinition> definitions) {
        ParameterDefinitions read = ParameterDefinitions.parse(rendered(definitions));

        assertThat(read.asMap().values()).containsExactlyInAnyOrderElementsOf(definitions);
    }

    private static String rendered(List<ParameterDefinition> definitions) {
        StringBuilder xml = new StringBuilder("<parameterDefinitions version='1.0'><group name='root'>");
        for (ParameterDefinition one : definitions) {
            String[] name = one.name().split("\\.");
            xml.append("<group name='" + name[0] + "'><parameter name='" + name[1] + "'")
                    .append(attribute("value", one.value()))
                    .append(attribute("niceName", one.niceName()))
                    .append(attribute("securityLevel", one.access().digits()))
                    .append("><type");
            one.flags().forEach(flag -> xml.append(attribute(flag.wireName(), "true")));
            xml.append("><").append(one.type().rawKind());
            one.type().min().ifPresent(min -> xml.append(attribute("min", "" + min)));
            one.type().max().ifPresent(max -> xml.append(attribute("max", "" + max)));
            one.type().maxLength().ifPresent(length -> xml.append(attribute("maxlen", "" + length)));
            one.type().trueWord().ifPresent(word -> xml.append(attribute("true", word)));
            one.type().falseWord().ifPresent(word -> xml.append(attribute("false", word)));
            xml.append('>');
            for (Choice choice : one.type().choices()) {
                xml.append("<entry" + attribute("value", choice.value()) + attribute("niceValue", choice.niceValue())
                        + "/>");
            }
            for (Range range : one.type().ranges()) {
                xml.append("<rangeEntry" + attribute("value", range.from() + "-" + range.to()) + "/>");
            }
            xml.append("</" + one.type().rawKind() + "></type></parameter></group>");
        }
        return xml + "</group></parameterDefinitions>";
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\""
                + value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "\"";
    }

    @Provide
    Arbitrary<List<ParameterDefinition>> definitions() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("abc <&\"'>äß=").ofMaxLength(12);
        Arbitrary<ParameterType> type = Combinators.combine(
                        Arbitraries.of("string", "password", "int", "enum", "bool", "ip", "textArea", "colour"),
                        Arbitraries.longs().optional(),
                        Arbitraries.integers().between(0, 1000).optional(),
                        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                                .as(Range::new)
                                .list()
                                .ofMaxSize(3),
                        Combinators.combine(text, text).as(Choice::new).list().ofMaxSize(3),
                        text.optional())
                .as((kind, bound, length, ranges, choices, word) -> new ParameterType(
                        Kind.of(kind),
                        kind,
                        bound.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        bound.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        ranges,
                        length.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        choices,
                        word,
                        word));
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofSize(2)
                .map(parts -> String.join(".", parts))
                .filter(full -> !full.startsWith("root."));
        return Combinators.combine(
                        name,
                        text,
                        text,
                        Arbitraries.of("7707", "7716", "", "99"),
                        Arbitraries.of(ParameterFlag.class).set().ofMaxSize(4),
                        type)
                .as((full, value, nice, access, flags, kind) ->
                        new ParameterDefinition(full, value, nice, new AccessLevels(access), flags, kind))
                .list()
                .ofMaxSize(6)
                .uniqueElements(ParameterDefinition::name);
    }
}
