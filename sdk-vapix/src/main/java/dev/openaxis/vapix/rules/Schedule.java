package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import dev.openaxis.vapix.rules.Recurrence.Frequency;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a schedule's event comes, as lines of iCalendar text (VAPIX event-and-action-services): {@code DTSTART}, {@code DTEND}
 * for intervals, {@code RRULE}. Times are the device's local time. Lines the SDK does not understand are kept as they are.
 *
 * <pre>{@code
 * Schedule.weekly(MONDAY, FRIDAY).from(LocalTime.of(22, 0)).to(LocalTime.of(6, 0))   // until the next morning
 * Schedule.every(Duration.ofMinutes(5))                                              // pulses
 * }</pre>
 *
 * <p>Door controllers have another schedule service, which this is not.
 *
 * @param lines without line ends
 */
public record Schedule(List<String> lines) {
    private static final String START = "DTSTART:";
    private static final String END = "DTEND:";
    private static final String RULE = "RRULE:";
    /** Devices separate lines by a line feed alone, one documented example by blanks. */
    private static final Pattern SEPARATOR = Pattern.compile("\\r\\n|\\r|\\n|[ \\t]+(?=(?:DTSTART|DTEND|RRULE)[:;])");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
    /** Schedules that came with devices begin here. */
    private static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);

    /** Takes the text apart into lines. */
    public Schedule {
        lines = lines.stream()
                .flatMap(SEPARATOR::splitAsStream)
                .map(String::trim)
                .filter(line -> !line.isEmpty())
                .map(line -> WireText.value("a schedule", line))
                .toList();
    }

    // ---- making ----

    /**
     * An interval on some days of every week.
     *
     * @param first a day on which it begins
     * @param more further days
     * @return its hours are still to be said
     */
    public static Days weekly(DayOfWeek first, DayOfWeek... more) {
        DayOfWeek[] days = new DayOfWeek[more.length + 1];
        days[0] = first;
        System.arraycopy(more, 0, days, 1, more.length);
        List<DayOfWeek> all = List.of(days);
        LocalDate begin = BEGINNING;
        while (!all.contains(begin.getDayOfWeek())) {
            begin = begin.plusDays(1);
        }
        return new Days(Recurrence.weekly(days), begin);
    }

    /**
     * An interval on every day.
     *
     * @return its hours are still to be said
     */
    public static Days daily() {
        return new Days(Recurrence.every(1, Frequency.DAILY), BEGINNING);
    }

    /**
     * Any interval that comes again.
     *
     * @param start when it begins for the first time, in whole seconds
     * @param end when it ends for the first time
     * @param recurrence how it comes again
     * @return the schedule
     * @throws IllegalArgumentException if it does not end after its start
     */
    public static Schedule interval(LocalDateTime start, LocalDateTime end, Recurrence recurrence) {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("an interval ends after its start: " + start + " to " + end);
        }
        return new Schedule(List.of(START + text(start), END + text(end), RULE + recurrence.text()));
    }

    /**
     * Any pulse that comes again.
     *
     * @param start when it comes for the first time, in whole seconds
     * @param recurrence how it comes again
     * @return the schedule
     */
    public static Schedule pulse(LocalDateTime start, Recurrence recurrence) {
        return new Schedule(List.of(START + text(start), RULE + recurrence.text()));
    }

    /**
     * Pulses at equal distances, counted from midnight of the first day of 1970.
     *
     * @param distance whole seconds, one at least
     * @return the schedule
     * @throws IllegalArgumentException if it is shorter, longer than 2^31 of its unit, or has a fraction of a second
     */
    public static Schedule every(Duration distance) {
        long seconds = Long.parseLong(WireText.seconds("the distance of pulses", distance, 1));
        for (Unit unit : Unit.values()) {
            if (seconds % unit.seconds == 0 && seconds / unit.seconds <= Integer.MAX_VALUE) {
                return pulse(
                        BEGINNING.atStartOfDay(),
                        Recurrence.every((int) (seconds / unit.seconds), Frequency.valueOf(unit.name())));
            }
        }
        throw new IllegalArgumentException("the distance of pulses is too long: " + distance);
    }

    private enum Unit {
        DAILY(86_400),
        HOURLY(3_600),
        MINUTELY(60),
        SECONDLY(1);

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }
    }

    /**
     * Reads what a device tells. Any text is a schedule; what is not understood stays a line.
     *
     * @param text iCalendar text
     * @return the schedule
     */
    public static Schedule parse(String text) {
        return new Schedule(List.of(text));
    }

    private static String text(LocalDateTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("schedules have whole seconds: " + time);
        }
        return TIME.format(time);
    }

    /** Days of an interval whose hours are still to be said. */
    public static final class Days {
        private final Recurrence recurrence;
        private final LocalDate begin;

        private Days(Recurrence recurrence, LocalDate begin) {
            this.recurrence = recurrence;
            this.begin = begin;
        }

        /**
         * Says on which date it begins for the first time.
         *
         * @param date one of the days; default the first of them in 1970
         * @return a changed copy
         * @throws IllegalArgumentException if it is none of the days
         */
        public Days startingOn(LocalDate date) {
            if (!recurrence.days().isEmpty()
                    && recurrence.days().stream().noneMatch(day -> day.day() == date.getDayOfWeek())) {
                throw new IllegalArgumentException(date + " is none of the days " + recurrence.days());
            }
            return new Days(recurrence, date);
        }

        /**
         * Says when it begins.
         *
         * @param time in whole seconds
         * @return its end is still to be said
         */
        public From from(LocalTime time) {
            return new From(recurrence, begin.atTime(time));
        }
    }

    /** An interval whose end is still to be said. */
    public static final class From {
        private final Recurrence recurrence;
        private final LocalDateTime start;

        private From(Recurrence recurrence, LocalDateTime start) {
            this.recurrence = recurrence;
            this.start = start;
        }

        /**
         * Says when it ends.
         *
         * @param time in whole seconds; not after the begin means on the next day
         * @return the schedule
         */
        public Schedule to(LocalTime time) {
            LocalDateTime end = start.toLocalDate().atTime(time);
            return interval(start, end.isAfter(start) ? end : end.plusDays(1), recurrence);
        }
    }

    // ---- reading ----

    /**
     * What kind of event it makes.
     *
     * @return an interval if it has an end
     */
    public ScheduleType type() {
        return lines.stream().anyMatch(line -> named(line, "DTEND")) ? ScheduleType.INTERVAL : ScheduleType.PULSE;
    }

    /**
     * When it comes for the first time.
     *
     * @return the device's local time, or empty if it is not said in the documented form
     */
    public Optional<LocalDateTime> start() {
        return time(START);
    }

    /**
     * When an interval ends for the first time.
     *
     * @return the device's local time, or empty for pulses and if it is not said in the documented form
     */
    public Optional<LocalDateTime> end() {
        return time(END);
    }

    /**
     * How it comes again.
     *
     * @return the recurrence, or empty if there is none or another than is documented
     */
    public Optional<Recurrence> recurrence() {
        try {
            return value(RULE).map(Recurrence::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<LocalDateTime> time(String name) {
        try {
            return value(name).map(text -> LocalDateTime.parse(text, TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> value(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
                .map(line -> line.substring(name.length()).trim())
                .findFirst();
    }

    /** Whether a line has this name, with parameters behind it or not. */
    private static boolean named(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length())
                && line.length() > name.length()
                && ":;".indexOf(line.charAt(name.length())) >= 0;
    }

    /**
     * As text for a device.
     *
     * @return the lines with CR LF between them
     */
    public String text() {
        return String.join("\r\n", lines);
    }

    @Override
    public String toString() {
        return String.join(" ", lines);
    }
}
