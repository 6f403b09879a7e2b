package dev.openaxis.core.internal.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code WWW-Authenticate}: realm, algorithm, qop and stale say what went wrong; the rest makes answers. */
final class ChallengeText {
    /** Looked for where a name begins only, so that a long one without a value is read once. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?<![A-Za-z0-9_-])([A-Za-z0-9_-]++)(\\s*+=\\s*+)(\"[^\"]*+\"?|[^\\s,\"]++)");

    private static final Pattern KEPT =
            Pattern.compile("realm|algorithm|qop|stale|charset|error", Pattern.CASE_INSENSITIVE);
    /** What is left of a challenge without its parameters: schemes and commas. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?i)[\\s,]*+(?:(?:digest|basic|bearer|negotiate|ntlm)[\\s,]*+)*+");

    private ChallengeText() {}

    /** The value with what may be told. */
    static String redacted(String value) {
        if (!HARMLESS.matcher(PARAMETER.matcher(value).replaceAll("")).matches()) {
            return SecretForms.HIDDEN;
        }
        return PARAMETER
                .matcher(value)
                .replaceAll(parameter -> Matcher.quoteReplacement(
                        KEPT.matcher(parameter.group(1)).matches()
                                ? parameter.group()
                                : parameter.group(1) + "=\"" + SecretForms.HIDDEN + '"'));
    }
}
