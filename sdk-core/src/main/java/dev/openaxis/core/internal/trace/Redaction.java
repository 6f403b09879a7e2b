package dev.openaxis.core.internal.trace;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes the secrets of one exchange: first what stands in fields that are named like one, then these and the known ones
 * wherever they occur. Lives as long as the exchange does.
 */
final class Redaction {
    /** Longer bodies are not read: that takes too long on an event loop. */
    static final int LONGEST = 256 * 1024;

    private static final int NESTED = 4;
    /** Of a long list of secrets the others are only hidden where they stand. */
    private static final int MOST = 64;
    /** And of long ones: a device could send what takes seconds to look for. */
    private static final int MOST_CHARACTERS = 8 * 1024;
    /** Answers to a question about a secret, which stand everywhere. */
    private static final Set<String> COMMON = Set.of("true", "false", "yes", "no", "on", "off");

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN[^-]*PRIVATE KEY-----.*?(?:-----END[^-]*PRIVATE KEY-----|$)", Pattern.DOTALL);
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "authentication-info", "proxy-authentication-info");
    /** Their answers are nothing but a token (VAPIX event streaming over WebSocket). */
    private static final Set<String> SECRET_ANSWERS = Set.of("/axis-cgi/wssession.cgi");

    private final List<String> found = new ArrayList<>();
    /** Length of all that were found. */
    private int characters;

    private final Collection<String> known;
    private @Nullable SecretForms forms;
    private int depth;

    /** A redaction that knows these secrets beforehand. */
    Redaction(Collection<String> known) {
        this.known = known;
    }

    // ---- by name ----

    /** What to write instead of this secret, which is hidden elsewhere, too. */
    String secret(String value) {
        boolean sought = !value.isEmpty()
                && !value.equals(SecretForms.HIDDEN)
                && !COMMON.contains(value.toLowerCase(Locale.ROOT));
        if (sought && found.size() < MOST && characters + value.length() <= MOST_CHARACTERS) {
            found.add(value);
            characters += value.length();
            forms = null;
        }
        return value.isEmpty() ? value : SecretForms.HIDDEN;
    }

    /** The value of a field with that name. */
    String field(String name, String value) {
        if (SecretNames.secret(name)) {
            return secret(value);
        }
        if (depth > NESTED) {
            return SecretNames.suspicious(value) ? SecretForms.HIDDEN : value;
        }
        String whole = document(value);
        if (whole != null) {
            return whole;
        }
        return SecretNames.assigned(value) ? SecretForms.HIDDEN : value;
    }

    /** Path and query. */
    String target(String target) {
        int query = target.indexOf('?');
        if (query < 0) {
            return target;
        }
        String fields = target.substring(query + 1);
        String shown = SecretNames.suspicious(fields) ? FormText.redacted(fields, this) : fields;
        return target.substring(0, query + 1) + (shown == null ? SecretForms.HIDDEN : shown);
    }

    /** Names and values as pairs. */
    List<Map.Entry<String, String>> headers(List<Map.Entry<String, String>> headers) {
        List<Map.Entry<String, String>> shown = new ArrayList<>(headers.size());
        headers.forEach(header -> shown.add(Map.entry(header.getKey(), header(header.getKey(), header.getValue()))));
        return shown;
    }

    private String header(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (SECRET_HEADERS.contains(lower)) {
            int scheme = value.indexOf(' ');
            return (scheme < 0 || lower.endsWith("info") ? "" : value.substring(0, scheme + 1)) + SecretForms.HIDDEN;
        }
        if (lower.endsWith("-authenticate")) {
            return ChallengeText.redacted(value);
        }
        if (lower.equals("cookie") || lower.equals("set-cookie")) {
            for (String cookie : lower.equals("cookie") ? value.split(";") : new String[] {value.split(";", 2)[0]}) {
                secret(cookie.substring(cookie.indexOf('=') + 1).trim());
            }
            return SecretForms.HIDDEN;
        }
        if (lower.startsWith("sec-websocket-")) {
            // The key of a handshake opens nothing (RFC 6455 section 4.1).
            return value;
        }
        int query = value.indexOf('?');
        return query >= 0 && value.indexOf(' ') < 0 && !SecretNames.secret(name) ? target(value) : field(name, value);
    }

    /** A text in whatever notation, or {@code null} if it may hold a secret and cannot be read. What it is, it tells itself. */
    @Nullable
    String document(String original) {
        String text = PEM.matcher(original).replaceAll(SecretForms.HIDDEN);
        boolean parts = MultipartText.looksLikeOne(text);
        if (!parts && !SecretNames.suspicious(text)) {
            return text;
        }
        depth++;
        try {
            if (parts) {
                return MultipartText.redacted(text, this);
            }
            String shown = JsonText.redacted(text, this);
            shown = shown != null ? shown : XmlText.redacted(text, this);
            shown = shown != null ? shown : FormText.looksLikeOne(text) ? FormText.redacted(text, this) : null;
            return shown != null ? shown : LinesText.redacted(text, this);
        } finally {
            depth--;
        }
    }

    /** A body, as far as it may be kept. */
    BodyText body(String path, byte[] bytes) {
        if (bytes.length > LONGEST) {
            return BodyText.omitted(bytes.length, "too long");
        }
        if (SECRET_ANSWERS.contains(path)) {
            return BodyText.omitted(bytes.length, "secret");
        }
        Charset charset = StandardCharsets.UTF_8;
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            charset = StandardCharsets.ISO_8859_1;
            text = new String(bytes, charset);
        }
        if (text.chars().anyMatch(c -> (c < 0x20 && c != '\t' && c != '\r' && c != '\n') || (c >= 0x7f && c < 0xa0))) {
            return BodyText.omitted(bytes.length, "binary");
        }
        String shown = document(text);
        return shown == null
                ? BodyText.omitted(bytes.length, "may hold a secret")
                : new BodyText(bytes.length, shown, charset, "", !shown.equals(text));
    }

    // ---- wherever they occur ----

    /** The text without any secret that is known by now. */
    String hide(String text) {
        SecretForms present = forms;
        if (present == null) {
            List<String> all = new ArrayList<>(known);
            all.addAll(found);
            forms = present = new SecretForms(all);
        }
        return present.hide(text);
    }
}
