package dev.openaxis.vapix.events;

import dev.openaxis.vapix.internal.events.ContentParser;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an event holds (the ONVIF ItemFilter dialect as Axis devices take it, VAPIX event-data-streaming). Source, key and data
 * items are looked at alike. Names and values are compared as text, with case: on the wire booleans are {@code 0} and {@code 1}
 * (RTSP and old firmware may say {@code true}), so filters say {@code 0} and {@code 1} too.
 */
public sealed interface Content {

    /**
     * There is an item that passes a test.
     *
     * @param test on one item's name and value
     */
    record SomeItem(ItemTest test) implements Content {
        @Override
        public String expression() {
            return "boolean(//SimpleItem[" + test.expression() + "])";
        }

        @Override
        public boolean matches(Collection<Map<String, String>> items) {
            for (Map<String, String> group : items) {
                for (Map.Entry<String, String> item : group.entrySet()) {
                    if (test.matches(item.getKey(), item.getValue())) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public Content sorted() {
            return new SomeItem(test.sorted());
        }

        @Override
        public String toString() {
            return expression();
        }
    }

    /**
     * All of these.
     *
     * @param parts two or more; an {@code All} among them is taken apart
     */
    record All(List<Content> parts) implements Content {
        /** Takes nested ones apart: {@code (a and b) and c} is {@code a and b and c}. */
        public All {
            parts = Clauses.flat(parts, part -> part instanceof All all ? Optional.of(all.parts) : Optional.empty());
        }

        @Override
        public String expression() {
            return Clauses.joined(parts, " and ", Any.class, Content::expression);
        }

        @Override
        public boolean matches(Collection<Map<String, String>> items) {
            return parts.stream().allMatch(part -> part.matches(items));
        }

        @Override
        public Content sorted() {
            return new All(Clauses.sorted(parts, Content::sorted, Content::expression));
        }

        @Override
        public String toString() {
            return expression();
        }
    }

    /**
     * At least one of these.
     *
     * @param parts two or more; an {@code Any} among them is taken apart
     */
    record Any(List<Content> parts) implements Content {
        /** Takes nested ones apart. */
        public Any {
            parts = Clauses.flat(parts, part -> part instanceof Any any ? Optional.of(any.parts) : Optional.empty());
        }

        @Override
        public String expression() {
            return Clauses.joined(parts, " or ", All.class, Content::expression);
        }

        @Override
        public boolean matches(Collection<Map<String, String>> items) {
            return parts.stream().anyMatch(part -> part.matches(items));
        }

        @Override
        public Content sorted() {
            return new Any(Clauses.sorted(parts, Content::sorted, Content::expression));
        }

        @Override
        public String toString() {
            return expression();
        }
    }

    /**
     * Not this.
     *
     * @param part what must not hold
     */
    record Not(Content part) implements Content {
        @Override
        public String expression() {
            return "not(" + part.expression() + ")";
        }

        @Override
        public boolean matches(Collection<Map<String, String>> items) {
            return !part.matches(items);
        }

        @Override
        public Content sorted() {
            return new Not(part.sorted());
        }

        @Override
        public String toString() {
            return expression();
        }
    }

    /**
     * An item has this value.
     *
     * @param name name of the item, for example {@code port}
     * @param value its value as text
     * @return the content
     * @throws IllegalArgumentException if one of them has a double quote, which the grammar cannot carry
     */
    static Content item(String name, String value) {
        return some(ItemTest.named(name).and(ItemTest.valued(value)));
    }

    /**
     * There is an item with this name, whatever its value.
     *
     * @param name name of the item, for example {@code Device Source}
     * @return the content
     * @throws IllegalArgumentException if it has a double quote, which the grammar cannot carry
     */
    static Content item(String name) {
        return some(ItemTest.named(name));
    }

    /**
     * There is an item that passes a test. Two items need two of these.
     *
     * @param test on one item's name and value
     * @return the content
     */
    static Content some(ItemTest test) {
        return new SomeItem(test);
    }

    /**
     * The opposite.
     *
     * @param part what must not hold
     * @return the content
     */
    static Content not(Content part) {
        return new Not(part);
    }

    /**
     * Reads a content expression, for example {@code boolean(//SimpleItem[@Name="port" and @Value="0"])}.
     *
     * @param expression the text
     * @return what it says
     * @throws IllegalArgumentException if the grammar does not have it
     */
    static Content parse(String expression) {
        return ContentParser.parse(expression);
    }

    /**
     * This and that.
     *
     * @param other what must hold too
     * @return both
     */
    default Content and(Content other) {
        return new All(List.of(this, other));
    }

    /**
     * This or that.
     *
     * @param other what may hold instead
     * @return either
     */
    default Content or(Content other) {
        return new Any(List.of(this, other));
    }

    /**
     * As text for a device.
     *
     * @return the expression; {@link #parse} reads the same back
     */
    String expression();

    /**
     * Whether an event holds it.
     *
     * @param items groups of items by name: source, key and data
     * @return {@code true} if it does
     */
    boolean matches(Collection<Map<String, String>> items);

    /**
     * The same with its clauses in the order of their text, for comparison.
     *
     * @return the sorted form
     */
    Content sorted();
}
