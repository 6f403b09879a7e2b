package dev.openaxis.core.internal.trace;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields as in a query or a form. */
final class FormText {
    /** The body of a form has no blanks, and begins with a field. */
    private static final Pattern FORM = Pattern.compile("[^\\s=&<>{}\\[\\]\"]++=[^\\s<>\"]*+");

    private FormText() {}

    /** Whether a text may be a form, when nobody says what it is. */
    static boolean looksLikeOne(String text) {
        return FORM.matcher(text.strip()).matches();
    }

    /** The fields with the values that may be told, or {@code null} if they cannot be read. */
    static @Nullable String redacted(String fields, Redaction redaction) {
        List<String> shown = new ArrayList<>();
        for (String field : fields.split("&", -1)) {
            int equals = field.indexOf('=');
            // What has no name is a value, which may be a document of its own.
            String name = equals < 0 ? "" : decoded(field.substring(0, equals));
            String value = decoded(field.substring(equals + 1));
            if (name == null || value == null) {
                return null;
            }
            String kept = redaction.field(name, value);
            shown.add(kept.equals(value) ? field : field.substring(0, equals + 1) + encoded(kept));
        }
        return String.join("&", shown);
    }

    /** UTF-8 or not: devices take ISO-8859-1 (VAPIX introduction). */
    private static @Nullable String decoded(String text) {
        try {
            String utf8 = URLDecoder.decode(text, StandardCharsets.UTF_8);
            return utf8.indexOf('\ufffd') < 0 ? utf8 : URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            // A percent sign that encodes nothing: it cannot be known what the device makes of it.
            return null;
        }
    }

    private static String encoded(String text) {
        return text.equals(SecretForms.HIDDEN) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
