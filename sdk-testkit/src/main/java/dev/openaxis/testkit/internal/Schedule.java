package dev.openaxis.testkit.internal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A schedule in the lines of iCalendar that devices take, reference 04 section 4.8: local time of the device, no zone. With
 * an end it is an interval, without one a pulse. That one without a rule happens once is inference.
 *
 * @param name its name
 * @param lines its lines as given
 * @param start begin of the first occurrence
 * @param length length of an occurrence, or null for a pulse
 * @param rule how it comes back, or null
 */
record Schedule(
        String name,
        List<String> lines,
        LocalDateTime start,
        @Nullable Duration length,
        @Nullable Recurrence rule) {
    private static final String DIALECT = "http://www.axis.com/vapix/ws/ical1";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /** Reads a {@code NewScheduledEvent}; what is said about one that cannot be read is not found. */
    static Schedule read(SoapElement request) {
        String name = request.required("Name");
        SoapElement calendar = request.needed("Schedule").needed("ICalendar");
        Schedule schedule =
                calendar.attributes().getOrDefault("Dialect", "").equals(DIALECT) ? read(name, calendar.text()) : null;
        if (schedule == null) {
            throw ServiceFault.invalidArgs("The schedule cannot be read");
        }
        return schedule;
    }

    /** Reads lines that are separated by line ends or, as in one example, by blanks; null if they have another form. */
    static @Nullable Schedule read(String name, String text) {
        LocalDateTime start = null;
        LocalDateTime end = null;
        Recurrence rule = null;
        List<String> lines = new ArrayList<>();
        for (String line : text.trim().split("\\s+")) {
            String value = line.substring(line.indexOf(':') + 1);
            boolean read;
            if (line.startsWith("DTSTART:") && start == null) {
                start = time(value);
                read = start != null;
            } else if (line.startsWith("DTEND:") && end == null) {
                end = time(value);
                read = end != null;
            } else {
                rule = line.startsWith("RRULE:") && rule == null ? Recurrence.read(value) : null;
                read = rule != null;
            }
            if (!read) {
                return null;
            }
            lines.add(line);
        }
        if (start == null || (end != null && !end.isAfter(start))) {
            return null;
        }
        return new Schedule(name, List.copyOf(lines), start, end == null ? null : Duration.between(start, end), rule);
    }

    private static @Nullable LocalDateTime time(String text) {
        try {
            return text.matches("[0-9]{8}T[0-9]{6}") ? LocalDateTime.parse(text, TIME) : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    boolean isPulse() {
        return length == null;
    }

    /** Tells whether an occurrence is on. */
    boolean isActive(LocalDateTime now) {
        LocalDateTime last = last(now);
        return length != null && last != null && now.isBefore(last.plus(length));
    }

    /** When something changes or happens next, or null if never again. */
    @Nullable
    LocalDateTime nextChange(LocalDateTime now) {
        LocalDateTime next = rule == null ? (start.isAfter(now) ? start : null) : rule.next(start, now);
        LocalDateTime last = last(now);
        LocalDateTime end = length == null || last == null ? null : last.plus(length);
        boolean endsFirst = end != null && end.isAfter(now) && (next == null || end.isBefore(next));
        return endsFirst ? end : next;
    }

    private @Nullable LocalDateTime last(LocalDateTime now) {
        if (rule != null) {
            return rule.last(start, now);
        }
        return start.isAfter(now) ? null : start;
    }

    /** The element devices answer; a line feed alone separates lines (observed). */
    String written(String element, String id) {
        return SoapEnvelope.element(
                element,
                SoapEnvelope.element("aev:EventID", SoapEnvelope.escaped(id))
                        + SoapEnvelope.element("aev:Name", SoapEnvelope.escaped(name))
                        + SoapEnvelope.element(
                                "aev:Schedule",
                                "<aev:ICalendar Dialect=\"" + DIALECT + "\">"
                                        + SoapEnvelope.escaped(String.join("\n", lines)) + "</aev:ICalendar>"));
    }
}
