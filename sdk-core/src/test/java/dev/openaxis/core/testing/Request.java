package dev.openaxis.core.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over the socket.
 *
 * @param connection number of the connection it came over, counted from 1
 * @param method method
 * @param target request target byte for byte
 * @param headers name and value pairs in order
 * @param body the body
 */
public record Request(
        int connection, String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
    /** The values of a header, in order. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return connection + ": " + method + " " + target;
    }
}
