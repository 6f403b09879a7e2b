package dev.openaxis.core.internal.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parameter per line, as {@code param.cgi} lists them. */
final class LinesText {
    private static final Pattern LINE = Pattern.compile("([\\w.:-]++)=(.*+)");

    private LinesText() {}

    /** The lines with the values that may be told, or {@code null} if one of them cannot be read. */
    static @Nullable String redacted(String text, Redaction redaction) {
        List<String> shown = new ArrayList<>();
        boolean secret = false;
        for (String whole : text.split("\n", -1)) {
            String end = whole.endsWith("\r") ? "\r" : "";
            String line = whole.substring(0, whole.length() - end.length());
            Matcher parameter = LINE.matcher(line);
            if (parameter.matches()) {
                String value = parameter.group(2);
                String kept = redaction.field(parameter.group(1), value);
                secret = !kept.equals(value);
                shown.add(parameter.group(1) + "=" + kept + end);
            } else if (line.isBlank() || (!secret && !SecretNames.suspicious(line))) {
                shown.add(whole);
            } else if (secret) {
                // A value may go on in the next line.
                shown.add(redaction.secret(line) + end);
            } else {
                return null;
            }
        }
        return String.join("\n", shown);
    }
}
