package dev.openaxis.vapix.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.recordings.Recorded;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Any bytes in: a value or a typed error, never another exception, never a hang. */
class ServiceProperties {
    private static final List<String> RECORDINGS = List.of(
            Recorded.text("services/add-action-rule-M1075-L-12.9.57.xml"),
            Recorded.text("services/fault-invalid-args-M1075-L-12.9.57.xml"),
            Recorded.text("services/fault-unknown-rule-M1075-L-12.9.57.xml"),
            Recorded.text("services/fault-action-not-supported-P3265-V-12.11.77.xml"));

    private final Answers answers = new Answers();

    @AfterProperty
    void close() {
        answers.close();
    }

    @Property(tries = 500)
    void anyTextIsAnElementOrNotOne(@ForAll("texts") String text) {
        try {
            assertThat(Element.parse(text).name().getLocalPart()).isNotEmpty();
        } catch (XMLStreamException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 300)
    void anyTextAnswersASoapRequest(@ForAll("texts") String text, @ForAll("statuses") int status) {
        SoapService service = new SoapService("a service", "http://www.axis.com/vapix/ws/action1", "AXIS OS 5.50");
        valueOrTyped(() -> assertThat(
                        answers.read(context -> service.answer(context, Answers.answer(status, text), "AddActionRule"))
                                .name()
                                .getLocalPart())
                .isEqualTo("AddActionRuleResponse"));
    }

    @Property(tries = 300)
    void anyTextAnswersAJsonRequest(@ForAll("jsons") String text, @ForAll("statuses") int status) {
        JsonService service = new JsonService("/vapix/axgpio", "axgpio", "the A9188");
        valueOrTyped(() -> {
            Json answer =
                    answers.read(context -> service.answer(answers.session(), context, Answers.answer(status, text)));
            assertThat(status).isEqualTo(200);
            assertThat(answer.has("Fault")).isFalse();
        });
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("elements") Element element) throws XMLStreamException {
        assertThat(Element.parse(element.xml())).isEqualTo(element);
    }

    @Example
    void nestingIsBounded() throws XMLStreamException {
        assertThat(nested(60)).isNotNull();
        try {
            nested(100_000);
        } catch (XMLStreamException e) {
            return;
        }
        throw new AssertionError("nested without end");
    }

    private static Element nested(int depth) throws XMLStreamException {
        return Element.parse("<a>".repeat(depth) + "</a>".repeat(depth));
    }

    private static void valueOrTyped(Runnable call) {
        try {
            call.run();
        } catch (AxisException e) {
            assertThat(e.getMessage()).contains("test.read");
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 405, 500, 503);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> recorded = Arbitraries.of(RECORDINGS);
        Arbitrary<String> pieces = Arbitraries.of(
                        "<a>",
                        "</a>",
                        "<a:b xmlns:a='u'>",
                        "</a:b>",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "&lt;",
                        "&x;",
                        "&#0;",
                        "<?xml version='1.0'?>",
                        "<?p?>",
                        "<!DOCTYPE a>",
                        "<!DOCTYPE a SYSTEM 'file:///x'>",
                        " ",
                        "text",
                        "<",
                        ">",
                        "&",
                        "\u0000",
                        "\uFFFF",
                        "\uD800",
                        "a='b'",
                        "<a a='1' a='2'/>")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(
                recorded, mangled(recorded), pieces, Arbitraries.strings().ofMaxLength(100));
    }

    @Provide
    Arbitrary<String> jsons() {
        Arbitrary<String> faults = Combinators.combine(member("Fault"), member("FaultCode"), member("FaultSubCode"))
                .as((one, two, three) -> "{" + one + "," + two + "," + three + "}");
        return Arbitraries.oneOf(faults, mangled(faults), Arbitraries.strings().ofMaxLength(100));
    }

    private static Arbitrary<String> member(String name) {
        return Arbitraries.of("null", "\"env:Sender\"", "\"ter:NotAuthorized\"", "7", "[]", "{\"a\":1}", "true", "\"\"")
                .map(value -> "\"" + name + "\":" + value);
    }

    private static Arbitrary<String> mangled(Arbitrary<String> texts) {
        return Combinators.combine(
                        texts,
                        Arbitraries.integers().between(0, 20_000),
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.of("", "<", "&", "\"", "{", "}", "</a>", "\u0000", "é"))
                .as((text, at, length, instead) -> {
                    int from = at % (text.length() + 1);
                    return text.substring(0, from) + instead + text.substring(Math.min(text.length(), from + length));
                });
    }

    @Provide
    Arbitrary<Element> elements() {
        return element(3);
    }

    private static Arbitrary<Element> element(int depth) {
        Arbitrary<String> namespace = Arbitraries.of("", "urn:a", "urn:b");
        Arbitrary<String> name = Arbitraries.of("a", "Token", "x-1");
        Arbitrary<String> text = Arbitraries.strings()
                .withChars(" <>&\"'\r\n\t]é€")
                .withCharRange('a', 'z')
                .ofMaxLength(12);
        Arbitrary<Element> leaf = Combinators.combine(namespace, name, text).as(Element::text);
        return depth == 0
                ? leaf
                : Arbitraries.oneOf(
                        leaf,
                        Combinators.combine(
                                        namespace,
                                        name,
                                        element(depth - 1).list().ofMaxSize(3))
                                .as((space, local, children) ->
                                        Element.of(space, local, children.toArray(Element[]::new))));
    }
}
