package dev.openaxis.vapix.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.events.TopicExpression.Level;
import dev.openaxis.vapix.events.TopicExpression.Namespace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Any text in: a filter or {@link IllegalArgumentException}; what is rendered is read back; and what matches is what the JDK's
 * XPath and a plain walk over the names say.
 */
class EventFilterProperties {

    @Property(tries = 500)
    void whatIsRendered_isReadBack(@ForAll("filters") EventFilter filter, @ForAll TopicSpelling spelling) {
        String topics = filter.topicExpression(spelling);
        EventFilter read = filter.contentExpression()
                .map(content -> EventFilter.parse(topics, content))
                .orElseGet(() -> EventFilter.parse(topics));

        assertThat(read).isEqualTo(filter);
        assertThat(read.sameAs(filter)).isTrue();
    }

    @Property(tries = 500)
    void clausesInAnotherOrder_sayTheSame(@ForAll("contents") Content content) {
        assertThat(content.sorted().sorted()).isEqualTo(content.sorted());
        assertThat(EventFilter.all().where(content).sameAs(EventFilter.all().where(turned(content))))
                .isTrue();
    }

    private static Content turned(Content content) {
        if (content instanceof Content.All all) {
            return new Content.All(reversed(
                    all.parts().stream().map(EventFilterProperties::turned).toList()));
        }
        if (content instanceof Content.Any any) {
            return new Content.Any(reversed(
                    any.parts().stream().map(EventFilterProperties::turned).toList()));
        }
        return content instanceof Content.Not not ? Content.not(turned(not.part())) : content;
    }

    private static List<Content> reversed(List<Content> parts) {
        List<Content> reversed = new ArrayList<>(parts);
        Collections.reverse(reversed);
        return reversed;
    }

    @Property(tries = 500)
    void anyTextIsATopicExpressionOrRefused(@ForAll("topicLike") String text) {
        orRefused(() -> {
            EventFilter filter = EventFilter.parse(text);
            assertThat(EventFilter.parse(filter.topicExpression(TopicSpelling.TNS1)))
                    .isEqualTo(filter);
        });
    }

    @Property(tries = 1000)
    void anyTextIsAContentExpressionOrRefused(@ForAll("contentLike") String text) {
        orRefused(() -> {
            Content content = Content.parse(text);
            assertThat(Content.parse(content.expression())).isEqualTo(content);
        });
    }

    private static void orRefused(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 500)
    void contentMatchesWhereXPathSaysSo(
            @ForAll("contents") Content content,
            @ForAll("items") Map<String, String> source,
            @ForAll("items") Map<String, String> key,
            @ForAll("items") Map<String, String> data)
            throws Exception {
        Object judged = XPathFactory.newInstance()
                .newXPath()
                .evaluate(content.expression(), message(List.of(source, key, data)), XPathConstants.BOOLEAN);

        assertThat(EventFilter.all().where(content).matches("Any/Topic", source, key, data))
                .isEqualTo(judged);
    }

    private static Document message(List<Map<String, String>> groups) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        Element message = document.createElement("Message");
        document.appendChild(message);
        for (Map<String, String> group : groups) {
            Element part = document.createElement("Group");
            message.appendChild(part);
            group.forEach((name, value) -> {
                Element item = document.createElement("SimpleItem");
                item.setAttribute("Name", name);
                item.setAttribute("Value", value);
                part.appendChild(item);
            });
        }
        return document;
    }

    @Property(tries = 500)
    void topicsMatchByTheirNames(
            @ForAll("filters") EventFilter filter, @ForAll("paths") List<Level> path, @ForAll TopicSpelling spelling) {
        String topic = path.isEmpty() ? "" : new TopicExpression(path, false).text(spelling);

        assertThat(filter.matchesTopic(topic))
                .isEqualTo(filter.topics().stream().anyMatch(one -> meant(one, path)));
    }

    private static boolean meant(TopicExpression expression, List<Level> path) {
        List<String> names = names(path);
        List<String> wanted = names(expression.levels());
        return expression.below()
                ? names.size() >= wanted.size()
                        && names.subList(0, wanted.size()).equals(wanted)
                : names.equals(wanted);
    }

    private static List<String> names(List<Level> levels) {
        return levels.stream()
                .map(level -> level.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Provide
    Arbitrary<EventFilter> filters() {
        Arbitrary<TopicExpression> topics = paths().flatMap(path ->
                Arbitraries.of(true, false).map(below -> new TopicExpression(path, below || path.isEmpty())));
        return Combinators.combine(
                        topics.list().ofMinSize(1).ofMaxSize(3), contents().optional())
                .as((list, content) -> new EventFilter(list, content))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<Level>> paths() {
        return Combinators.combine(
                        Arbitraries.of(Namespace.values()), Arbitraries.of("a", "A", "b", "Port", "_x-1.y", "é"))
                .as(Level::new)
                .list()
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<Content> contents() {
        return contents(2).withoutEdgeCases();
    }

    private static Arbitrary<Content> contents(int depth) {
        Arbitrary<Content> one = tests(1).map(Content::some);
        if (depth == 0) {
            return one;
        }
        Arbitrary<Content> part = contents(depth - 1);
        return Arbitraries.oneOf(
                one,
                Combinators.combine(part, part).as(Content::and),
                Combinators.combine(part, part).as(Content::or),
                part.map(Content::not));
    }

    private static Arbitrary<ItemTest> tests(int depth) {
        Arbitrary<ItemTest> one = Arbitraries.oneOf(
                texts().map(ItemTest::named),
                texts().map(ItemTest::valued),
                Combinators.combine(texts(), texts())
                        .as((name, value) -> ItemTest.named(name).and(ItemTest.valued(value))));
        if (depth == 0) {
            return one;
        }
        Arbitrary<ItemTest> part = tests(depth - 1);
        return Arbitraries.oneOf(
                one,
                Combinators.combine(part, part).as(ItemTest::and),
                Combinators.combine(part, part).as(ItemTest::or),
                part.map(ItemTest::not));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "0", "1", "", "A", "a b", "it's", "<&>]", " and ");
    }

    @Provide
    Arbitrary<Map<String, String>> items() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(2);
    }

    @Provide
    Arbitrary<String> topicLike() {
        return pieces("tns1:", "tnsaxis:", "axis:", ":", "/", "//.", "|", "Device", "a", " ", "*", "\u0000", ".");
    }

    @Provide
    Arbitrary<String> contentLike() {
        Arbitrary<String> damaged = Combinators.combine(
                        contents(), Arbitraries.integers().between(0, 400), texts())
                .as((content, at, inserted) -> {
                    String text = content.expression();
                    int cut = Math.min(at, text.length());
                    return text.substring(0, cut) + inserted + text.substring(Math.min(text.length(), cut + 1));
                });
        return Arbitraries.oneOf(
                damaged,
                pieces(
                        "boolean",
                        "(",
                        ")",
                        "//",
                        "SimpleItem",
                        "[",
                        "]",
                        "@Name",
                        "@Value",
                        "=",
                        "\"",
                        "not",
                        "and",
                        "or",
                        " ",
                        "tt:"));
    }

    private static Arbitrary<String> pieces(String... of) {
        return Arbitraries.oneOf(
                Arbitraries.of(of).list().ofMaxSize(12).map(list -> String.join("", list)), Arbitraries.strings());
    }
}
