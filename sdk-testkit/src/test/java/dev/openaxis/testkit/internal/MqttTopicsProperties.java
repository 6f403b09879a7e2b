package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MqttTopicsProperties {
    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "", "$s", "a+", "+", "#", "a#")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(levels -> String.join("/", levels));
    }

    /** Another way to say it: a filter as a regular expression. */
    private static boolean expected(String filter, String topic) {
        boolean own = topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"));
        String body = filter.endsWith("#") ? filter.substring(0, filter.length() - 1) : filter;
        StringBuilder regex = new StringBuilder();
        for (String level : body.split("/", -1)) {
            regex.append(regex.length() == 0 ? "" : "/")
                    .append(level.equals("+") ? "[^/]*" : java.util.regex.Pattern.quote(level));
        }
        String all = body.equals(filter) ? regex.toString() : regex + ".*";
        boolean parent = filter.endsWith("/#") && topic.matches(regex.substring(0, regex.lastIndexOf("/")));
        return !own && (topic.matches(all) || parent);
    }

    @Property(tries = 2000)
    void filtersMatchAsTheirExpression(@ForAll("topics") String filter, @ForAll("topics") String topic) {
        if (MqttTopics.isFilter(filter) && MqttTopics.isName(topic)) {
            assertThat(MqttTopics.matches(filter, topic))
                    .as(filter + " " + topic)
                    .isEqualTo(expected(filter, topic));
        }
    }

    @Property
    void anyTextIsJudged(@ForAll String filter, @ForAll String topic) {
        assertThat(MqttTopics.isName(topic) && !MqttTopics.isFilter(topic)).isFalse();
        MqttTopics.matches(filter, topic);
    }

    @Example
    void theExamplesOfTheStandardHold() {
        assertThat(MqttTopics.matches("sport/tennis/player1/#", "sport/tennis/player1"))
                .isTrue();
        assertThat(MqttTopics.matches("sport/#", "sport")).isTrue();
        assertThat(MqttTopics.matches("sport/+", "sport")).isFalse();
        assertThat(MqttTopics.matches("sport/+", "sport/")).isTrue();
        assertThat(MqttTopics.matches("+/+", "/finance")).isTrue();
        assertThat(MqttTopics.matches("+", "/finance")).isFalse();
        assertThat(MqttTopics.matches("#", "$SYS/monitor")).isFalse();
        assertThat(MqttTopics.matches("$SYS/#", "$SYS/monitor")).isTrue();
        assertThat(MqttTopics.isFilter("sport/tennis#")).isFalse();
        assertThat(MqttTopics.isFilter("sport/tennis/#/ranking")).isFalse();
        assertThat(MqttTopics.isFilter("sport+")).isFalse();
        assertThat(MqttTopics.isFilter("+/tennis/#")).isTrue();
    }
}
