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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters of one {@code events:configure}. All topics wanted without a condition are one element, so that no event comes twice;
 * each condition on the contents of a momentary event is an element of its own. Conditions on states are left to this side: of a
 * state that is told only while it has one value nobody would know that it had another in between.
 *
 * @param topics wanted whatever the events hold
 * @param narrow each an element with a condition
 */
record EventFilterList(Set<TopicExpression> topics, Set<EventFilter> narrow) {
    /** Nothing is asked for yet. */
    static final EventFilterList NONE = new EventFilterList(Set.of(), Set.of());

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
        Set<TopicExpression> topics = new LinkedHashSet<>();
        Set<EventFilter> narrow = new LinkedHashSet<>();
        filters(wanted).forEach(filter -> {
            boolean momentary = filter.topics().stream().noneMatch(topic -> mayBeState(topic, declared));
            if (momentary && filter.contentExpression().isPresent()) {
                narrow.add(filter);
            } else {
                topics.addAll(filter.topics());
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
    EventFilterList and(Set<TopicExpression> more) {
        Set<TopicExpression> all = new LinkedHashSet<>(topics);
        all.addAll(more);
        return new EventFilterList(all, narrow);
    }

    /** How often the device tells one event: once for each element that matches it. */
    int tellings(Notification told) {
        if (narrow.isEmpty() || every()) {
            return 1;
        }
        long conditions = narrow.stream()
                .filter(filter -> filter.matches(told.topic(), told.source(), Map.of(), told.data()))
                .count();
        boolean unconditional = topics.stream().anyMatch(topic -> topic.matches(told.topic()));
        return Math.toIntExact(conditions) + (unconditional ? 1 : 0);
    }

    private boolean every() {
        return topics.stream().anyMatch(topic -> topic.below() && topic.levels().isEmpty());
    }

    private List<Map<String, String>> elements() {
        if (every()) {
            return List.of(Map.of("topicFilter", EVERY));
        }
        String all =
                topics.stream().map(topic -> topic.text(TopicSpelling.TNS1)).collect(Collectors.joining("|"));
        return Stream.concat(
                        Stream.of(Map.of("topicFilter", all)), narrow.stream().map(EventFilterList::element))
                .toList();
    }

    private static Map<String, String> element(EventFilter filter) {
        Map<String, String> element = new LinkedHashMap<>();
        element.put("topicFilter", filter.topicExpression(TopicSpelling.TNS1));
        filter.contentExpression().ifPresent(content -> element.put("contentFilter", content));
        return element;
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
