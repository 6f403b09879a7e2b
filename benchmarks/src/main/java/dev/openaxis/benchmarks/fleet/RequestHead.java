package dev.openaxis.benchmarks.fleet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The few things the server wants to know of a request; far less work than a complete codec.
 *
 * @param method HTTP method
 * @param target request target
 * @param authorization value of that header, or empty
 * @param length bytes of head and body together
 */
record RequestHead(String method, String target, String authorization, int length) {
    private static final int LIMIT = 8192;

    /** Reads a request without consuming it; {@code null} while it is not complete. */
    static @Nullable RequestHead peek(ByteBuf in) {
        int readable = Math.min(in.readableBytes(), LIMIT);
        String text = in.toString(in.readerIndex(), readable, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            if (readable == LIMIT) {
                throw new IllegalArgumentException("the head of a request is too long");
            }
            return null;
        }
        int firstSpace = text.indexOf(' ');
        int secondSpace = text.indexOf(' ', firstSpace + 1);
        String authorization = "";
        int body = 0;
        for (int line = text.indexOf("\r\n"); line < end; line = text.indexOf("\r\n", line + 2)) {
            String value = value(text, line + 2, "authorization:");
            if (value != null) {
                authorization = value;
            }
            value = value(text, line + 2, "content-length:");
            if (value != null) {
                body = Integer.parseInt(value);
            }
        }
        int length = end + 4 + body;
        return in.readableBytes() < length
                ? null
                : new RequestHead(
                        text.substring(0, firstSpace),
                        text.substring(firstSpace + 1, secondSpace),
                        authorization,
                        length);
    }

    private static @Nullable String value(String text, int start, String name) {
        if (!text.regionMatches(true, start, name, 0, name.length())) {
            return null;
        }
        return text.substring(start + name.length(), text.indexOf("\r\n", start))
                .trim();
    }
}
