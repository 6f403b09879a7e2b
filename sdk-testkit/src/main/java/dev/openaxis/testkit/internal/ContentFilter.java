package dev.openaxis.testkit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message content filter, dialect ItemFilter, reference 04 section 0.3 (documented grammar). Values are compared as
 * text.
 */
final class ContentFilter {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private final List<Map.Entry<String, String>> items;
    private int at;
    private int depth;
    private int taken;

    private ContentFilter(String text, List<Map.Entry<String, String>> items) {
        this.text = text;
        this.items = items;
    }

    /** Thrown inside when the text does not follow the grammar. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Tells whether an event passes; null if the text is not a filter. */
    static @Nullable Boolean evaluate(String text, EventState state) {
        List<Map.Entry<String, String>> items = new ArrayList<>(state.source().entrySet());
        items.addAll(state.data().entrySet());
        try {
            return new ContentFilter(text, items).whole();
        } catch (Malformed e) {
            return null;
        }
    }

    /** What is wrong with a text, or null if it is a filter. */
    static @Nullable String problem(String text) {
        ContentFilter filter = new ContentFilter(text, List.of());
        try {
            filter.whole();
            return null;
        } catch (Malformed e) {
            String found = filter.at < text.length() ? text.substring(filter.at, filter.at + 1) : "$end";
            // The recorded text of "not[valid[xpath" counts one where one token was read: taken to count tokens.
            return "around character " + filter.taken + ": syntax error, unexpected " + found + ", expecting "
                    + e.getMessage();
        }
    }

    static boolean isWellFormed(String text) {
        return problem(text) == null;
    }

    private boolean whole() {
        boolean result = expression();
        blanks();
        if (at < text.length()) {
            throw new Malformed("$end");
        }
        return result;
    }

    private boolean expression() {
        boolean result = term();
        while (true) {
            if (take("and")) {
                result &= term();
            } else if (take("or")) {
                result |= term();
            } else {
                return result;
            }
        }
    }

    private boolean term() {
        if (++depth > MAX_DEPTH) {
            throw new Malformed("something less deep");
        }
        boolean result;
        if (take("not")) {
            expect("(");
            result = !expression();
            expect(")");
        } else if (take("boolean")) {
            expect("(");
            result = anyItem();
            expect(")");
        } else {
            expect("(");
            result = expression();
            expect(")");
        }
        depth--;
        return result;
    }

    /** {@code //SimpleItem[...]} holds if one item fits; a prefix on the element name is accepted. */
    private boolean anyItem() {
        expect("//");
        take("tt:");
        expect("SimpleItem");
        expect("[");
        int start = at;
        boolean found = false;
        attribute("", "");
        int end = at;
        for (Map.Entry<String, String> item : items) {
            at = start;
            found |= attribute(item.getKey(), item.getValue());
        }
        at = end;
        expect("]");
        return found;
    }

    private boolean attribute(String name, String value) {
        boolean result = comparison(name, value);
        while (true) {
            if (take("and")) {
                result &= comparison(name, value);
            } else if (take("or")) {
                result |= comparison(name, value);
            } else {
                return result;
            }
        }
    }

    private boolean comparison(String name, String value) {
        if (++depth > MAX_DEPTH) {
            throw new Malformed("something less deep");
        }
        boolean result;
        if (take("not")) {
            expect("(");
            result = !attribute(name, value);
            expect(")");
        } else if (take("(")) {
            result = attribute(name, value);
            expect(")");
        } else if (take("@Name")) {
            expect("=");
            result = quoted().equals(name);
        } else {
            expect("@Value");
            expect("=");
            result = quoted().equals(value);
        }
        depth--;
        return result;
    }

    private String quoted() {
        expect("\"");
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw new Malformed("\"");
        }
        String content = text.substring(at, end);
        at = end + 1;
        return content;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(String token) {
        blanks();
        if (text.startsWith(token, at)) {
            at += token.length();
            taken++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw new Malformed(token);
        }
    }
}
