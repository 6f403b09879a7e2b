package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One recorded request with what came of it, read from a line of a trace (docs/reference/trace-format.md). */
final class TracedExchange {
    /** What the recorder wrote in place of a secret. */
    private static final String HIDDEN = "(hidden)";

    /** Belong to the connection and not to the answer, or are set anew. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "upgrade");

    private final JsonNode line;

    TracedExchange(JsonNode line) {
        this.line = line;
    }

    /** Shared by all attempts of one request. */
    long number() {
        return line.path("exchange").asLong();
    }

    long connection() {
        return line.path("connection").asLong();
    }

    String method() {
        return line.path("request").path("method").asText();
    }

    String target() {
        return line.path("request").path("target").asText();
    }

    /** Whether it may be answered again. A proof is a read, whatever it proves the connection for. */
    boolean isRead() {
        return line.path("effect").asText().equals("READ")
                || line.path("part").asText().equals("proof");
    }

    boolean isAnswered() {
        return line.path("response").has("status") && !line.has("failure");
    }

    int status() {
        return line.path("response").path("status").asInt();
    }

    boolean isUpgrade() {
        return status() == 101;
    }

    /** Whether the device, or the network, said nothing until the client gave up. */
    boolean isSilence() {
        String type = line.path("failure").path("type").asText();
        return type.equals("DeadlineExceededException") || type.equals("CancellationException");
    }

    /** Headers of the answer that are its own. */
    List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (JsonNode header : line.path("response").path("headers")) {
            String name = header.path(0).asText();
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(Map.entry(name, header.path(1).asText()));
            }
        }
        return headers;
    }

    /** Why the answer cannot be given; null if it can. */
    @Nullable
    String missing() {
        JsonNode body = line.path("response").path("body");
        if (body.has("omitted")) {
            return "the recorder left its answer out (" + body.path("omitted").asText() + ")";
        }
        return body.path("cut").asBoolean() ? "the recorder cut its answer" : null;
    }

    /** The body of the answer. */
    byte[] body() {
        JsonNode body = line.path("response").path("body");
        Charset charset = body.path("charset").asText().equals("ISO-8859-1")
                ? StandardCharsets.ISO_8859_1
                : StandardCharsets.UTF_8;
        return body.path("text").asText().getBytes(charset);
    }

    /** Whether a request is this one. */
    boolean matches(String method, String target, byte[] body) {
        return method().equals(method) && same(target(), target) && sameBody(body);
    }

    private boolean sameBody(byte[] body) {
        JsonNode recorded = line.path("request").path("body");
        if (recorded.isMissingNode()) {
            return body.length == 0;
        }
        if (recorded.has("omitted")) {
            return true;
        }
        String text = recorded.path("text").asText();
        String asked = new String(
                body,
                recorded.path("charset").asText().equals("ISO-8859-1")
                        ? StandardCharsets.ISO_8859_1
                        : StandardCharsets.UTF_8);
        if (recorded.path("cut").asBoolean()) {
            return asked.startsWith(text);
        }
        JsonNode was = json(text);
        JsonNode is = json(asked);
        if (was == null || is == null) {
            return same(text, asked);
        }
        return same(was, is);
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode node = JsonText.MAPPER.readTree(text);
            return node == null || node.isMissingNode() || node.isValueNode() ? null : node;
        } catch (IOException e) {
            // Then it is compared as text.
            return null;
        }
    }

    private static boolean same(JsonNode was, JsonNode is) {
        if (was.isTextual()) {
            return was.textValue().equals(HIDDEN) || (is.isTextual() && same(was.textValue(), is.textValue()));
        }
        if (was.size() != is.size() || !was.getNodeType().equals(is.getNodeType())) {
            return false;
        }
        if (was.isObject()) {
            for (Iterator<String> names = was.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                JsonNode other = is.get(name);
                if (other == null || !same(was.get(name), other)) {
                    return false;
                }
            }
            return true;
        }
        if (was.isArray()) {
            for (int i = 0; i < was.size(); i++) {
                if (!same(was.get(i), is.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return was.equals(is);
    }

    /** Whether the text has the known parts in their order, whatever stands where something was hidden. */
    private static boolean same(String was, String is) {
        if (!was.contains(HIDDEN)) {
            return was.equals(is);
        }
        String[] parts = was.split(Pattern.quote(HIDDEN), -1);
        String last = parts[parts.length - 1];
        if (!is.startsWith(parts[0]) || is.length() < parts[0].length() + last.length() || !is.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        int end = is.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = is.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    @Override
    public String toString() {
        return method() + " " + target();
    }
}
