package dev.openaxis.vapix.internal.config;

import dev.openaxis.vapix.config.ConfigValue;
import dev.openaxis.vapix.internal.DeviceWords;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device's own words about what it was sent, fit for messages: one line, of bounded length, with nothing of the sent values
 * in it. Which field of which API is a secret nobody can know here, so all of them are hidden, and the rest stays readable:
 * {@code "" is shorter than 1 character (path: /password)}.
 */
public final class SentWords {
    /** What was sent is looked for in pieces of this length, as devices cut it; shorter values are looked for as words. */
    private static final int PIECE = 6;
    /** As long as the beginning of a value at least is that stands as a word of its own, where a device cut it. */
    private static final int BEGINNING = 4;

    private static final int LOOKED_AT = 2_000;
    /** An apostrophe within a word opens nothing. */
    private static final Pattern QUOTED = Pattern.compile("(?<![\\p{L}\\p{N}])'([^']*)('|$)|\"([^\"]*)(\"|$)");

    /** Words about a request without values. */
    static final SentWords NOTHING = new SentWords(List.of(), ConfigValue.of(null));

    private final List<String> path;
    private final ConfigValue sent;

    /**
     * Words about a request.
     *
     * @param path names and keys of its path, which may be told
     * @param sent the values in its body
     */
    public SentWords(List<String> path, ConfigValue sent) {
        this.path = path;
        this.sent = sent;
    }

    /** The text, fit for a message. */
    public String fit(String text) {
        String line = DeviceWords.oneLine(text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT));
        Set<String> values = new HashSet<>();
        Set<String> names = new HashSet<>(path);
        collect(sent, values, names);
        String shown = values.isEmpty() ? line : withoutQuotes(withoutValues(line, values), names);
        return DeviceWords.bounded(shown);
    }

    /** The values in every form in which they may come back. */
    private static void collect(ConfigValue sent, Set<String> values, Set<String> names) {
        sent.fields().forEach((name, field) -> {
            names.add(name);
            collect(field, values, names);
        });
        sent.items().forEach(item -> collect(item, values, names));
        String text = sent.text().orElse("");
        String json = text.isEmpty() ? "" : sent.toJson();
        if (json.equals("true") || json.equals("false")) {
            return;
        }
        String escaped = json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
        String percent = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        for (String form : List.of(text, escaped, DeviceWords.escaped(text), percent)) {
            String line = DeviceWords.oneLine(form).toLowerCase(Locale.ROOT);
            if (!line.isEmpty()) {
                values.add(line);
            }
        }
    }

    private static String withoutValues(String line, Set<String> values) {
        BitSet hidden = new BitSet(line.length());
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.length() != line.length()) {
            // A letter that changes its length would shift what is found.
            return DeviceWords.HIDDEN;
        }
        Map<String, BitSet> pieces = pieces(lower);
        for (String value : values) {
            hideBeginning(lower, value, hidden);
            if (value.length() >= PIECE) {
                for (int i = 0; i + PIECE <= value.length(); i++) {
                    BitSet found = pieces.get(value.substring(i, i + PIECE));
                    if (found != null) {
                        hidden.or(found);
                    }
                }
            }
        }
        return replaced(line, hidden);
    }

    /** Which characters each piece of the line covers. */
    private static Map<String, BitSet> pieces(String line) {
        Map<String, BitSet> pieces = new HashMap<>();
        for (int i = 0; i + PIECE <= line.length(); i++) {
            pieces.computeIfAbsent(line.substring(i, i + PIECE), piece -> new BitSet())
                    .set(i, i + PIECE);
        }
        return pieces;
    }

    /** Hides the words that are the value, or its beginning. */
    private static void hideBeginning(String line, String value, BitSet hidden) {
        int least = Math.min(BEGINNING, value.length());
        String beginning = value.substring(0, least);
        for (int at = line.indexOf(beginning); at >= 0; at = line.indexOf(beginning, at + 1)) {
            int end = at + least;
            while (end < line.length() && end - at < value.length() && line.charAt(end) == value.charAt(end - at)) {
                end++;
            }
            if (isEdge(line, at) && isEdge(line, end)) {
                hidden.set(at, end);
            }
        }
    }

    /** Whether no word goes on across this place. */
    private static boolean isEdge(String line, int at) {
        return at == 0
                || at == line.length()
                || !Character.isLetterOrDigit(line.charAt(at - 1))
                || !Character.isLetterOrDigit(line.charAt(at));
    }

    private static String replaced(String line, BitSet hidden) {
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int at = hidden.nextSetBit(0); at >= 0; at = hidden.nextSetBit(from)) {
            shown.append(line, from, at).append(DeviceWords.HIDDEN);
            from = hidden.nextClearBit(at);
        }
        return shown.append(line.substring(from)).toString();
    }

    /** What is quoted may be a piece of a value that is too short to be found. */
    private static String withoutQuotes(String line, Set<String> names) {
        return QUOTED.matcher(line).replaceAll(quoted -> {
            String inside = quoted.group(1) != null ? quoted.group(1) : quoted.group(3);
            boolean harmless = inside.isEmpty() || names.contains(inside);
            return Matcher.quoteReplacement(harmless ? quoted.group() : DeviceWords.HIDDEN);
        });
    }
}
