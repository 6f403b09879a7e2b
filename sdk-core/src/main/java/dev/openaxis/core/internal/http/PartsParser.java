package dev.openaxis.core.internal.http;

import dev.openaxis.core.http.PartListener;
import dev.openaxis.core.http.ResponsePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits a multipart body (RFC 2046 section 5.1) as it comes. Lines may end with a line feed alone. What it keeps is bounded
 * by the longest part, whatever comes.
 */
final class PartsParser {
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    /** What may stand before the first boundary. */
    private static final int MAX_PREAMBLE = 64 * 1024;
    /** Blanks after a boundary and its line end. */
    private static final int PADDING = 64;

    private enum State {
        PREAMBLE,
        HEADERS,
        /** A content whose end is the next boundary. */
        CONTENT,
        /** A content that told its length. */
        COUNTED,
        /** After such a content. */
        BOUNDARY,
        EPILOGUE
    }

    private final byte[] delimiter;
    private final int maxPart;
    private final PartListener parts;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private State state = State.PREAMBLE;
    private byte[] kept = new byte[1024];
    private int length;
    /** Where the line that is being read begins. */
    private int lineStart;
    /** Bytes left of a content that told its length. */
    private int left;

    private int skipped;
    private int headerLines;

    PartsParser(String boundary, int maxPart, PartListener parts) {
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.maxPart = maxPart;
        this.parts = parts;
    }

    /** The boundary a content type names, or {@code null} if it is no multipart with one (RFC 2046 section 5.1.1). */
    static @Nullable String boundaryOf(String contentType) {
        String[] words = contentType.split(";");
        if (!words[0].trim().toLowerCase(java.util.Locale.ROOT).startsWith("multipart/")) {
            return null;
        }
        for (String word : words) {
            String parameter = word.trim();
            if (parameter.regionMatches(true, 0, "boundary=", 0, 9)) {
                String value = parameter.substring(9).trim();
                if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
                    value = value.substring(1, value.length() - 1);
                }
                return value.isEmpty() || value.length() > 70 ? null : value;
            }
        }
        return null;
    }

    /** The next bytes; what is wrong with them is told by the exception. */
    void feed(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining() && state != State.EPILOGUE) {
            if (state == State.COUNTED && left > 0) {
                count(bytes);
            } else {
                byte next = bytes.get();
                keep(next);
                if (next == '\n') {
                    line();
                }
            }
        }
        bytes.position(bytes.limit());
        if (state == State.CONTENT && length > 0 && length <= PartListener.LONGEST_SO_FAR) {
            parts.onContent(new ResponsePart(List.copyOf(headers), Arrays.copyOf(kept, length)));
        }
    }

    private void count(ByteBuffer bytes) {
        int some = Math.min(left, bytes.remaining());
        ensure(length + some);
        bytes.get(kept, length, some);
        length += some;
        left -= some;
        if (left == 0) {
            counted();
        }
    }

    private void counted() {
        deliver(length);
        state = State.BOUNDARY;
    }

    private void keep(byte next) throws IOException {
        int most = state == State.CONTENT ? maxPart + delimiter.length + PADDING : MAX_LINE;
        if (length == most) {
            throw new IOException(
                    state == State.CONTENT ? "a part is longer than " + maxPart + " bytes" : "a line is too long");
        }
        ensure(length + 1);
        kept[length++] = next;
    }

    private void ensure(int size) {
        if (size > kept.length) {
            kept = Arrays.copyOf(kept, (int) Math.max(size, Math.min(2L * kept.length, Integer.MAX_VALUE - 8L)));
        }
    }

    /** A line is complete. */
    private void line() throws IOException {
        switch (state) {
            case PREAMBLE -> {
                skipped += length;
                if (!boundary() && skipped > MAX_PREAMBLE) {
                    throw new IOException("no boundary comes");
                }
                length = 0;
            }
            case HEADERS -> {
                String line = text(0, contentEnd(length));
                length = 0;
                header(line);
            }
            case CONTENT -> {
                int start = lineStart;
                if (boundary()) {
                    int end = contentEnd(start);
                    if (end > maxPart) {
                        throw new IOException("a part is longer than " + maxPart + " bytes");
                    }
                    deliver(end);
                } else {
                    lineStart = length;
                }
            }
            case BOUNDARY -> {
                if (!boundary() && contentEnd(length) > 0) {
                    throw new IOException("a part is longer than it says");
                }
                length = 0;
            }
            case COUNTED, EPILOGUE -> throw new IllegalStateException("no lines are read here");
        }
    }

    /** Where the bytes before this place end without their line end. */
    private int contentEnd(int place) {
        int end = place;
        if (end > 0 && kept[end - 1] == '\n') {
            end--;
            if (end > 0 && kept[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    /** Whether the line that was just read is a boundary; then the state says what comes now. */
    private boolean boundary() {
        int end = length;
        while (end > lineStart
                && (kept[end - 1] == '\n' || kept[end - 1] == '\r' || kept[end - 1] == ' ' || kept[end - 1] == '\t')) {
            end--;
        }
        int size = end - lineStart;
        boolean last = size == delimiter.length + 2 && kept[end - 1] == '-' && kept[end - 2] == '-';
        boolean found = (last || size == delimiter.length)
                && Arrays.equals(kept, lineStart, lineStart + delimiter.length, delimiter, 0, delimiter.length);
        if (found) {
            state = last ? State.EPILOGUE : State.HEADERS;
        }
        return found;
    }

    private void header(String line) throws IOException {
        if (line.isEmpty()) {
            beginContent();
            return;
        }
        if (++headerLines > MAX_HEADERS) {
            throw new IOException("a part has too many headers");
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
            headers.add(Map.entry(
                    line.substring(0, colon).trim(), line.substring(colon + 1).trim()));
        }
    }

    private void beginContent() throws IOException {
        state = State.CONTENT;
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase("Content-Length")) {
                left = size(header.getValue());
                state = State.COUNTED;
            }
        }
        if (state == State.COUNTED && left == 0) {
            counted();
        }
    }

    private int size(String value) throws IOException {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IOException("a part's length is no number");
        }
        int size = Integer.parseInt(value);
        if (size > maxPart) {
            throw new IOException("a part is longer than " + maxPart + " bytes");
        }
        return size;
    }

    private void deliver(int size) {
        ResponsePart part = new ResponsePart(headers, Arrays.copyOf(kept, size));
        headers.clear();
        headerLines = 0;
        length = 0;
        lineStart = 0;
        parts.onPart(part);
    }

    private String text(int from, int to) {
        return new String(kept, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The body has ended: a boundary that ends it needs no line end. */
    void end() throws IOException {
        if (state == State.CONTENT || state == State.BOUNDARY) {
            keep((byte) '\n');
            line();
        }
    }
}
