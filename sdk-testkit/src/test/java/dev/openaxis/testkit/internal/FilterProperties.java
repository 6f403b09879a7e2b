package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FilterProperties {
    private static final EventState STATE =
            new EventState("tns1:Device/tnsaxis:IO/Port", Map.of("port", "0"), Map.of("state", "1"));

    @Provide
    Arbitrary<String> filters() {
        return Arbitraries.of(
                        "boolean",
                        "(",
                        ")",
                        "//SimpleItem",
                        "[",
                        "]",
                        "@Name",
                        "@Value",
                        "=",
                        "\"port\"",
                        "\"1\"",
                        " and ",
                        " or ",
                        "not",
                        "tt:",
                        "x")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property
    void anyContentFilterIsAnsweredOrRefused(@ForAll("filters") String text) {
        Boolean passes = ContentFilter.evaluate(text, STATE);
        assertThat(ContentFilter.isWellFormed(text)).isEqualTo(passes != null);
    }

    @Property
    void anyTextIsATopicFilter(@ForAll String text) {
        new TopicFilter(text).matches(STATE.topic());
    }

    private static Boolean passes(String text) {
        return ContentFilter.evaluate(text, STATE);
    }

    @Example
    void contentFiltersFollowTheGrammar() {
        String port = "boolean(//SimpleItem[@Name=\"port\" and @Value=\"0\"])";
        String state = "boolean(//SimpleItem[@Name=\"state\" and @Value=\"0\"])";
        assertThat(passes(port)).isTrue();
        assertThat(passes(state)).isFalse();
        assertThat(passes(port + " and " + state)).isFalse();
        assertThat(passes(port + " or " + state)).isTrue();
        assertThat(passes("not(" + state + ")")).isTrue();
        assertThat(passes("(" + port + ") and (not(" + state + "))")).isTrue();
        assertThat(passes("boolean(//tt:SimpleItem[(@Name=\"state\") and not(@Value=\"0\")])"))
                .isTrue();
        // Two different items cannot both fit one boolean(...) call.
        assertThat(passes("boolean(//SimpleItem[@Name=\"port\" and @Value=\"1\"])"))
                .isFalse();
        assertThat(passes("port=0")).isNull();
        assertThat(passes(port + " and")).isNull();
        assertThat(passes("(".repeat(1000) + port + ")".repeat(1000))).isNull();
    }

    @Example
    void topicFiltersFollowTheGrammar() {
        for (String matching : new String[] {
            "",
            "//.",
            "tns1:Device/tnsaxis:IO/Port",
            "tns1:Device/tnsaxis:IO//.",
            "tns1:Device//.",
            "x|tns1:Device/tnsaxis:IO/Port//.",
            "tnsaxis:Storage//.|tns1:Device/tnsaxis:IO/Port"
        }) {
            assertThat(new TopicFilter(matching).matches(STATE.topic()))
                    .as(matching)
                    .isTrue();
        }
        for (String other : new String[] {
            "tns1:Device", "tns1:Device/tnsaxis:IO/tnsaxis:Port", "Device/IO/Port", "tns1:Device/tnsaxis:IO/Po//.", "*"
        }) {
            assertThat(new TopicFilter(other).matches(STATE.topic())).as(other).isFalse();
        }
    }
}
