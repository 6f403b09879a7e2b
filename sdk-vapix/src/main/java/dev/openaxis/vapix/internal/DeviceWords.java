package dev.openaxis.vapix.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device's own words, fit for messages: one line, of bounded length, and without the secrets of the request they answer.
 * Devices quote what they refuse, {@code Error setting 'SNMP.V1ReadCommunity' to '…'!} for example.
 */
public final class DeviceWords {
    private static final int LONGEST = 300;
    /** Takes the place of what must not be told. */
    public static final String HIDDEN = "(hidden)";

    private static final Pattern SETTING = Pattern.compile("^(.*?Error setting '([^']*)' to )");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)('|$)|\"([^\"]*)(\"|$)");

    /** The words of answers to requests without secrets. */
    public static final DeviceWords PLAIN = hiding(List.of(), List.of());

    private final List<String> secrets;
    private final Collection<String> names;

    private DeviceWords(List<String> secrets, Collection<String> names) {
        this.secrets = secrets;
        this.names = names;
    }

    /**
     * The words of answers to one request.
     *
     * @param secrets what was sent and must not be told
     * @param names what was sent and may be
     */
    public static DeviceWords hiding(Collection<String> secrets, Collection<String> names) {
        List<String> forms = new ArrayList<>();
        for (String secret : secrets) {
            // A secret of several lines may come back in pieces, and any secret encoded.
            secret.lines()
                    .forEach(line -> forms.addAll(List.of(
                            oneLine(line).toLowerCase(Locale.ROOT),
                            escaped(line).toLowerCase(Locale.ROOT),
                            Form.encodeLeniently(line).toLowerCase(Locale.ROOT))));
        }
        forms.removeIf(String::isEmpty);
        return new DeviceWords(List.copyOf(forms), List.copyOf(names));
    }

    /** Whether there is anything that must not be told. */
    public boolean hides() {
        return !secrets.isEmpty();
    }

    /** The text, fit for a message. */
    public String fit(String text) {
        String line = oneLine(text);
        String shown = secrets.isEmpty() ? line : withoutSecrets(line);
        return bounded(shown);
    }

    /** At most as long as fits into a message. */
    public static String bounded(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private String withoutSecrets(String line) {
        Matcher setting = SETTING.matcher(line);
        if (setting.find() && isName(setting.group(2))) {
            return setting.group(1) + HIDDEN;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        if (secrets.stream().anyMatch(lower::contains)) {
            return HIDDEN;
        }
        // What is quoted may be the beginning of a secret.
        return QUOTED.matcher(line).replaceAll(quoted -> {
            String inside = quoted.group(1) != null ? quoted.group(1) : quoted.group(3);
            return Matcher.quoteReplacement(isName(inside) ? quoted.group() : HIDDEN);
        });
    }

    private boolean isName(String text) {
        String plain = ParameterNames.withoutRoot(text);
        return names.stream().anyMatch(name -> ParameterNames.withoutRoot(name).equalsIgnoreCase(plain));
    }

    /** Without line ends and other control characters. */
    public static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").trim();
    }

    /** As a page of the device shows it. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
