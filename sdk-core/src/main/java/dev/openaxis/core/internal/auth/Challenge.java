package dev.openaxis.core.internal.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One authentication challenge (RFC 7235). Several may stand in one header, and headers may repeat.
 *
 * @param scheme scheme in lower case, for example {@code digest}
 * @param parameters parameters with lower-case names
 */
public record Challenge(String scheme, Map<String, String> parameters) {

    /** A parameter's value, or {@code null}. */
    public @Nullable String get(String name) {
        return parameters.get(name);
    }

    /** Reads every challenge of one {@code WWW-Authenticate} value; what cannot be read is left out. */
    public static List<Challenge> parse(String header) {
        return new Parser(header).challenges();
    }

    private static final class Parser {
        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        List<Challenge> challenges() {
            List<Challenge> found = new ArrayList<>();
            @Nullable String scheme = null;
            Map<String, String> parameters = new LinkedHashMap<>();
            while (true) {
                skip(" \t,");
                String token = token();
                if (token.isEmpty()) {
                    break;
                }
                skip(" \t");
                if (peek() == '=' && scheme != null) {
                    position++;
                    skip(" \t");
                    if (peek() == '=' || peek() == ',' || peek() < 0) {
                        // A token68 such as NTLM's, padded with equals signs: not a parameter.
                        skip("=");
                        continue;
                    }
                    parameters.putIfAbsent(token.toLowerCase(Locale.ROOT), peek() == '"' ? quoted() : token());
                } else {
                    if (scheme != null) {
                        found.add(new Challenge(scheme, Map.copyOf(parameters)));
                    }
                    scheme = token.toLowerCase(Locale.ROOT);
                    parameters = new LinkedHashMap<>();
                }
            }
            if (scheme != null) {
                found.add(new Challenge(scheme, Map.copyOf(parameters)));
            }
            return found;
        }

        private int peek() {
            return position < text.length() ? text.charAt(position) : -1;
        }

        private void skip(String characters) {
            while (position < text.length() && characters.indexOf(text.charAt(position)) >= 0) {
                position++;
            }
        }

        private String token() {
            int start = position;
            while (position < text.length() && isTokenCharacter(text.charAt(position))) {
                position++;
            }
            return text.substring(start, position);
        }

        private static boolean isTokenCharacter(char c) {
            return c > 0x20 && c < 0x7f && "\"(),;<=>?@[\\]{}".indexOf(c) < 0;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            position++;
            while (position < text.length() && text.charAt(position) != '"') {
                if (text.charAt(position) == '\\' && position + 1 < text.length()) {
                    position++;
                }
                value.append(text.charAt(position++));
            }
            // The closing quote may be missing.
            position = Math.min(position + 1, text.length());
            return value.toString();
        }
    }
}
