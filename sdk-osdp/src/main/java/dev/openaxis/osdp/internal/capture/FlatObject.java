package dev.openaxis.osdp.internal.capture;

import java.util.HashMap;
import java.util.Map;

/**
 * A JSON object whose values are strings, on one line. Numbers and the literals are taken as their text, objects and
 * arrays inside it are passed over; it may be an element of an array with a line for each. Text that is no such object has no fields.
 */
final class FlatObject {
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    private final String text;
    private int at;

    private FlatObject(String text) {
        this.text = text;
    }

    static Map<String, String> read(String text) {
        try {
            return new FlatObject(text).object();
        } catch (Malformed e) {
            return Map.of();
        }
    }

    /** Not such an object; never leaves this class. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private Map<String, String> object() throws Malformed {
        Map<String, String> fields = new HashMap<>();
        if (peek() == '[') {
            at++;
        }
        expect('{');
        if (peek() == '}') {
            return fields;
        }
        while (true) {
            String name = string();
            expect(':');
            value(name, fields);
            char next = take();
            if (next == '}') {
                return end(fields);
            }
            if (next != ',') {
                throw new Malformed();
            }
        }
    }

    private Map<String, String> end(Map<String, String> fields) throws Malformed {
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!Character.isWhitespace(c) && c != ',' && c != ']') {
                throw new Malformed();
            }
        }
        return fields;
    }

    private void value(String name, Map<String, String> fields) throws Malformed {
        switch (peek()) {
            case '"' -> fields.put(name, string());
            case '{', '[' -> passOver();
            default -> fields.put(name, bare());
        }
    }

    /** A number or a literal. */
    private String bare() throws Malformed {
        int start = at;
        while (at < text.length() && ",}] \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new Malformed();
        }
        return text.substring(start, at);
    }

    private void passOver() throws Malformed {
        int depth = 0;
        do {
            switch (peek()) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0);
    }

    private String string() throws Malformed {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws Malformed {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new Malformed();
        };
    }

    private char unicode() throws Malformed {
        int value = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = Character.digit(next(), HEX);
            if (digit < 0) {
                throw new Malformed();
            }
            value = value * HEX + digit;
        }
        return (char) value;
    }

    private char next() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at++);
    }

    private char peek() throws Malformed {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    private char take() throws Malformed {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char c) throws Malformed {
        if (take() != c) {
            throw new Malformed();
        }
    }
}
