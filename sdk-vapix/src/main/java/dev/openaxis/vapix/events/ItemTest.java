package dev.openaxis.vapix.events;

import java.util.List;
import java.util.Optional;

/** A test on one item of an event, its name and its value as text (inner part of the ItemFilter dialect). */
public sealed interface ItemTest {

    /**
     * The item has this name.
     *
     * @param name the name, with case
     */
    record Named(String name) implements ItemTest {
        /** Checks that the grammar can carry it. */
        public Named {
            requireCarried(name);
        }

        @Override
        public String expression() {
            return "@Name=\"" + name + "\"";
        }

        @Override
        public boolean matches(String itemName, String itemValue) {
            return itemName.equals(name);
        }

        @Override
        public ItemTest sorted() {
            return this;
        }

        @Override
        public String toString() {
            return expression();
        }
    }

    /**
     * The item has this value.
     *
     * @param value the value as text, with case
     */
    record Valued(String value) implements ItemTest {
        /** Checks that the grammar can carry it. */
        public Valued {
            requireCarried(value);
        }

        @Override
        public String expression() {
            return "@Value=\"" + value + "\"";
        }

        @Override
        public boolean matches(String itemName, String itemValue) {
            return itemValue.equals(value);
        }

        @Override
        public ItemTest sorted() {
            return this;
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
    record All(List<ItemTest> parts) implements ItemTest {
        /** Takes nested ones apart. */
        public All {
            parts = Clauses.flat(parts, part -> part instanceof All all ? Optional.of(all.parts) : Optional.empty());
        }

        @Override
        public String expression() {
            return Clauses.joined(parts, " and ", Any.class, ItemTest::expression);
        }

        @Override
        public boolean matches(String itemName, String itemValue) {
            return parts.stream().allMatch(part -> part.matches(itemName, itemValue));
        }

        @Override
        public ItemTest sorted() {
            return new All(Clauses.sorted(parts, ItemTest::sorted, ItemTest::expression));
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
    record Any(List<ItemTest> parts) implements ItemTest {
        /** Takes nested ones apart. */
        public Any {
            parts = Clauses.flat(parts, part -> part instanceof Any any ? Optional.of(any.parts) : Optional.empty());
        }

        @Override
        public String expression() {
            return Clauses.joined(parts, " or ", All.class, ItemTest::expression);
        }

        @Override
        public boolean matches(String itemName, String itemValue) {
            return parts.stream().anyMatch(part -> part.matches(itemName, itemValue));
        }

        @Override
        public ItemTest sorted() {
            return new Any(Clauses.sorted(parts, ItemTest::sorted, ItemTest::expression));
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
    record Not(ItemTest part) implements ItemTest {
        @Override
        public String expression() {
            return "not(" + part.expression() + ")";
        }

        @Override
        public boolean matches(String itemName, String itemValue) {
            return !part.matches(itemName, itemValue);
        }

        @Override
        public ItemTest sorted() {
            return new Not(part.sorted());
        }

        @Override
        public String toString() {
            return expression();
        }
    }

    /**
     * The item has this name.
     *
     * @param name the name
     * @return the test
     * @throws IllegalArgumentException if it has a double quote, which the grammar cannot carry
     */
    static ItemTest named(String name) {
        return new Named(name);
    }

    /**
     * The item has this value.
     *
     * @param value the value as text
     * @return the test
     * @throws IllegalArgumentException if it has a double quote, which the grammar cannot carry
     */
    static ItemTest valued(String value) {
        return new Valued(value);
    }

    /**
     * The opposite.
     *
     * @param part what must not hold
     * @return the test
     */
    static ItemTest not(ItemTest part) {
        return new Not(part);
    }

    /**
     * This and that.
     *
     * @param other what must hold too
     * @return both
     */
    default ItemTest and(ItemTest other) {
        return new All(List.of(this, other));
    }

    /**
     * This or that.
     *
     * @param other what may hold instead
     * @return either
     */
    default ItemTest or(ItemTest other) {
        return new Any(List.of(this, other));
    }

    /**
     * As text for a device.
     *
     * @return the expression
     */
    String expression();

    /**
     * Whether an item passes.
     *
     * @param itemName its name
     * @param itemValue its value
     * @return {@code true} if it does
     */
    boolean matches(String itemName, String itemValue);

    /**
     * The same with its clauses in the order of their text, for comparison.
     *
     * @return the sorted form
     */
    ItemTest sorted();

    private static void requireCarried(String text) {
        if (text.indexOf('"') >= 0) {
            throw new IllegalArgumentException("a filter cannot carry a double quote: " + text);
        }
    }
}
