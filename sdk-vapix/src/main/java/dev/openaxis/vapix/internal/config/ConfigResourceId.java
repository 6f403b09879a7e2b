package dev.openaxis.vapix.internal.config;

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
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-._~";

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
        StringBuilder encoded = new StringBuilder(bytes.remaining() + 16);
        while (bytes.hasRemaining()) {
            int c = bytes.get() & 0xFF;
            if (isUnreserved(c)) {
                encoded.append((char) c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return api + encoded();
    }
}
