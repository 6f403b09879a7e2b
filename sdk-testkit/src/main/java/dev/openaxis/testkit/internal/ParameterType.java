package dev.openaxis.testkit.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values a parameter may have, reference 01 section 8.3: the child of {@code type} in the recorded definitions. That
 * a device checks its own definitions before it writes is inference.
 *
 * @param xml the element as recorded
 */
record ParameterType(String xml) {
    private static final Pattern WORD = Pattern.compile("<entry value=\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern ADDRESS = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** The type that fits a value whose definition is not recorded. */
    static ParameterType like(String value) {
        return new ParameterType(
                switch (value) {
                    case "yes", "no" -> "<bool true=\"yes\" false=\"no\" />";
                    case "Yes", "No" -> "<bool true=\"Yes\" false=\"No\" />";
                    case "On", "Off" -> "<bool true=\"On\" false=\"Off\" />";
                    default -> NUMBER.matcher(value).matches() ? "<int />" : "<string />";
                });
    }

    boolean accepts(String value) {
        if (CONTROL.matcher(value).find() || value.length() > limit("maxlen", Integer.MAX_VALUE)) {
            return false;
        }
        return switch (xml.split("[ >]", 2)[0]) {
            case "<bool" -> value.equals(attribute("true")) || value.equals(attribute("false"));
            case "<enum" ->
                WORD.matcher(xml).results().anyMatch(word -> word.group(1).equals(value));
            case "<int" -> isInRange(value);
            case "<ip" -> ADDRESS.matcher(value).matches();
            default -> true;
        };
    }

    private boolean isInRange(String value) {
        if (!NUMBER.matcher(value).matches()) {
            return false;
        }
        int number = Integer.parseInt(value);
        return number >= limit("min", Integer.MIN_VALUE) && number <= limit("max", Integer.MAX_VALUE);
    }

    private int limit(String name, int otherwise) {
        String limit = attribute(name);
        return NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : otherwise;
    }

    private String attribute(String name) {
        Matcher matcher = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}
