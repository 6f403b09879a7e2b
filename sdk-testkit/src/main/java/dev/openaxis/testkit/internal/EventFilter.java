package dev.openaxis.testkit.internal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic expression and a message content expression as SOAP services take them, reference 04 section 0.3. Prefixes are
 * compared as spelled (inference).
 *
 * @param topicDialect dialect as given
 * @param topic topic expression as given, or null if there is none
 * @param contentDialect dialect as given
 * @param content content expression as given, or null if there is none
 */
record EventFilter(
        String topicDialect,
        @Nullable String topic,
        String contentDialect,
        @Nullable String content) {
    private static final String CONCRETE = "http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete";
    private static final String CONCRETE_SET = "http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet";
    private static final String ITEM_FILTER = "http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter";

    /** Lets everything pass. */
    static final EventFilter ALL = new EventFilter("", null, "", null);

    /** Reads the expressions within an element, or throws a fault if one of them does not follow the grammar. */
    static EventFilter read(SoapElement parent, Instant now) {
        SoapElement topic = parent.child("TopicExpression");
        SoapElement content = parent.child("MessageContent");
        if (topic != null) {
            boolean known = List.of(CONCRETE, CONCRETE_SET).contains(dialect(topic));
            if (!known || !TopicFilter.isWellFormed(topic.text())) {
                throw EventFaults.topicExpression(topic.text(), now);
            }
        }
        if (content != null) {
            // Another dialect: what is said then is not found.
            String problem =
                    dialect(content).equals(ITEM_FILTER) ? ContentFilter.problem(content.text()) : "unknown dialect";
            if (problem != null) {
                throw EventFaults.contentExpression(problem, now);
            }
        }
        return new EventFilter(
                topic == null ? "" : dialect(topic),
                topic == null ? null : topic.text(),
                content == null ? "" : dialect(content),
                content == null ? null : content.text());
    }

    private static String dialect(SoapElement expression) {
        return expression.attributes().getOrDefault("Dialect", "");
    }

    boolean matchesTopic(String name) {
        return topic == null || new TopicFilter(topic).matches(name);
    }

    boolean matches(EventState state) {
        return matchesTopic(state.topic())
                && (content == null || Boolean.TRUE.equals(ContentFilter.evaluate(content, state)));
    }
}
