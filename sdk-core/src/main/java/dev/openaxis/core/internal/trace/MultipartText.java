package dev.openaxis.core.internal.trace;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A form in parts ({@code multipart/form-data}, RFC 7578). Files in it are not kept. */
final class MultipartText {
    private static final Pattern BEGINNING = Pattern.compile("(--\\S++)\r\n[^\r\n]");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");

    private static final int QUOTED = 1000;

    private MultipartText() {}

    /** Whether a text may be one: it begins with its own separator. */
    static boolean looksLikeOne(String text) {
        return BEGINNING.matcher(text).lookingAt()
                && text.toLowerCase(Locale.ROOT).contains("form-data");
    }

    /** The parts with what may be told, or {@code null} if they cannot be told apart. */
    static @Nullable String redacted(String text, Redaction redaction) {
        Matcher beginning = BEGINNING.matcher(text);
        if (!beginning.lookingAt()) {
            return null;
        }
        String separator = beginning.group(1);
        StringBuilder shown = new StringBuilder(separator);
        String[] parts = text.split(Pattern.quote("\r\n" + separator), -1);
        for (int i = 0; i < parts.length; i++) {
            String part = i == 0 ? parts[0].substring(separator.length()) : parts[i];
            if (i > 0) {
                shown.append("\r\n").append(separator);
            }
            String kept = part.startsWith("--") && part.substring(2).isBlank() ? part : part(part, redaction);
            if (kept == null) {
                return null;
            }
            shown.append(kept);
        }
        return shown.toString();
    }

    private static @Nullable String part(String part, Redaction redaction) {
        int end = part.indexOf("\r\n\r\n");
        String head = end < 0 ? "" : part.substring(0, end);
        Matcher name = NAME.matcher(head);
        if (end < 0 || !name.find()) {
            return null;
        }
        String content = part.substring(end + 4);
        String told;
        if (head.toLowerCase(Locale.ROOT).contains("filename")) {
            told = hidden(content, redaction);
        } else if (SecretNames.secret(name.group(1))) {
            told = hidden(content, redaction);
        } else {
            String document = redaction.document(content);
            told = document == null ? hidden(content, redaction) : document;
        }
        return head + "\r\n\r\n" + told;
    }

    /** A device may quote what is short; a long file is not looked for. */
    private static String hidden(String content, Redaction redaction) {
        return content.length() <= QUOTED ? redaction.secret(content) : SecretForms.HIDDEN;
    }
}
