package dev.openaxis.core.internal.trace;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A body as far as it is kept.
 *
 * @param length bytes on the wire
 * @param text its text, empty if it is left out
 * @param charset how its bytes were read
 * @param omitted why it is left out; empty if it is not
 * @param redacted whether something is hidden or written in another way
 */
record BodyText(long length, String text, Charset charset, String omitted, boolean redacted) {

    /** One that is left out. */
    static BodyText omitted(long length, String why) {
        return new BodyText(length, "", StandardCharsets.UTF_8, why, false);
    }

    /** Its JSON form, with at most so many bytes of it. */
    Map<String, Object> shown(Redaction redaction, int limit) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("length", length);
        if (!omitted.isEmpty()) {
            shown.put("omitted", omitted);
            return shown;
        }
        String whole = redaction.hide(text);
        String kept = cut(whole, limit);
        shown.put("text", kept);
        if (!charset.equals(StandardCharsets.UTF_8)) {
            shown.put("charset", charset.name());
        }
        if (redacted || !whole.equals(text)) {
            shown.put("redacted", true);
        }
        if (kept.length() < whole.length()) {
            shown.put("cut", true);
        }
        return shown;
    }

    private static String cut(String text, int limit) {
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > limit) {
                return text.substring(0, at);
            }
            at += Character.charCount(character);
        }
        return text;
    }
}
