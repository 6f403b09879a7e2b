package dev.openaxis.vapix.internal.events;

import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.ItemTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the ItemFilter dialect (VAPIX event-data-streaming): expressions of {@code boolean(//SimpleItem[…])}, and inside the
 * brackets expressions of comparisons; on both levels {@code and}, {@code or}, {@code not(…)} and parentheses. As in XPath, of
 * which it is a part, {@code and} binds closer than {@code or}.
 */
public final class ContentParser {
    /** Nothing written by hand or by a device comes near. */
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private ContentParser(String text) {
        this.text = text;
    }

    /** Reads an expression; {@link IllegalArgumentException} if it is none. */
    public static Content parse(String expression) {
        ContentParser parser = new ContentParser(expression);
        Content content = parser.contents();
        parser.space();
        if (parser.at < expression.length()) {
            throw parser.error("\"and\", \"or\" or the end");
        }
        return content;
    }

    private Content contents() {
        return either(() -> all(this::content, Content.All::new), Content.Any::new);
    }

    private Content content() {
        if (take("(")) {
            return within(this::contents);
        }
        if (word("not")) {
            require("(");
            return new Content.Not(within(this::contents));
        }
        if (!word("boolean")) {
            throw error("boolean(");
        }
        require("(");
        require("//");
        simpleItem();
        require("[");
        ItemTest test = tests();
        require("]");
        require(")");
        return new Content.SomeItem(test);
    }

    /** ONVIF allows a prefix here; Axis examples show both. */
    private void simpleItem() {
        if (!word("SimpleItem")) {
            int from = at;
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            if (at == from || !take(":") || !word("SimpleItem")) {
                at = from;
                throw error("SimpleItem");
            }
        }
    }

    private ItemTest tests() {
        return either(() -> all(this::test, ItemTest.All::new), ItemTest.Any::new);
    }

    private ItemTest test() {
        if (take("(")) {
            return within(this::tests);
        }
        if (word("not")) {
            require("(");
            return new ItemTest.Not(within(this::tests));
        }
        if (word("@Name")) {
            return new ItemTest.Named(compared());
        }
        if (word("@Value")) {
            return new ItemTest.Valued(compared());
        }
        throw error("@Name or @Value");
    }

    private String compared() {
        require("=");
        require("\"");
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw error("a closing quote");
        }
        String value = text.substring(at, end);
        at = end + 1;
        return value;
    }

    private <T> T either(Supplier<T> part, Function<List<T>, T> any) {
        return listed(part, "or", any);
    }

    private <T> T all(Supplier<T> part, Function<List<T>, T> all) {
        return listed(part, "and", all);
    }

    private <T> T listed(Supplier<T> part, String word, Function<List<T>, T> joined) {
        List<T> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (word(word));
        return parts.size() == 1 ? parts.get(0) : joined.apply(parts);
    }

    private <T> T within(Supplier<T> inner) {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("more than " + DEEPEST + " parentheses in each other");
        }
        T value = inner.get();
        require(")");
        depth--;
        return value;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean take(String token) {
        space();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private boolean word(String word) {
        space();
        int end = at + word.length();
        if (!text.startsWith(word, at) || (end < text.length() && isNamePart(text.charAt(end)))) {
            return false;
        }
        at = end;
        return true;
    }

    private void require(String token) {
        if (!take(token)) {
            throw error(token);
        }
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private IllegalArgumentException error(String wanted) {
        return new IllegalArgumentException(
                "at character " + at + " of the content expression " + wanted + " is wanted: " + text);
    }
}
