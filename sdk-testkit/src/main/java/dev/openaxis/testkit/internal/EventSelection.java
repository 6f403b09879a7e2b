package dev.openaxis.testkit.internal;

import org.jspecify.annotations.Nullable;

/**
 * Which events an RTSP client asked for, reference 04 section 2.2: {@code eventtopic} is a comma-separated list with
 * {@code onvif:} and {@code axis:} prefixes and empty for all, {@code eventcontent} an item filter.
 *
 * @param topics topic filter
 * @param content item filter, or null for any content
 */
record EventSelection(TopicFilter topics, @Nullable String content) {
    /**
     * What a URI asks for.
     *
     * @return null if it asks for no events
     * @throws IllegalArgumentException if the content filter or an escape is malformed; what a device makes of that is
     *     not found
     */
    static @Nullable EventSelection of(RtspTarget target) {
        if (!target.argument("event").equals("on")) {
            return null;
        }
        String content = target.argument("eventcontent");
        if (!content.isEmpty() && !ContentFilter.isWellFormed(content)) {
            throw new IllegalArgumentException("Not an item filter");
        }
        TopicFilter topics = new TopicFilter(target.argument("eventtopic").replace(',', '|'));
        return new EventSelection(topics, content.isEmpty() ? null : content);
    }

    boolean matches(EventState state) {
        return topics.matches(TopicNotation.ofFilters(state.topic()))
                && (content == null || Boolean.TRUE.equals(ContentFilter.evaluate(content, state)));
    }
}
