package dev.openaxis.testkit.internal;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an RTSP URI points at.
 *
 * @param origin scheme and authority as the client wrote them
 * @param path path
 * @param query query as sent, without the question mark
 */
record RtspTarget(String origin, String path, String query) {
    static final String MEDIA = "/axis-media/media.amp";

    private static final String SCHEME = "rtsp://";

    /** Reads a URI; null if it is none of RTSP. Not by {@code java.net.URI}: filters come with characters it refuses. */
    static @Nullable RtspTarget parse(String uri) {
        if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        int question = uri.indexOf('?');
        String place = question < 0 ? uri : uri.substring(0, question);
        int slash = place.indexOf('/', SCHEME.length());
        if (slash == SCHEME.length()) {
            return null;
        }
        return new RtspTarget(
                slash < 0 ? place : place.substring(0, slash),
                slash < 0 ? "/" : place.substring(slash),
                question < 0 ? "" : uri.substring(question + 1));
    }

    /** The whole presentation; some clients keep the slash of {@code Content-Base}. */
    boolean isMedia() {
        return path.equals(MEDIA) || path.equals(MEDIA + "/") || isStream();
    }

    boolean isStream() {
        return path.equals(MEDIA + "/stream=0");
    }

    /** Where the presentation, or its only stream, is controlled. */
    String control(boolean stream) {
        return origin + MEDIA + (stream ? "/stream=0" : "") + (query.isEmpty() ? "" : "?" + query);
    }

    /**
     * The first value of an argument.
     *
     * @throws IllegalArgumentException if the query has a malformed escape
     */
    String argument(String name) {
        Map<String, List<String>> arguments =
                new QueryStringDecoder(query, StandardCharsets.UTF_8, false, 64, true).parameters();
        List<String> values = arguments.get(name);
        return values == null ? "" : values.get(0);
    }
}
