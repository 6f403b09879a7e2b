package dev.openaxis.vapix.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names of parameters look like, and which of them stand for secrets (VAPIX parameter-management). */
public final class ParameterNames {
    /** A name without a dot would be taken for an argument of the CGI, {@code action} for example. */
    private static final Pattern FULL = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

    private static final Pattern RELATIVE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private static final List<String> SECRET_WORDS =
            List.of("pass", "pwd", "key", "secret", "community", "token", "credential");

    private ParameterNames() {}

    /** The name without the prefix that devices and callers write or not. */
    public static String withoutRoot(String name) {
        return name.regionMatches(true, 0, "root.", 0, 5) ? name.substring(5) : name;
    }

    /** Whether the value of this parameter must not be told to anybody. */
    public static boolean secret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_WORDS.stream().anyMatch(lower::contains);
    }

    /** Whether a value is what devices show in place of a secret; its length varies. */
    public static boolean masked(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c == '*');
    }

    /** A full name of a group or parameter: {@code Group.Sub.Param}, without wildcards. */
    static String full(String name) {
        if (!FULL.matcher(withoutRoot(name)).matches()) {
            throw new IllegalArgumentException("not a full name such as Network.HostName: '" + name + "'");
        }
        return name;
    }

    /** A group, also one of the first level. */
    static String group(String name) {
        return relative(withoutRoot(name));
    }

    /** A name within a group. */
    static String relative(String name) {
        if (!RELATIVE.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a parameter or group: '" + name + "'");
        }
        return name;
    }

    /** A value that may be written: a mask read from the device would overwrite the secret behind it. */
    static String writable(String name, String value) {
        if (masked(value)) {
            throw new IllegalArgumentException(
                    "the value of " + name + " is only the mask of a secret; writing it would destroy the secret");
        }
        return value;
    }
}
