package dev.openaxis.testkit.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and durations of XML Schema, as far as these services use them. */
final class XmlTime {
    private static final DateTimeFormatter SECONDS = format("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROS = format("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    /** Days and shorter; digits are bounded so that every sum fits. */
    private static final Pattern DURATION = Pattern.compile(
            "P(?:(\\d{1,5})D)?" + "(?:T(?=\\d)(?:(\\d{1,6})H)?(?:(\\d{1,8})M)?(?:(\\d{1,9})(?:\\.(\\d{1,9}))?S)?)?");

    private XmlTime() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** In the form of {@code CurrentTime} and {@code TerminationTime}. */
    static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    /** In the form of {@code UtcTime}: microseconds (recorded). */
    static String micros(Instant time) {
        return MICROS.format(time);
    }

    /** A duration that is not negative, or null if the text is none. */
    static @Nullable Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.equals("P") || !parts.matches()) {
            return null;
        }
        String fraction = parts.group(5) == null ? "0" : parts.group(5);
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)))
                .plusNanos(number((fraction + "000000000").substring(0, 9)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** A point of time, told or counted from now, or null if the text is neither. */
    static @Nullable Instant termination(String text, Instant now) {
        Duration life = duration(text);
        if (life != null) {
            return now.plus(life);
        }
        try {
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
