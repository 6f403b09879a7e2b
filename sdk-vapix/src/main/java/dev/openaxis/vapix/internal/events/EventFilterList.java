package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.TopicExpression;
import dev.openaxis.vapix.events.TopicSpelling;
import dev.openaxis.vapix.internal.events.EventTyping.Declared;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The filters of one {@code events:configure}. All topics wanted without a condition are one element, so that no event comes twice;
 * each condition on the contents of a momentary event is an element of its own. Conditions on states are left to this side: of a
 * state that is told only while it has one value nobody would know that it had another in between.
 *
 * @param topics topic expressions
 * @param narrow topic expression and content expression of each element with a condition
 */
record EventFilterList(Set<String> topics, Set<Map<String, String>> narrow) {
    /** What the SDK itself listens to: the topics of ports. */
    static final EventFilter PORTS = EventFilter.parse("tns1:Device/tnsaxis:IO/Port|tns1:Device/tnsaxis:IO/OutputPort"
            + "|tns1:Device/Trigger/Relay|tns1:Device/tnsaxis:IO/SupervisedPort");

    private static final String EVERY = "//.";

    /**
     * What subscribers want, and the ports.
     *
     * @param declared which topics are states, as far as the device was asked
     */
    static EventFilterList of(Set<Wanted> wanted, Declared declared) {
        Set<String> topics = new LinkedHashSet<>();
        Set<Map<String, String>> narrow = new LinkedHashSet<>();
        filters(wanted).forEach(filter -> {
            Optional<String> content = filter.contentExpression()
                    .filter(text -> filter.topics().stream().noneMatch(topic -> mayBeState(topic, declared)));
            if (content.isPresent()) {
                Map<String, String> element = new LinkedHashMap<>();
                element.put("topicFilter", filter.topicExpression(TopicSpelling.TNS1));
                element.put("contentFilter", content.get());
                narrow.add(element);
            } else {
                filter.topics().forEach(topic -> topics.add(topic.text(TopicSpelling.TNS1)));
            }
        });
        return new EventFilterList(topics, narrow);
    }

    /** Whether there can be states among the events of an expression; below a topic there can be any. */
    private static boolean mayBeState(TopicExpression topic, Declared declared) {
        return topic.below()
                || StatefulTopics.contains(topic.canonical())
                || declared.stateful(topic.canonical()).orElse(false);
    }

    /** The ports' topics, and what the subscribers ask for. */
    private static Stream<EventFilter> filters(Set<Wanted> wanted) {
        return Stream.concat(
                Stream.of(PORTS),
                wanted.stream()
                        .flatMap(one -> one instanceof EventSource.Filtered filtered
                                ? Stream.of(filtered.filter())
                                : Stream.empty()));
    }

    /** With more topics. */
    EventFilterList and(Set<String> more) {
        Set<String> all = new LinkedHashSet<>(topics);
        all.addAll(more);
        return new EventFilterList(all, narrow);
    }

    /** Whether the device may tell one event several times. */
    boolean overlapping() {
        return elements().size() > 1;
    }

    private List<Map<String, String>> elements() {
        return topics.contains(EVERY)
                ? List.of(Map.of("topicFilter", EVERY))
                : Stream.concat(Stream.of(Map.of("topicFilter", String.join("|", topics))), narrow.stream())
                        .toList();
    }

    String request() {
        return Json.write(Map.of(
                "apiVersion",
                "1.0",
                "context",
                "axis-device-sdk",
                "method",
                "events:configure",
                "params",
                Map.of("eventFilterList", elements())));
    }
}
