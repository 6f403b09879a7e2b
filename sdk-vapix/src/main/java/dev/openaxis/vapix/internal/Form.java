package dev.openaxis.vapix.internal;

import dev.openaxis.core.Effect;
import dev.openaxis.core.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/**
 * The arguments of a classic CGI as a form body, where they stand in no URL and so in no access log. Percent-encoded with
 * nothing but unreserved characters raw (RFC 3986); the documented character set is ISO-8859-1 (VAPIX introduction).
 */
public final class Form {
    private final StringBuilder fields;

    private Form(String start) {
        fields = new StringBuilder(start);
    }

    /** A form for one action of a CGI. */
    public static Form action(String action) {
        return new Form("action=" + encode("action", action));
    }

    /** A form of fields that are encoded already. */
    static Form raw(String encoded) {
        return new Form(encoded);
    }

    /** Adds an argument; the message of a refusal names the argument, never its value. */
    public Form field(String name, String value) {
        fields.append('&').append(encode("a name", name)).append('=').append(encode("the value of " + name, value));
        return this;
    }

    /** The fields as they are sent. */
    String text() {
        return fields.toString();
    }

    /** The request that carries them. */
    public HttpRequest.Builder post(String path, Effect effect) {
        return HttpRequest.post(path, effect)
                .body("application/x-www-form-urlencoded", text().getBytes(StandardCharsets.US_ASCII));
    }

    /** Percent-encodes a name or a value; {@code what} says in the refusal which one it was. */
    static String encode(String what, String text) {
        if (text.chars().anyMatch(c -> c > 0xFF)) {
            throw new IllegalArgumentException(
                    what + " holds a character outside ISO-8859-1, the character set of these requests");
        }
        return PercentEncoding.encode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As {@link #encode}, for texts that are only looked for. */
    static String encodeLeniently(String text) {
        return text.chars().allMatch(c -> c <= 0xFF) ? encode("", text) : text;
    }
}
