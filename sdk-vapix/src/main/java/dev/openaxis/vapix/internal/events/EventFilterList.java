package dev.openaxis.vapix.internal.events;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.core.internal.live.Wanted;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.TopicSpelling;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The filters of one {@code events:configure}. All topics wanted without a condition are one element, so that no event comes twice;
 * each condition on contents is an element of its own.
 *
 * @param elements topic expression and, optionally, content expression
 */
record EventFilterList(List<Map<String, String>> elements) {
    /** What the SDK itself listens to: the topics of ports. */
    static final EventFilter PORTS = EventFilter.parse("tns1:Device/tnsaxis:IO/Port|tns1:Device/tnsaxis:IO/OutputPort"
            + "|tns1:Device/Trigger/Relay|tns1:Device/tnsaxis:IO/SupervisedPort");

    static EventFilterList of(Set<Wanted> wanted) {
        Set<String> topics = new LinkedHashSet<>();
        Set<Map<String, String>> narrow = new LinkedHashSet<>();
        filters(wanted).forEach(filter -> {
            Optional<String> content = filter.contentExpression();
            if (content.isPresent()) {
                Map<String, String> element = new LinkedHashMap<>();
                element.put("topicFilter", filter.topicExpression(TopicSpelling.TNS1));
                element.put("contentFilter", content.get());
                narrow.add(element);
            } else {
                filter.topics().forEach(topic -> topics.add(topic.text(TopicSpelling.TNS1)));
            }
        });
        Map<String, String> wide = Map.of("topicFilter", topics.contains("//.") ? "//." : String.join("|", topics));
        return new EventFilterList(
                topics.contains("//.")
                        ? List.of(wide)
                        : Stream.concat(Stream.of(wide), narrow.stream()).toList());
    }

    /** The ports' topics, and what the subscribers ask for. */
    static Stream<EventFilter> filters(Set<Wanted> wanted) {
        return Stream.concat(
                Stream.of(PORTS),
                wanted.stream()
                        .flatMap(one -> one instanceof EventSource.Filtered filtered
                                ? Stream.of(filtered.filter())
                                : Stream.empty()));
    }

    /** Whether the device may tell one event several times. */
    boolean overlapping() {
        return elements.size() > 1;
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
                Map.of("eventFilterList", elements)));
    }
}
