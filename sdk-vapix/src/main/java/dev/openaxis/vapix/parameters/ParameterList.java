package dev.openaxis.vapix.parameters;

import dev.openaxis.vapix.internal.ParameterNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parameters with their values. Names stand without the {@code root.} prefix, which devices send or not, and are found in
 * any letter case, which differs between versions.
 */
public final class ParameterList {
    private static final String ERROR = "# Error";
    private static final Set<String> TRUE_WORDS = Set.of("yes", "on", "true");
    private static final Set<String> FALSE_WORDS = Set.of("no", "off", "false");
    private static final int LONGEST_INDEX = 9;

    private final Map<String, String> values;
    private final List<String> errors;

    private ParameterList(Map<String, String> values, List<String> errors) {
        this.values = Collections.unmodifiableMap(values);
        this.errors = List.copyOf(errors);
    }

    /**
     * Reads the answer of {@code param.cgi?action=list}. Any text gives a list: lines that are neither a parameter nor an
     * error are left out.
     *
     * @param text the answer
     * @return its parameters
     */
    public static ParameterList parse(String text) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> errors = new ArrayList<>();
        for (String line : text.split("\r?\n|\r", -1)) {
            int equals = line.indexOf('=');
            if (line.startsWith(ERROR)) {
                errors.add(line.substring(2).trim());
            } else if (equals > 0 && !line.startsWith("#")) {
                String name = ParameterNames.withoutRoot(line.substring(0, equals));
                if (!name.isEmpty()) {
                    values.put(name, line.substring(equals + 1));
                }
            }
        }
        return new ParameterList(values, errors);
    }

    /**
     * One value.
     *
     * @param name parameter name with or without {@code root.}, in any letter case
     * @return the value as sent; secrets are masked with asterisks by the device
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(ParameterNames.withoutRoot(name)));
    }

    /**
     * One value as a boolean. Each parameter has words of its own, which {@link ParameterDefinitions} tell.
     *
     * @param name parameter name with or without {@code root.}, in any letter case
     * @param trueWords the words for true, in any letter case; every other value is false then. None for the usual ones:
     *     {@code yes}, {@code on} and {@code true} against {@code no}, {@code off} and {@code false}
     * @return empty if there is no such value, it is masked, or it is none of the usual words
     */
    public Optional<Boolean> bool(String name, String... trueWords) {
        Optional<String> word =
                get(name).map(String::trim).filter(value -> !value.isEmpty() && !ParameterNames.masked(value));
        if (trueWords.length > 0) {
            return word.map(value -> List.of(trueWords).stream().anyMatch(value::equalsIgnoreCase));
        }
        return word.map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> TRUE_WORDS.contains(value) || FALSE_WORDS.contains(value))
                .map(TRUE_WORDS::contains);
    }

    /**
     * One value as an integer.
     *
     * @param name parameter name with or without {@code root.}, in any letter case
     * @return empty if there is no such value or it is no integer
     */
    public OptionalLong integer(String name) {
        try {
            return get(name)
                    .map(value -> OptionalLong.of(Long.parseLong(value.trim())))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * The parameters of one group.
     *
     * @param prefix name of the group with or without {@code root.}, in any letter case, for example {@code IOPort.I3}
     * @return its parameters, named within the group; empty if nothing of it is listed; without errors
     */
    public ParameterList group(String prefix) {
        String start = ParameterNames.withoutRoot(prefix) + ".";
        Map<String, String> inside = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, value) -> {
            if (startsWith(name, start)) {
                inside.put(name.substring(start.length()), value);
            }
        });
        return new ParameterList(inside, List.of());
    }

    /**
     * The groups that differ only in their number.
     *
     * @param stem what stands before the number, for example {@code IOPort.I} for {@code IOPort.I0}, {@code IOPort.I1} and
     *     so on, or {@code StreamProfile.S}
     * @return the parameters of each group, named within it, by number; numbers can be missing in between
     */
    public SortedMap<Integer, ParameterList> indexed(String stem) {
        String start = ParameterNames.withoutRoot(stem);
        SortedMap<Integer, Map<String, String>> found = new TreeMap<>();
        values.forEach((name, value) -> {
            int dot = name.indexOf('.', start.length());
            if (startsWith(name, start) && dot > 0 && isIndex(name.substring(start.length(), dot))) {
                found.computeIfAbsent(
                                Integer.valueOf(name.substring(start.length(), dot)),
                                index -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
                        .put(name.substring(dot + 1), value);
            }
        });
        SortedMap<Integer, ParameterList> groups = new TreeMap<>();
        found.forEach((index, inside) -> groups.put(index, new ParameterList(inside, List.of())));
        return Collections.unmodifiableSortedMap(groups);
    }

    /** Devices write no leading zeros; with them two groups would have one number. */
    private static boolean isIndex(String digits) {
        return !digits.isEmpty()
                && digits.length() <= LONGEST_INDEX
                && (digits.length() == 1 || digits.charAt(0) != '0')
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean startsWith(String name, String start) {
        return name.regionMatches(true, 0, start, 0, start.length());
    }

    /**
     * All values.
     *
     * @return names without {@code root.} with their values, sorted
     */
    public Map<String, String> asMap() {
        return values;
    }

    /**
     * What the device could not list, for example a group it does not have.
     *
     * @return the device's error lines without the leading {@code #}
     */
    public List<String> errors() {
        return errors;
    }

    @Override
    public String toString() {
        return "ParameterList[" + values.size() + " parameters, " + errors.size() + " errors]";
    }
}
