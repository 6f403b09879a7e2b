package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.events.EventFilter;
import java.util.Optional;

/**
 * A start event or a condition as a device tells it: in the device's own words, which it may have rearranged.
 *
 * @param topicExpression the topic expression; AXIS OS 10.12 tells it with {@code //.} appended (recorded)
 * @param contentExpression the content expression, if there is one
 */
public record StoredFilter(String topicExpression, Optional<String> contentExpression) {

    /**
     * The filter it stands for.
     *
     * @return the filter, or empty if the grammar does not have these words
     */
    public Optional<EventFilter> filter() {
        try {
            return topicExpression.isBlank()
                    ? Optional.empty()
                    : Optional.of(contentExpression
                            .map(content -> EventFilter.parse(topicExpression, content))
                            .orElseGet(() -> EventFilter.parse(topicExpression)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether this is what a device makes of a filter it was given: the clauses may be in another order, and {@code //.} may be
     * appended to the topic.
     *
     * @param given the filter that was sent
     * @return {@code true} if it says the same
     */
    public boolean means(EventFilter given) {
        return filter().filter(told -> told.sameAs(given) || told.sameAs(given.andBelow()))
                .isPresent();
    }

    @Override
    public String toString() {
        return topicExpression + contentExpression.map(text -> " where " + text).orElse("");
    }
}
