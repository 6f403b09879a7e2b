package dev.openaxis.vapix.internal.rules;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a text must be to be sent, and how the parts of a rule are written. Errors do not repeat values: some are secret. */
public final class WireText {
    /** What XML does not have, and line ends where none belong. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final Pattern NOT_XML = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]|\\p{Cs}");

    private WireText() {}

    /** Whether it is one line of text, as ids and names are. */
    static boolean isLine(String text) {
        return !text.isBlank()
                && !CONTROL.matcher(text).find()
                && !NOT_XML.matcher(text).find();
    }

    /** Checks the id of something on a device. */
    public static void requireId(String id, String ofWhat) {
        if (!isLine(id)) {
            throw new IllegalArgumentException("the id of " + ofWhat + " is one line of text");
        }
    }

    /** Checks a name for people. */
    public static String name(String name, String ofWhat) {
        if (!isLine(name)) {
            throw new IllegalArgumentException("the name of " + ofWhat + " is one line of text");
        }
        return name;
    }

    /** Checks a value; texts may have several lines. */
    public static String value(String name, String value) {
        if (NOT_XML.matcher(value).find()) {
            throw new IllegalArgumentException("the value of " + name + " has characters that cannot be sent");
        }
        return value;
    }

    /** Checks values by name, which devices do not tell apart by case. */
    public static Map<String, String> values(Map<String, String> values) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, value) -> {
            if (!isLine(name)) {
                throw new IllegalArgumentException("the name of a parameter is one line of text");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("given twice: " + name);
            }
            value(name, value);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Checks a value that must be there. */
    public static String required(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the value of " + name + " is missing");
        }
        return value(name, value);
    }

    /** A number as text. */
    public static String number(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is out of range " + least + " to " + most + ": " + value);
        }
        return Long.toString(value);
    }

    /** A time in whole seconds. */
    public static String seconds(String name, Duration time, long least) {
        if (!time.equals(Duration.ofSeconds(time.toSeconds())) || time.toSeconds() < least) {
            throw new IllegalArgumentException(name + " is whole seconds, " + least + " at least: " + time);
        }
        return Long.toString(time.toSeconds());
    }

    /** A flag as devices want it. */
    public static String flag(boolean value) {
        return value ? "1" : "0";
    }

    /** A text with modifiers such as {@code %T}, whose signs are written encoded inside parameters (documented). */
    public static String modified(String text) {
        return text.replace("%", "%25").replace("#", "%23");
    }
}
