package dev.openaxis.core.internal.rtsp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of an RTSP server, or a request of it, of which only the first line counts (RFC 2326).
 *
 * @param line the first line, for example {@code RTSP/1.0 200 OK}
 * @param headers name and value pairs in order
 * @param body as text, possibly empty
 */
public record RtspMessage(String line, List<Map.Entry<String, String>> headers, String body) {

    /** The status of an answer; -1 if it is none. */
    public int status() {
        String[] words = line.split(" ", 3);
        boolean answer = words.length >= 2 && words[0].startsWith("RTSP/") && words[1].matches("\\d{3}");
        return answer ? Integer.parseInt(words[1]) : -1;
    }

    /** The first header of a name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
