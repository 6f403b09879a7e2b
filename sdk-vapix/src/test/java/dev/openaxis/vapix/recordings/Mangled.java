package dev.openaxis.vapix.recordings;

import dev.openaxis.core.internal.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Recorded answers as no device should send them. Without jqwik's edge cases: of so many choices they would be all that is
 * tried.
 */
public final class Mangled {
    private static final List<String> PIECES = List.of(
            "",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "-1",
            "1e999999999",
            "\\u0000",
            "\u0000",
            "\uD83D",
            "../",
            "\"data\":",
            "\"error\":{",
            "planted",
            "9".repeat(200),
            "[".repeat(200));

    private Mangled() {}

    // ---- documents ----

    /** A field or an element, and what becomes of it. */
    private record Edit(int place, Kind kind, Object value) {}

    private enum Kind {
        REMOVE,
        REPLACE,
        WRAP_IN_ARRAY,
        WRAP_IN_OBJECT,
        RENAME,
        REPEAT
    }

    /** JSON with fields removed, retyped, renamed or nested otherwise, or cut and torn as text. */
    public static Arbitrary<String> json(List<String> recordings) {
        Arbitrary<String> trees = Combinators.combine(
                        Arbitraries.of(recordings),
                        edits(Arbitraries.oneOf(strange(), Arbitraries.just(deep())))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(6))
                .as((recording, edits) -> Json.write(edited(tree(recording), edits)));
        return Arbitraries.oneOf(trees, text(recordings), text(trees)).withoutEdgeCases();
    }

    /** What may stand for a part of a document that can still be read; nested too deeply it cannot. */
    public static Arbitrary<Object> instead(Object part) {
        Arbitrary<Object> edited =
                edits(strange()).list().ofMinSize(1).ofMaxSize(3).map(edits -> edited(copy(part), edits));
        return Arbitraries.oneOf(strange(), edited).withoutEdgeCases();
    }

    /** A document as maps, lists and values. */
    public static Object tree(String json) {
        try {
            return Json.read(json);
        } catch (Json.NotJsonException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static Arbitrary<Edit> edits(Arbitrary<Object> values) {
        // A value that is another one tells most.
        Arbitrary<Kind> kinds = Arbitraries.oneOf(Arbitraries.just(Kind.REPLACE), Arbitraries.of(Kind.class));
        return Combinators.combine(Arbitraries.integers().between(0, 10_000), kinds, values)
                .as(Edit::new);
    }

    private static Object deep() {
        Object deep = "x";
        for (int i = 0; i < 100; i++) {
            deep = List.of(deep);
        }
        return deep;
    }

    private static Arbitrary<Object> strange() {
        return Arbitraries.<Object>of(
                        "",
                        " ",
                        "planted",
                        "no",
                        "../..",
                        "\u0000\n\r",
                        "\uD83D",
                        "x".repeat(70_000),
                        "9".repeat(30),
                        "-1",
                        0,
                        -1,
                        256,
                        2_147_483_648L,
                        // Error 2001 to who keeps the lower half only.
                        4_294_969_297L,
                        BigInteger.TEN.pow(30),
                        new BigDecimal("1E+400"),
                        1.5,
                        true,
                        false,
                        List.of(),
                        List.of("x", 1),
                        Map.of(),
                        Map.of("x", Map.of("y", 1)))
                .injectNull(0.1);
    }

    private static Object edited(Object tree, List<Edit> edits) {
        List<Object> root = new ArrayList<>();
        root.add(tree);
        for (Edit edit : edits) {
            List<Runnable> places = new ArrayList<>();
            visit(root, edit, places);
            if (!places.isEmpty()) {
                places.get(edit.place() % places.size()).run();
            }
        }
        return root.isEmpty() ? null : root.get(0);
    }

    /** Lists what the edit would do at every place of a tree. */
    @SuppressWarnings("unchecked")
    private static void visit(Object node, Edit edit, List<Runnable> places) {
        if (node instanceof Map<?, ?> any) {
            Map<String, Object> map = (Map<String, Object>) any;
            for (String name : List.copyOf(map.keySet())) {
                places.add(() -> edit(map, name, edit));
                visit(map.get(name), edit, places);
            }
        } else if (node instanceof List<?> any) {
            List<Object> list = (List<Object>) any;
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                places.add(() -> edit(list, at, edit));
                visit(list.get(i), edit, places);
            }
        }
    }

    private static void edit(Map<String, Object> map, String name, Edit edit) {
        Object before = map.get(name);
        switch (edit.kind()) {
            case REMOVE -> map.remove(name);
            case RENAME -> {
                map.remove(name);
                map.put(name.toUpperCase(Locale.ROOT) + "_", before);
            }
            case REPEAT -> map.put(name + "2", before);
            default -> map.put(name, changed(before, edit));
        }
    }

    private static void edit(List<Object> list, int at, Edit edit) {
        switch (edit.kind()) {
            case REMOVE -> list.remove(at);
            case REPEAT -> list.add(at, copy(list.get(at)));
            default -> list.set(at, changed(list.get(at), edit));
        }
    }

    private static Object changed(Object before, Edit edit) {
        return switch (edit.kind()) {
            case WRAP_IN_ARRAY -> new ArrayList<>(Collections.singletonList(before));
            case WRAP_IN_OBJECT -> {
                Map<String, Object> around = new LinkedHashMap<>();
                around.put("x", before);
                yield around;
            }
            default -> copy(edit.value());
        };
    }

    /** One that can be changed again. */
    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, part) -> copy.put(name, copy(part)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(part -> copy.add(copy(part)));
            return copy;
        }
        return value;
    }

    // ---- texts ----

    /** A text with a piece cut out or put in, or cut short. */
    public static Arbitrary<String> text(List<String> recordings) {
        return text(Arbitraries.of(recordings)).withoutEdgeCases();
    }

    private static Arbitrary<String> text(Arbitrary<String> recordings) {
        return Combinators.combine(
                        recordings,
                        Arbitraries.integers().between(0, 200_000),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 60), Arbitraries.just(Integer.MAX_VALUE / 2)),
                        Arbitraries.of(PIECES))
                .as((text, at, length, put) -> {
                    int from = at % (text.length() + 1);
                    return text.substring(0, from) + put + text.substring(Math.min(text.length(), from + length));
                });
    }

    /** A text of lines, some of which are gone, twice there, cut or something else. */
    public static Arbitrary<String> lines(List<String> recordings) {
        Arbitrary<String> lines = Combinators.combine(
                        Arbitraries.of(recordings), line().list().ofMinSize(1).ofMaxSize(6))
                .as((recording, edits) -> {
                    List<String> text = new ArrayList<>(recording.lines().toList());
                    edits.forEach(edit -> edit.applyTo(text));
                    return String.join("\n", text);
                });
        return Arbitraries.oneOf(lines, text(recordings)).withoutEdgeCases();
    }

    /** A line that is another one. */
    public record Line(int place, int kind, String piece) {
        void applyTo(List<String> lines) {
            int at = lines.isEmpty() ? 0 : place % lines.size();
            switch (lines.isEmpty() ? 1 : kind) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, piece);
                case 2 -> lines.add(at, lines.get(at));
                default -> lines.set(at, odd(lines.get(at)));
            }
        }

        /** The line, cut or with a piece in it. */
        public String odd(String line) {
            int cut = place % (line.length() + 1);
            return kind % 2 == 0
                    ? line.substring(0, cut) + piece
                    : line.substring(0, cut) + piece + line.substring(cut);
        }
    }

    /** What becomes of a line. */
    public static Arbitrary<Line> line() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(
                                "",
                                "=",
                                "==",
                                "#",
                                "# Error: x",
                                ".",
                                "\"",
                                ",",
                                " ",
                                "\t",
                                "\r",
                                "\u0000",
                                "\uFFFD",
                                "<",
                                ">",
                                "&",
                                "<!--",
                                "x".repeat(70_000)))
                .as(Line::new)
                .withoutEdgeCases();
    }
}
