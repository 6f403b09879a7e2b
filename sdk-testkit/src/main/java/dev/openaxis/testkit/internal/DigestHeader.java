package dev.openaxis.testkit.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of an {@code Authorization: Digest} header, RFC 7616 section 3.4. */
final class DigestHeader {
    private final Map<String, String> values;

    private DigestHeader(Map<String, String> values) {
        this.values = values;
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Reads {@code name=value} pairs, values as token or quoted string; null if the text is not of that form. */
    static @Nullable DigestHeader parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (true) {
            at = skip(text, at);
            if (at == text.length()) {
                return new DigestHeader(values);
            }
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return null;
            }
            String name = text.substring(at, equals).trim().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 1, value);
            if (at < 0 || name.isEmpty()) {
                return null;
            }
            values.put(name, value.toString());
        }
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static int value(String text, int from, StringBuilder into) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted(text, at + 1, into);
        }
        while (at < text.length() && text.charAt(at) != ',') {
            into.append(text.charAt(at++));
        }
        into.setLength(into.toString().stripTrailing().length());
        return at;
    }

    private static int quoted(String text, int from, StringBuilder into) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            into.append(text.charAt(at));
        }
        return -1;
    }
}
