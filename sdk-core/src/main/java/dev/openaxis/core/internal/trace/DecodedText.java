package dev.openaxis.core.internal.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A text as it reads after decoding, with the place each character came from. */
final class DecodedText {
    private static final int SHORT = 16 * 1024;
    private static final int LONG = 64 * 1024;
    private static final Map<String, Character> ENTITIES =
            Map.of("lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'');
    private static final String ESCAPES = "bfnrt";
    private static final String ESCAPED = "\b\f\n\r\t";
    private static final int LONGEST_ENTITY = 10;

    private final String text;
    /** Where each character begins in the original, and at the end where the last one ends; the original has none. */
    private final int @Nullable [] origin;

    private DecodedText(String text, int @Nullable [] origin) {
        this.text = text;
        this.origin = origin;
    }

    /** How it reads. */
    String text() {
        return text;
    }

    /** Where in the original the character at this place begins; of the end, where the original ends. */
    int origin(int at) {
        return origin == null ? at : origin[at];
    }

    /** The text with its XML references resolved. */
    static String xml(String escaped) {
        DecodedText decoded = new DecodedText(escaped, null).decoded('&');
        return decoded == null ? escaped : decoded.text;
    }

    /** Whether one of the readings is as the test wants it. */
    static boolean any(String original, java.util.function.Predicate<String> test) {
        boolean[] found = new boolean[1];
        readings(original, reading -> found[0] |= test.test(reading.text));
        return found[0];
    }

    /**
     * Shows every reading of a text: as it is, and after percent, JSON and XML decoding in any order, up to three deep; two in a
     * text of more than 16 Ki characters, one of more than 64 Ki.
     */
    static void readings(String original, Consumer<DecodedText> reader) {
        List<DecodedText> level = List.of(new DecodedText(original, null));
        for (int depth = deepest(original.length()); depth >= 0 && !level.isEmpty(); depth--) {
            level.forEach(reader);
            if (depth > 0) {
                level = deeper(level);
            }
        }
    }

    /** What a device sends must not keep an event loop busy. */
    private static int deepest(int length) {
        if (length > LONG) {
            return 1;
        }
        return length > SHORT ? 2 : 3;
    }

    private static List<DecodedText> deeper(List<DecodedText> level) {
        List<DecodedText> next = new ArrayList<>();
        for (DecodedText one : level) {
            for (char mark : new char[] {'%', '\\', '&'}) {
                DecodedText decoded = one.text.indexOf(mark) < 0 ? null : one.decoded(mark);
                if (decoded != null) {
                    next.add(decoded);
                }
            }
        }
        return next;
    }

    /** The text with everything decoded that begins with the mark, or {@code null} if there is nothing. */
    private @Nullable DecodedText decoded(char mark) {
        StringBuilder plain = new StringBuilder(text.length());
        int[] from = new int[text.length() + 1];
        int at = 0;
        boolean any = false;
        while (at < text.length()) {
            int length = text.charAt(at) == mark ? encodedLength(mark, at) : 0;
            from[plain.length()] = origin(at);
            if (length == 0) {
                plain.append(text.charAt(at++));
            } else {
                plain.append(character(mark, at, length));
                at += length;
                any = true;
            }
        }
        from[plain.length()] = origin(text.length());
        return any ? new DecodedText(plain.toString(), from) : null;
    }

    /** How long the encoded character at this place is; 0 if there is none. */
    private int encodedLength(char mark, int at) {
        return switch (mark) {
            case '%' -> hexadecimal(at + 1, 2) ? 3 : 0;
            case '\\' -> at + 1 == text.length() ? 0 : text.charAt(at + 1) != 'u' ? 2 : hexadecimal(at + 2, 4) ? 6 : 0;
            default -> entityLength(at);
        };
    }

    private int entityLength(int at) {
        int end = at + 1;
        // No further: a text of nothing but ampersands would be searched to its end from each of them.
        while (end < text.length() && end - at <= LONGEST_ENTITY && text.charAt(end) != ';') {
            end++;
        }
        if (end == text.length() || end - at > LONGEST_ENTITY) {
            return 0;
        }
        String name = text.substring(at + 1, end);
        return ENTITIES.containsKey(name) || reference(name) >= 0 ? end + 1 - at : 0;
    }

    /** The number of {@code #65} or {@code #x41}; -1 if it is none, or no character of one unit. */
    private static int reference(String name) {
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        if (!hex && !name.startsWith("#")) {
            return -1;
        }
        try {
            int number = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return number >= 0 && number <= Character.MAX_VALUE ? number : -1;
        } catch (NumberFormatException e) {
            // Not a reference, then.
            return -1;
        }
    }

    private boolean hexadecimal(int at, int digits) {
        if (at + digits > text.length()) {
            return false;
        }
        for (int i = at; i < at + digits; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private char character(char mark, int at, int length) {
        if (mark == '&') {
            String name = text.substring(at + 1, at + length - 1);
            Character known = ENTITIES.get(name);
            return known != null ? known : (char) reference(name);
        }
        if (length == 2) {
            int escape = ESCAPES.indexOf(text.charAt(at + 1));
            return escape < 0 ? text.charAt(at + 1) : ESCAPED.charAt(escape);
        }
        return (char) Integer.parseInt(text, at + (mark == '%' ? 1 : 2), at + length, 16);
    }
}
