package dev.openaxis.vapix.internal.config;

import dev.openaxis.vapix.internal.PercentEncoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is at a path of an API.
 *
 * @param api the API
 * @param path names and keys as they are, one for each segment
 */
public record ConfigResourceId(ConfigApiId api, List<String> path) {
    /** Refuses what could not be sent, or would be another path. */
    public ConfigResourceId {
        path = List.copyOf(path);
        path.forEach(ConfigResourceId::encoded);
    }

    /** The path as it is sent, below the base path of the API. */
    String encoded() {
        StringBuilder target = new StringBuilder();
        path.forEach(segment -> target.append('/').append(encoded(segment)));
        return target.toString();
    }

    /** Keys are one segment: everything but RFC 3986's unreserved characters is encoded, the slash among it. */
    private static String encoded(String segment) {
        // Dots would be the same encoded or not, so such a key cannot be named.
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("no segment of a path: '" + segment + "'");
        }
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(segment));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a segment of the path is no valid Unicode", e);
        }
        byte[] exactly = new byte[bytes.remaining()];
        bytes.get(exactly);
        return PercentEncoding.encode(exactly);
    }

    @Override
    public String toString() {
        return api + encoded();
    }
}
