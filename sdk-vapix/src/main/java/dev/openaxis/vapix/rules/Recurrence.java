package dev.openaxis.vapix.rules;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a schedule comes again: the forms of {@code RRULE} that devices take (VAPIX event-and-action-services).
 *
 * @param frequency the unit
 * @param interval every how many units, from 1
 * @param days on which days; only weekly and monthly ones have them
 * @param months in which months; only yearly ones have them
 */
public record Recurrence(Frequency frequency, int interval, List<Day> days, List<Month> months) {

    /** The unit of a recurrence. */
    public enum Frequency {
        /** Every year. */
        YEARLY,
        /** Every month. */
        MONTHLY,
        /** Every week. */
        WEEKLY,
        /** Every day. */
        DAILY,
        /** Every hour. */
        HOURLY,
        /** Every minute. */
        MINUTELY,
        /** Every second. */
        SECONDLY
    }

    /**
     * A day of the week, or the n-th of a month.
     *
     * @param ordinal which in the month, -5 to 5; negative ones count from its end, 0 is every one
     * @param day day of the week
     */
    public record Day(int ordinal, DayOfWeek day) {
        private static final Pattern FORM = Pattern.compile("(-?[0-5])?(MO|TU|WE|TH|FR|SA|SU)");

        /** Checks the range. */
        public Day {
            if (ordinal < -5 || ordinal > 5) {
                throw new IllegalArgumentException("a month has five of a day at most: " + ordinal);
            }
        }

        static Day parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("no day: " + text);
            }
            DayOfWeek day = Arrays.stream(DayOfWeek.values())
                    .filter(one -> word(one).equals(form.group(2)))
                    .findFirst()
                    .orElseThrow();
            return new Day(form.group(1) == null ? 0 : Integer.parseInt(form.group(1)), day);
        }

        private static String word(DayOfWeek day) {
            return day.name().substring(0, 2);
        }

        @Override
        public String toString() {
            return (ordinal == 0 ? "" : Integer.toString(ordinal)) + word(day);
        }
    }

    /** Checks that devices take it. */
    public Recurrence {
        days = List.copyOf(days);
        months = List.copyOf(months);
        if (interval < 1) {
            throw new IllegalArgumentException("a recurrence comes every 1 or more: " + interval);
        }
        if (!days.isEmpty() && frequency != Frequency.WEEKLY && frequency != Frequency.MONTHLY) {
            throw new IllegalArgumentException("only weekly and monthly recurrences have days: " + frequency);
        }
        if (frequency == Frequency.WEEKLY && days.stream().anyMatch(day -> day.ordinal() != 0)) {
            throw new IllegalArgumentException("a week has one of each day: " + days);
        }
        if (!months.isEmpty() && frequency != Frequency.YEARLY) {
            throw new IllegalArgumentException("only yearly recurrences have months: " + frequency);
        }
    }

    /**
     * Every week.
     *
     * @param days on which days; none means the day on which the schedule starts
     * @return the recurrence
     */
    public static Recurrence weekly(DayOfWeek... days) {
        return new Recurrence(
                Frequency.WEEKLY, 1, Stream.of(days).map(day -> new Day(0, day)).toList(), List.of());
    }

    /**
     * Every month.
     *
     * @param days on which days; none means the day of the month on which the schedule starts
     * @return the recurrence
     */
    public static Recurrence monthly(Day... days) {
        return new Recurrence(Frequency.MONTHLY, 1, List.of(days), List.of());
    }

    /**
     * Every year.
     *
     * @param months in which months; none means the month in which the schedule starts
     * @return the recurrence
     */
    public static Recurrence yearly(Month... months) {
        return new Recurrence(Frequency.YEARLY, 1, List.of(), List.of(months));
    }

    /**
     * Every so many units, without days and months.
     *
     * @param interval from 1
     * @param frequency the unit
     * @return the recurrence
     */
    public static Recurrence every(int interval, Frequency frequency) {
        return new Recurrence(frequency, interval, List.of(), List.of());
    }

    /**
     * The same, every so many units.
     *
     * @param units from 1
     * @return a changed copy
     */
    public Recurrence every(int units) {
        return new Recurrence(frequency, units, days, months);
    }

    /**
     * Reads what stands behind {@code RRULE:}.
     *
     * @param text for example {@code FREQ=WEEKLY;BYDAY=MO,TU}
     * @return the recurrence
     * @throws IllegalArgumentException if it is none of the forms that devices take
     */
    public static Recurrence parse(String text) {
        Frequency frequency = null;
        int interval = 1;
        List<Day> days = List.of();
        List<Month> months = List.of();
        for (String part : text.trim().split(";", -1)) {
            int equals = part.indexOf('=');
            String value = part.substring(equals + 1).trim();
            switch (equals < 0 ? "" : part.substring(0, equals).trim().toUpperCase(Locale.ROOT)) {
                case "FREQ" -> frequency = Frequency.valueOf(value.toUpperCase(Locale.ROOT));
                case "INTERVAL" -> interval = Integer.parseInt(value);
                case "BYDAY" -> days = listed(value).map(Day::parse).toList();
                case "BYMONTH" ->
                    months = listed(value)
                            .map(month -> month(Integer.parseInt(month)))
                            .toList();
                default -> throw new IllegalArgumentException("no part of a recurrence: " + part);
            }
        }
        if (frequency == null) {
            throw new IllegalArgumentException("a recurrence has a frequency: " + text);
        }
        return new Recurrence(frequency, interval, days, months);
    }

    private static Stream<String> listed(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::trim);
    }

    private static Month month(int number) {
        if (number < 1 || number > 12) {
            throw new IllegalArgumentException("no month: " + number);
        }
        return Month.of(number);
    }

    /**
     * As text for a device.
     *
     * @return what stands behind {@code RRULE:}
     */
    public String text() {
        StringBuilder text = new StringBuilder("FREQ=").append(frequency);
        if (!months.isEmpty()) {
            text.append(";BYMONTH=")
                    .append(months.stream()
                            .map(month -> Integer.toString(month.getValue()))
                            .collect(Collectors.joining(",")));
        }
        if (!days.isEmpty()) {
            text.append(";BYDAY=").append(days.stream().map(Day::toString).collect(Collectors.joining(",")));
        }
        if (interval != 1) {
            text.append(";INTERVAL=").append(interval);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
