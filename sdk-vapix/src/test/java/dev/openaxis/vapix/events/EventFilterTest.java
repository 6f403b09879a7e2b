package dev.openaxis.vapix.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter grammars of the reference by example: what is rendered, what matches, what is refused. */
class EventFilterTest {
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";
    private static final Content INPUT_1_ACTIVE = Content.item("port", "1").and(Content.item("state", "1"));
    private static final String INPUT_1_ACTIVE_TEXT =
            "boolean(//SimpleItem[@Name=\"port\" and @Value=\"1\"]) and boolean(//SimpleItem[@Name=\"state\" and @Value=\"1\"])";

    @Test
    void aTopicIsRenderedInBothSpellings() {
        EventFilter filter = EventFilter.topic(PORT);

        assertThat(filter.topicExpression(TopicSpelling.TNS1)).isEqualTo(PORT);
        assertThat(filter.topicExpression(TopicSpelling.ONVIF)).isEqualTo("onvif:Device/axis:IO/Port");
        assertThat(EventFilter.topic("onvif:Device/axis:IO/Port")).isEqualTo(filter);
        assertThat(filter.contentExpression()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tnsaxis:Storage/tnsaxis:Alert, tnsaxis:Storage/Alert, axis:Storage/Alert",
        "tns1:Device/tnsaxis:IO/tnsaxis:Port, tns1:Device/tnsaxis:IO/Port, onvif:Device/axis:IO/Port",
        "tns1:Device/tns1:Trigger/tns1:Relay, tns1:Device/Trigger/Relay, onvif:Device/Trigger/Relay",
        "onvif:Device/axis:IO/tnsaxis:Port//., tns1:Device/tnsaxis:IO/Port//., onvif:Device/axis:IO/Port//.",
        "tns1:Device/tnsaxis:IO/Port/tnsaxis:Deep, tns1:Device/tnsaxis:IO/Port/Deep, onvif:Device/axis:IO/Port/Deep",
        "tnsaxis:A/tns1:B/tnsaxis:C, tnsaxis:A/tns1:B/tnsaxis:C, axis:A/onvif:B/axis:C",
        "A/tnsaxis:B/tnsaxis:C, A/tnsaxis:B/C, A/axis:B/C",
    })
    void aPrefixThatRepeatsTheOneBefore_isLeftOut(String documented, String tns1, String onvif) {
        EventFilter filter = EventFilter.parse(documented);

        assertThat(filter.topicExpression(TopicSpelling.TNS1)).isEqualTo(tns1);
        assertThat(filter.topicExpression(TopicSpelling.ONVIF)).isEqualTo(onvif);
        assertThat(filter).isEqualTo(EventFilter.parse(tns1)).isEqualTo(EventFilter.parse(onvif));
    }

    @Test
    void everyEventIsWrittenAsTheRootAndAllBelow() {
        assertThat(EventFilter.all().topicExpression(TopicSpelling.TNS1)).isEqualTo("//.");
        assertThat(EventFilter.parse("//.")).isEqualTo(EventFilter.all());
        assertThat(EventFilter.parse("")).isEqualTo(EventFilter.all());
        assertThat(EventFilter.all().matchesTopic("tnsaxis:Storage/Alert")).isTrue();
        assertThat(EventFilter.all().matchesTopic("")).isTrue();
        assertThat(EventFilter.all().andBelow()).isEqualTo(EventFilter.all());
    }

    @Test
    void severalTopicsAreOneFilter() {
        EventFilter filter =
                EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow().or(EventFilter.topic("tnsaxis:Storage/Alert"));

        assertThat(filter.topicExpression(TopicSpelling.TNS1))
                .isEqualTo("tns1:Device/tnsaxis:IO//.|tnsaxis:Storage/Alert");
        assertThat(EventFilter.parse("tns1:Device/tnsaxis:IO//.|tnsaxis:Storage/Alert"))
                .isEqualTo(filter);
        assertThat(filter.andBelow().topicExpression(TopicSpelling.ONVIF))
                .isEqualTo("onvif:Device/axis:IO//.|axis:Storage/Alert//.");
    }

    @ParameterizedTest
    @CsvSource({
        "Device/IO/Port, true",
        "tns1:Device/tnsaxis:IO/Port, true",
        "tns1:Device/tnsaxis:IO/tnsaxis:Port, true",
        "onvif:Device/axis:IO/Port, true",
        "device/io/PORT, true",
        "Device/IO, false",
        "Device/IO/Port/, false",
        "Device/IO/Port/Extra, false",
        "Device/IO/Ports, false",
        "Device/IO/Por, false",
        "xDevice/IO/Port, false",
        "/Device/IO/Port, false",
        "'', false",
    })
    void topicsAreComparedWithoutPrefixesAndCase(String topic, boolean matches) {
        assertThat(EventFilter.topic(PORT).matchesTopic(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "Device/IO, true",
        "tns1:Device/tnsaxis:IO/Port, true",
        "Device/IO/Port/Deep, true",
        "Device, false",
        "Device/IOs/Port, false",
        "Storage/Alert, false",
    })
    void belowIsTheTopicItselfAndAllUnderIt(String topic, boolean matches) {
        assertThat(EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow().matchesTopic(topic))
                .isEqualTo(matches);
    }

    @Test
    void contentIsRenderedAsTheRecordedRulesHaveIt() {
        EventFilter filter = EventFilter.topic(PORT).where(INPUT_1_ACTIVE);

        assertThat(filter.contentExpression()).hasValue(INPUT_1_ACTIVE_TEXT);
        assertThat(EventFilter.parse(PORT, INPUT_1_ACTIVE_TEXT)).isEqualTo(filter);
        assertThat(EventFilter.topic(PORT).where(Content.item("port", "1")).where(Content.item("state", "1")))
                .isEqualTo(filter);
        assertThat(filter).hasToString(PORT + " where " + INPUT_1_ACTIVE_TEXT);
    }

    @Test
    void topicAndContentMustBothMatch() {
        EventFilter filter = EventFilter.topic(PORT).where(INPUT_1_ACTIVE);
        Map<String, String> port1 = Map.of("port", "1");

        assertThat(filter.matches("Device/IO/Port", port1, Map.of(), Map.of("state", "1")))
                .isTrue();
        assertThat(filter.matches("Device/IO/Port", Map.of(), port1, Map.of("state", "1")))
                .isTrue();
        assertThat(filter.matches("Device/IO/Port", port1, Map.of(), Map.of("state", "0")))
                .isFalse();
        assertThat(filter.matches("Device/IO/Port", port1, Map.of(), Map.of("state", "true")))
                .isFalse();
        assertThat(filter.matches("Device/IO/Port", Map.of("port", "11"), Map.of(), Map.of("state", "1")))
                .isFalse();
        assertThat(filter.matches("Device/IO/OutputPort", port1, Map.of(), Map.of("state", "1")))
                .isFalse();
        assertThat(filter.matches(new OtherEvent(
                        new EventContent(
                                "ACCC8E000001",
                                "Device/IO/Port",
                                port1,
                                Map.of("state", "1"),
                                Optional.<Instant>empty()),
                        true)))
                .isTrue();
    }

    @Test
    void oneItemMustHaveBothNameAndValue() {
        Content content = Content.item("a", "1");

        assertThat(content.matches(List.of(Map.of("a", "2", "b", "1")))).isFalse();
        assertThat(content.matches(List.of(Map.of("a", "2"), Map.of("a", "1")))).isTrue();
        assertThat(content.matches(List.of(Map.of("A", "1")))).isFalse();
    }

    @Test
    void anItemCanBeAskedForByItsNameAlone() {
        // VAPIX event-logger-service: events of this controller and of all others.
        Content local = Content.item("Device Source");
        Content both = local.or(Content.not(local));

        assertThat(both.expression())
                .isEqualTo(
                        "boolean(//SimpleItem[@Name=\"Device Source\"]) or not(boolean(//SimpleItem[@Name=\"Device Source\"]))");
        assertThat(
                        Content.parse(
                                "boolean(//tt:SimpleItem[@Name=\"Device Source\"]) or not( boolean(//tt:SimpleItem[@Name=\"Device Source\"]))"))
                .isEqualTo(both);
    }

    @Test
    void wordsOfDifferentKindsGetParentheses() {
        Content a = Content.item("a");
        Content b = Content.item("b");
        Content c = Content.item("c");

        assertThat(a.or(b).and(c).expression())
                .startsWith("(boolean")
                .contains("\"b\"]))")
                .endsWith("\"c\"])");
        assertThat(a.and(b).or(c).expression()).startsWith("(boolean");
        assertThat(Content.parse(a.expression() + " or " + b.expression() + " and " + c.expression()))
                .isEqualTo(a.or(b.and(c)));
    }

    @Test
    void clausesInAnotherOrderSayTheSame() {
        EventFilter told = EventFilter.parse(
                PORT,
                "boolean(//SimpleItem[@Name=\"state\" and @Value=\"1\"]) and boolean(//SimpleItem[@Value=\"1\" and @Name=\"port\"])");

        assertThat(told).isNotEqualTo(EventFilter.topic(PORT).where(INPUT_1_ACTIVE));
        assertThat(told.sameAs(EventFilter.topic(PORT).where(INPUT_1_ACTIVE))).isTrue();
        assertThat(told.sameAs(EventFilter.topic(PORT).where(Content.item("port", "1"))))
                .isFalse();
        assertThat(told.sameAs(EventFilter.topic(PORT))).isFalse();
        EventFilter two = EventFilter.parse("tns1:A|tns1:B");
        assertThat(two.sameAs(EventFilter.parse("tns1:B | tns1:A"))).isTrue();
        assertThat(two.sameAs(EventFilter.parse("tns1:B"))).isFalse();
    }

    @Test
    void contentOfOneTopicIsNotContentOfBoth() {
        EventFilter narrow = EventFilter.topic(PORT).where(INPUT_1_ACTIVE);
        EventFilter wide = EventFilter.topic("tnsaxis:Storage/Alert");

        assertThatThrownBy(() -> narrow.or(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("where");
        assertThatThrownBy(() -> wide.or(narrow)).isInstanceOf(IllegalArgumentException.class);
        assertThat(narrow.or(wide.where(INPUT_1_ACTIVE)).topics()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a//b",
                "/a",
                "a/",
                "tns1:",
                "tns2:Device",
                "a:b:c",
                "tns1:Device/*",
                "tns1:Dev?ce",
                "a b",
                "1a",
                "a//.",
                "a|b",
                "//.",
                "a/.",
                "a\"b",
                "a,b",
                "a\nb"
            })
    void whatIsNoTopic_isRefused(String topic) {
        assertThatThrownBy(() -> EventFilter.topic(topic)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@Name=\"a\"",
                "boolean",
                "boolean(//SimpleItem)",
                "boolean(//SimpleItem[])",
                "boolean(//SimpleItem[@Name=\"a])",
                "boolean(//SimpleItem[@Name='a'])",
                "boolean(//SimpleItem[@Other=\"a\"])",
                "boolean(//Item[@Name=\"a\"])",
                "boolean(//:SimpleItem[@Name=\"a\"])",
                "boolean(//SimpleItem[@Name=\"a\"]",
                "boolean(//SimpleItem[@Name=\"a\"]) and",
                "boolean(//SimpleItem[@Name=\"a\"]) AND boolean(//SimpleItem[@Name=\"a\"])",
                "boolean(//SimpleItem[@Name=\"a\"]) boolean(//SimpleItem[@Name=\"a\"])",
                "not boolean(//SimpleItem[@Name=\"a\"])",
                "(boolean(//SimpleItem[@Name=\"a\"])"
            })
    void whatIsNoContentExpression_isRefused(String expression) {
        assertThatThrownBy(() -> Content.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDoubleQuoteIsRefused_becauseTheGrammarHasNoPlaceForIt() {
        assertThatThrownBy(() -> Content.item("mqtt-payload", "{\"a\":1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("double quote");
        assertThatThrownBy(() -> Content.item("a\"")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parenthesesWithoutEndAreRefused_andDoNotFillTheStack() {
        assertThatThrownBy(() -> Content.parse("(".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Content.parse("boolean(//SimpleItem[" + "not(".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFilterHasATopic() {
        assertThatThrownBy(() -> new EventFilter(List.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicExpression(List.of(), false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Content.All(List.of(Content.item("a"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
