package dev.openaxis.vapix.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What both levels of the grammar have in common: lists of clauses between one word. */
final class Clauses {
    private Clauses() {}

    /** The clauses with those of the same kind taken apart; two at least. */
    static <T> List<T> flat(List<T> parts, Function<T, Optional<List<T>>> sameKind) {
        List<T> flat = new ArrayList<>();
        for (T part : parts) {
            sameKind.apply(part).ifPresentOrElse(flat::addAll, () -> flat.add(part));
        }
        if (flat.size() < 2) {
            throw new IllegalArgumentException("two clauses at least are wanted, not " + flat);
        }
        return List.copyOf(flat);
    }

    /** The clauses as text. The grammar does not say which word binds closer, so the other kind gets its parentheses. */
    static <T> String joined(List<T> parts, String word, Class<?> otherKind, Function<T, String> text) {
        return parts.stream()
                .map(part -> otherKind.isInstance(part) ? "(" + text.apply(part) + ")" : text.apply(part))
                .collect(Collectors.joining(word));
    }

    static <T> List<T> sorted(List<T> parts, Function<T, T> part, Function<T, String> text) {
        return parts.stream().map(part).sorted(Comparator.comparing(text)).toList();
    }
}
