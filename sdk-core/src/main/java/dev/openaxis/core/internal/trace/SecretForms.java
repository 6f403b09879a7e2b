package dev.openaxis.core.internal.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds known secrets in a text in every form in which HTTP, JSON, XML and Base64 carry them, and hides them. */
final class SecretForms {
    /** Takes the place of what is hidden; may stand in a URL as it is. */
    static final String HIDDEN = "(hidden)";

    /** Up to the last {@code @}: a password may hold one, though no valid URL has it. */
    private static final Pattern ACCOUNT_IN_URL = Pattern.compile("://([^\\s/?#\"'<>]+)@");

    /** Shorter secrets are found only where they stand as a word of their own. */
    private static final int WORD = 4;

    /** What to look for in any case of letters. */
    private final List<String> plain = new ArrayList<>();
    /** What to look for exactly, in texts in Base64. */
    private final List<String> base64 = new ArrayList<>();

    /** The forms of these secrets; empty ones are none. */
    SecretForms(Collection<String> secrets) {
        Set<String> texts = new LinkedHashSet<>();
        Set<String> cores = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (!secret.isEmpty() && (secret.length() >= WORD || isWord(secret))) {
                collect(secret, texts, cores);
            }
        }
        plain.addAll(texts);
        base64.addAll(cores);
    }

    private static void collect(String secret, Set<String> texts, Set<String> cores) {
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        byte[] latin1 = secret.getBytes(StandardCharsets.ISO_8859_1);
        texts.add(lower(secret));
        // Percent-encoded bytes read as these characters.
        texts.add(lower(new String(utf8, StandardCharsets.ISO_8859_1)));
        if (secret.length() >= WORD) {
            for (byte[] bytes : List.of(utf8, latin1)) {
                texts.add(HexFormat.of().formatHex(bytes));
                for (int before = 0; before < 3; before++) {
                    cores.add(core(bytes, before));
                }
            }
        }
    }

    private static boolean isWord(String secret) {
        return secret.chars().allMatch(Character::isLetterOrDigit);
    }

    /** The characters that stand for these bytes alone, whatever stands around them. */
    private static String core(byte[] bytes, int before) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(padded);
        return whole.substring((before * 8 + 5) / 6, padded.length * 8 / 6);
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            lower.append(lower(text.charAt(i)));
        }
        return lower.toString();
    }

    /** One for one, so that places stay what they are. A blank of a form is a plus sign. */
    private static char lower(char c) {
        return c == '+' ? ' ' : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** The text without the secrets, and without accounts in URLs. */
    String hide(String text) {
        if (text.isEmpty()) {
            return text;
        }
        BitSet hidden = new BitSet();
        DecodedText.readings(text, reading -> {
            String lower = lower(reading.text());
            plain.forEach(secret -> mark(reading, lower, secret, hidden));
            String standard = reading.text().replace('-', '+').replace('_', '/');
            base64.forEach(core -> markBase64(reading, standard, core, hidden));
            for (Matcher url = ACCOUNT_IN_URL.matcher(reading.text()); url.find(); ) {
                hidden.set(reading.origin(url.start(1)), reading.origin(url.end(1)));
            }
        });
        return hidden.isEmpty() ? text : replaced(text, hidden);
    }

    private static void mark(DecodedText reading, String lower, String secret, BitSet hidden) {
        for (int at = lower.indexOf(secret); at >= 0; at = lower.indexOf(secret, at + 1)) {
            int end = at + secret.length();
            if (secret.length() >= WORD || (isEdge(lower, at) && isEdge(lower, end))) {
                hidden.set(reading.origin(at), reading.origin(end));
            }
        }
    }

    /** Whether no word goes on across this place. */
    private static boolean isEdge(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetterOrDigit(text.charAt(at - 1))
                || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static void markBase64(DecodedText reading, String text, String core, BitSet hidden) {
        for (int at = text.indexOf(core); at >= 0; at = text.indexOf(core, at + 1)) {
            int from = at;
            int to = at + core.length();
            while (from > 0 && isBase64(text.charAt(from - 1))) {
                from--;
            }
            while (to < text.length() && (isBase64(text.charAt(to)) || text.charAt(to) == '=')) {
                to++;
            }
            hidden.set(reading.origin(from), reading.origin(to));
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private static String replaced(String text, BitSet hidden) {
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (int at = hidden.nextSetBit(0); at >= 0; at = hidden.nextSetBit(from)) {
            shown.append(text, from, at).append(HIDDEN);
            from = hidden.nextClearBit(at);
        }
        return shown.append(text.substring(from)).toString();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "SecretForms[%d]", plain.size());
    }
}
