package dev.openaxis.vapix.internal.rules;

import dev.openaxis.vapix.internal.DeviceWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is sent for an action or a recipient: a value for every parameter of its template.
 *
 * @param template token of the template
 * @param name what the stored configuration is called
 * @param values by the template's own names
 */
record Filled(String template, Optional<String> name, Map<String, String> values) {
    /** Passwords, keys and tokens, and what may hold them: URLs, arguments, headers and bodies of a call. */
    private static final Pattern SECRET =
            Pattern.compile("pass|private|secret|token|key$|url$|params$|parameters$|headers$|body$");

    /** How the device may be quoted when it refuses this. */
    DeviceWords words() {
        List<String> secrets = new ArrayList<>();
        List<String> open = new ArrayList<>(List.of(template));
        values.forEach((parameter, value) -> {
            open.add(parameter);
            if (SECRET.matcher(parameter.toLowerCase(Locale.ROOT)).find() && !value.isEmpty()) {
                secrets.add(value);
            }
        });
        return DeviceWords.hiding(secrets, open);
    }

    /** Without values. */
    @Override
    public String toString() {
        return template + values.keySet();
    }
}
