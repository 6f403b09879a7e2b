package dev.openaxis.vapix.events;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.vapix.internal.events.ContentParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which events are meant: by topic, and by what they hold if that is said too. The same value goes to devices, as text of
 * their filter grammars (ONVIF ConcreteSet and ItemFilter dialects, VAPIX event-data-streaming), and is matched against events
 * on this side.
 *
 * <pre>{@code
 * EventFilter.topic("tns1:Device/tnsaxis:IO/Port").where(Content.item("port", "1").and(Content.item("state", "1")))
 * EventFilter.topic("tns1:Device/tnsaxis:IO").andBelow().or(EventFilter.topic("tns1:Device/tnsaxis:Casing/Open"))
 * }</pre>
 *
 * @param topics any of these; one at least
 * @param content what the events hold besides; empty if that does not matter
 */
public record EventFilter(List<TopicExpression> topics, Optional<Content> content) {
    private static final EventFilter ALL = new EventFilter(List.of(TopicExpression.EVERY), Optional.empty());

    /** Checks that there is a topic. */
    public EventFilter {
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a filter names at least one topic; all() is every event");
        }
    }

    /**
     * Every event.
     *
     * @return a filter that holds nothing back
     */
    public static EventFilter all() {
        return ALL;
    }

    /**
     * Events of one topic.
     *
     * @param topic as devices spell it, for example {@code tns1:Device/tnsaxis:IO/Port}; {@code onvif:} and {@code axis:} are
     *     taken too. Prefixes matter to devices and not to {@link #matches}
     * @return a filter for exactly this topic
     * @throws IllegalArgumentException if it is no topic
     */
    public static EventFilter topic(String topic) {
        TopicExpression expression = TopicExpression.parse(topic);
        if (expression.below()) {
            throw new IllegalArgumentException("one topic is wanted, andBelow() adds those below it: " + topic);
        }
        return new EventFilter(List.of(expression), Optional.empty());
    }

    /**
     * Reads a topic expression in either spelling: {@code a/b}, {@code a/b//.}, several with {@code |} between them. Empty
     * text is every event, as on the WebSocket stream and for RTSP.
     *
     * @param topicExpression the text
     * @return the filter
     * @throws IllegalArgumentException if the grammar does not have it
     */
    public static EventFilter parse(String topicExpression) {
        return topicExpression.isBlank()
                ? ALL
                : new EventFilter(
                        Arrays.stream(topicExpression.split("\\|", -1))
                                .map(TopicExpression::parse)
                                .toList(),
                        Optional.empty());
    }

    /**
     * Reads a topic expression with a content expression, as a stored rule has them.
     *
     * @param topicExpression as for {@link #parse(String)}
     * @param contentExpression as for {@link Content#parse}
     * @return the filter
     * @throws IllegalArgumentException if the grammars do not have them
     */
    public static EventFilter parse(String topicExpression, String contentExpression) {
        return new EventFilter(parse(topicExpression).topics, Optional.of(ContentParser.parse(contentExpression)));
    }

    /**
     * The topics of this filter with everything below each.
     *
     * @return the wider filter
     */
    public EventFilter andBelow() {
        return new EventFilter(topics.stream().map(TopicExpression::andBelow).toList(), content);
    }

    /**
     * The topics of this filter and of another. A device delivers an event once, however many of them match.
     *
     * @param other a filter with the same content, if this has one
     * @return both
     * @throws IllegalArgumentException if what the events must hold differs: one filter has one content, so use two filters, or
     *     say {@link #where} after this
     */
    public EventFilter or(EventFilter other) {
        if (!content.equals(other.content)) {
            throw new IllegalArgumentException(
                    "one filter has one content expression: say where(...) after or(...), or use two filters");
        }
        return new EventFilter(
                Stream.concat(topics.stream(), other.topics.stream()).toList(), content);
    }

    /**
     * Only events that hold this, besides what was asked before.
     *
     * @param wanted what they hold
     * @return the narrower filter
     */
    public EventFilter where(Content wanted) {
        return new EventFilter(
                topics, Optional.of(content.map(has -> has.and(wanted)).orElse(wanted)));
    }

    /**
     * The topic expression as text for a device.
     *
     * @param spelling which prefixes the place wants
     * @return for example {@code tns1:Device/tnsaxis:IO//.|tnsaxis:Storage/Alert}; {@code //.} for every event
     */
    public String topicExpression(TopicSpelling spelling) {
        return topics.stream().map(topic -> topic.text(spelling)).collect(Collectors.joining("|"));
    }

    /**
     * The content expression as text for a device.
     *
     * @return the text, or empty if content does not matter
     */
    public Optional<String> contentExpression() {
        return content.map(Content::expression);
    }

    /**
     * Whether events of this topic can be meant, whatever they hold.
     *
     * @param topic a topic in any spelling
     * @return {@code true} if one of the topics matches it
     */
    public boolean matchesTopic(String topic) {
        for (TopicExpression one : topics) {
            if (one.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an event is meant. Topics are compared without prefixes and case, values as text: a device that says
     * {@code true} is not matched by {@code 1}.
     *
     * @param topic a topic in any spelling
     * @param source source items by name
     * @param key key items by name
     * @param data data items by name
     * @return {@code true} if topic and content match
     */
    public boolean matches(
            String topic, Map<String, String> source, Map<String, String> key, Map<String, String> data) {
        return matchesTopic(topic) && (content.isEmpty() || content.get().matches(List.of(source, key, data)));
    }

    /**
     * Whether an event is meant. That of an output is meant by either of the topics devices tell it under.
     *
     * @param event the event
     * @return {@code true} if topic and content match
     */
    public boolean matches(DeviceEvent event) {
        if (event instanceof PortEvent port) {
            return port.tellings().anyMatch(told -> matches(told.topic(), told.source(), Map.of(), told.data()));
        }
        return matches(event.topic(), event.source(), Map.of(), event.data());
    }

    /**
     * Whether another filter says the same in another order: devices tell the clauses of a stored rule in an order of their
     * own.
     *
     * @param other a filter
     * @return {@code true} if both have the same topics and the same clauses
     */
    public boolean sameAs(EventFilter other) {
        return new HashSet<>(topics).equals(new HashSet<>(other.topics))
                && content.map(Content::sorted).equals(other.content.map(Content::sorted));
    }

    @Override
    public String toString() {
        List<String> said = new ArrayList<>(List.of(topicExpression(TopicSpelling.TNS1)));
        contentExpression().ifPresent(said::add);
        return String.join(" where ", said);
    }
}
