package dev.openaxis.testkit.internal;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as RFC 2326 has it; a body is read and forgotten, no request of a metadata client needs one.
 *
 * @param method method as sent
 * @param uri the URI as sent
 * @param headers by lower-case name, the last one of a name
 */
record RtspRequest(String method, String uri, Map<String, String> headers) {
    /** Something that is no request; nothing after it on the connection makes sense any more. */
    static final RtspRequest MALFORMED = new RtspRequest("", "", Map.of());

    boolean isMalformed() {
        return method.isEmpty();
    }

    /** Reads the lines before the empty one. */
    static RtspRequest parse(String head) {
        String[] lines = head.split("\r?\n", -1);
        String[] first = lines[0].split(" ", -1);
        if (first.length != 3 || first[0].isEmpty() || first[1].isEmpty() || !first[2].equals("RTSP/1.0")) {
            return MALFORMED;
        }
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                return MALFORMED;
            }
            headers.put(
                    lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        return new RtspRequest(first[0], first[1], headers);
    }

    @Nullable
    String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** Length of the body that follows, or -1 if it cannot be told. */
    int bodyLength() {
        String length = headers.getOrDefault("content-length", "0");
        return length.matches("[0-9]{1,6}") ? Integer.parseInt(length) : -1;
    }

    /** The session named, without its parameters. */
    @Nullable
    String session() {
        String session = header("session");
        return session == null ? null : session.split(";", 2)[0].trim();
    }
}
