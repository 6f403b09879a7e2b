package dev.openaxis.core.internal.trace;

import dev.openaxis.core.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON document. It is written anew: of a name that comes twice only the last one was looked at. */
final class JsonText {
    /** Members that name what stands in the member {@code value} beside them. */
    private static final Set<String> NAMES = Set.of("name", "key");

    private JsonText() {}

    /** The document with the values that may be told, or {@code null} if it is none. */
    static @Nullable String redacted(String text, Redaction redaction) {
        String begin = text.stripLeading();
        if (!begin.startsWith("{") && !begin.startsWith("[")) {
            return null;
        }
        try {
            return Json.write(told("", Json.read(text), false, redaction));
        } catch (Json.NotJsonException e) {
            // Then it is something else.
            return null;
        }
    }

    private static @Nullable Object told(String name, @Nullable Object value, boolean secret, Redaction redaction) {
        if (value instanceof Map<?, ?> object) {
            return object(object, secret, redaction);
        }
        if (value instanceof List<?> array) {
            List<@Nullable Object> shown = new ArrayList<>();
            array.forEach(item -> shown.add(told(name, item, secret, redaction)));
            return shown;
        }
        if (value instanceof String text) {
            return secret ? redaction.secret(text) : redaction.field(name, text);
        }
        return value == null || !secret ? value : redaction.secret(value.toString());
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> object, boolean secret, Redaction redaction) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        boolean pair = object.keySet().stream().anyMatch(name -> name.toString().equalsIgnoreCase("value"));
        boolean secretPair = pair
                && object.entrySet().stream()
                        .anyMatch(member -> NAMES.contains(lower(member.getKey()))
                                && member.getValue() instanceof String text
                                && SecretNames.secret(text));
        object.forEach((key, value) -> {
            String name = key.toString();
            // In event data "key" is an object of key items, and beside "value" it is a name.
            boolean named = name.equalsIgnoreCase("key") && (pair || value instanceof Map<?, ?>);
            boolean hidden = secret
                    || (!named && (plain(value) ? SecretNames.secret(name) : SecretNames.secretAsAWhole(name)))
                    || (secretPair && name.equalsIgnoreCase("value"));
            shown.put(name, told(named ? "name" : name, value, hidden, redaction));
        });
        return shown;
    }

    private static boolean plain(@Nullable Object value) {
        return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
    }

    private static String lower(@Nullable Object name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }
}
