package dev.openaxis.vapix.parameters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parameters with their values. Names stand without the {@code root.} prefix, which devices send or not, and are found in
 * any letter case, which differs between versions.
 */
public final class ParameterList {
    private static final String ERROR = "# Error";

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
                values.put(withoutRoot(line.substring(0, equals)), line.substring(equals + 1));
            }
        }
        return new ParameterList(values, errors);
    }

    private static String withoutRoot(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("root.") ? name.substring(5) : name;
    }

    /**
     * One value.
     *
     * @param name parameter name with or without {@code root.}, in any letter case
     * @return the value as sent; secrets are masked with asterisks by the device
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(withoutRoot(name)));
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
