package dev.openaxis.core.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a secret may look on the wire, written without the code under test. */
public final class Forms {
    private Forms() {}

    /** Every form with its name. */
    public static Map<String, String> of(String secret) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("plain", secret);
        forms.put("form", URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.put("percent", percent(secret, StandardCharsets.UTF_8));
        forms.put("lower percent", percent(secret, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(secret)) {
            if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(secret)) {
                forms.put("Latin percent", percent(secret, StandardCharsets.ISO_8859_1));
            }
        }
        forms.put("percent twice", URLEncoder.encode(percent(secret, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        forms.put("JSON", json(secret));
        forms.put("JSON twice", json(json(secret)));
        forms.put("all JSON", unicode(secret));
        forms.put("XML", xml(secret));
        forms.put("numbered XML", numbered(secret));
        forms.put("XML in JSON", json(xml(secret)));
        forms.put("Base64", base64(secret));
        forms.put("Basic", base64("root:" + secret));
        forms.put("Base64 in the middle", base64("ab:" + secret + ":z"));
        forms.put(
                "URL Base64",
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        forms.put("percent Base64", percent(base64(secret), StandardCharsets.UTF_8));
        forms.put("hex", HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        forms.put("upper hex", HexFormat.of().withUpperCase().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        return forms;
    }

    /** Fails if one of the forms is in the text. */
    public static void absent(String secret, String text) {
        of(secret).forEach((name, form) -> assertThat(text).as(name).doesNotContain(form));
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(secret.toLowerCase(Locale.ROOT));
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String percent(String text, Charset charset) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(charset)) {
            encoded.append(String.format("%%%02X", one));
        }
        return encoded.toString();
    }

    public static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    }

    public static String unicode(String text) {
        StringBuilder encoded = new StringBuilder();
        text.chars().forEach(c -> encoded.append(String.format("\\u%04x", c)));
        return encoded.toString();
    }

    public static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    public static String numbered(String text) {
        StringBuilder encoded = new StringBuilder();
        text.chars()
                .forEach(c ->
                        encoded.append("&#x").append(Integer.toHexString(c)).append(';'));
        return encoded.toString();
    }
}
