package dev.openaxis.vapix.internal.mqtt;

import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.events.TopicExpression;
import dev.openaxis.vapix.events.TopicSpelling;
import java.util.List;
import java.util.Optional;

/** Event filters as the event bridge spells them: {@code onvif:} and {@code axis:}, topics only, one per entry. */
public final class BridgeFilters {
    private BridgeFilters() {}

    /** The texts for a device, one per topic. */
    public static List<String> texts(EventFilter filter) {
        if (filter.content().isPresent()) {
            throw new IllegalArgumentException("a device publishes by topic only, not by content: " + filter);
        }
        return filter.topics().stream().map(BridgeFilters::text).toList();
    }

    private static String text(TopicExpression topic) {
        if (!topic.prefixed()) {
            // No device declares a topic without: it would take the filter and publish nothing.
            throw new IllegalArgumentException("topics begin with tns1: (onvif:) or tnsaxis: (axis:): " + topic);
        }
        return topic.text(TopicSpelling.ONVIF);
    }

    /** What a device's text stands for. */
    public static Optional<EventFilter> read(String text) {
        try {
            return Optional.of(EventFilter.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
