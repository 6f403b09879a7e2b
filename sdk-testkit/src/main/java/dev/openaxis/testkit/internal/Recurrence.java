package dev.openaxis.testkit.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An {@code RRULE} in one of the forms of reference 04 section 4.8 (documented). What they mean beyond their names follows
 * RFC 5545.
 *
 * @param unit length of a period
 * @param interval every how many periods
 * @param days days of a week or month, in the order of {@link DayOfWeek}; none for the day of the start
 * @param months months of a year, none for the month of the start
 */
record Recurrence(ChronoUnit unit, long interval, List<Day> days, List<Integer> months) {
    /** Periods in which nothing happens, such as a 30th of February, are passed over so often. */
    private static final int MOST_EMPTY_PERIODS = 5000;

    /** Years have four digits. */
    private static final long LAST_YEAR = 9999;

    private static final List<String> NAMES = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    /**
     * A day of a week or month.
     *
     * @param day which
     * @param ordinal which one of a month: 1 to 5, from its end -1 to -5, 0 for every
     */
    record Day(DayOfWeek day, int ordinal) {}

    /** Reads the part after {@code RRULE:}; null if it has another form. */
    static @Nullable Recurrence read(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(";", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length != 2 || parts.put(pair[0], pair[1]) != null) {
                return null;
            }
        }
        ChronoUnit unit = unit(parts.getOrDefault("FREQ", ""));
        String interval = parts.getOrDefault("INTERVAL", "1");
        List<Day> days = days(parts.get("BYDAY"), unit);
        List<Integer> months = months(parts.get("BYMONTH"), unit);
        parts.keySet().removeAll(List.of("FREQ", "INTERVAL", "BYDAY", "BYMONTH"));
        if (unit == null
                || days == null
                || months == null
                || !parts.isEmpty()
                || !interval.matches("[1-9][0-9]{0,5}")) {
            return null;
        }
        return new Recurrence(unit, Long.parseLong(interval), days, months);
    }

    private static @Nullable ChronoUnit unit(String frequency) {
        return switch (frequency) {
            case "YEARLY" -> ChronoUnit.YEARS;
            case "MONTHLY" -> ChronoUnit.MONTHS;
            case "WEEKLY" -> ChronoUnit.WEEKS;
            case "DAILY" -> ChronoUnit.DAYS;
            case "HOURLY" -> ChronoUnit.HOURS;
            case "MINUTELY" -> ChronoUnit.MINUTES;
            case "SECONDLY" -> ChronoUnit.SECONDS;
            default -> null;
        };
    }

    private static @Nullable List<Day> days(@Nullable String text, @Nullable ChronoUnit unit) {
        if (text == null) {
            return List.of();
        }
        String form = unit == ChronoUnit.MONTHS ? "(-?[0-5])?(MO|TU|WE|TH|FR|SA|SU)" : "(MO|TU|WE|TH|FR|SA|SU)";
        if (unit != ChronoUnit.WEEKS && unit != ChronoUnit.MONTHS) {
            return null;
        }
        List<Day> days = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.matches(form)) {
                return null;
            }
            String ordinal = part.substring(0, part.length() - 2);
            days.add(new Day(
                    DayOfWeek.of(NAMES.indexOf(part.substring(part.length() - 2)) + 1),
                    ordinal.isEmpty() ? 0 : Integer.parseInt(ordinal)));
        }
        return List.copyOf(days);
    }

    private static @Nullable List<Integer> months(@Nullable String text, @Nullable ChronoUnit unit) {
        if (text == null) {
            return List.of();
        }
        if (unit != ChronoUnit.YEARS || !text.matches("(1[0-2]|[1-9])(,(1[0-2]|[1-9])){0,11}")) {
            return null;
        }
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    /** The last occurrence that has begun, or null. */
    @Nullable
    LocalDateTime last(LocalDateTime start, LocalDateTime now) {
        long period = period(start, now);
        for (int i = 0; i < MOST_EMPTY_PERIODS && period - i >= 0; i++) {
            LocalDateTime last = occurrences(start, period - i).floor(now);
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    /** The next occurrence, or null. */
    @Nullable
    LocalDateTime next(LocalDateTime start, LocalDateTime now) {
        long period = Math.max(0, period(start, now));
        for (int i = 0; i < MOST_EMPTY_PERIODS; i++) {
            LocalDateTime next = occurrences(start, period + i).higher(now);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    /** Number of the period that a time is in, negative before the start. */
    private long period(LocalDateTime start, LocalDateTime time) {
        long units = switch (unit) {
            case YEARS -> time.getYear() - start.getYear();
            case MONTHS -> ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(time));
            case WEEKS -> ChronoUnit.WEEKS.between(monday(start), monday(time));
            default -> time.isBefore(start) ? -1 : unit.between(start, time);
        };
        return Math.floorDiv(units, interval);
    }

    private static LocalDate monday(LocalDateTime time) {
        return time.toLocalDate().minusDays(time.getDayOfWeek().getValue() - 1L);
    }

    private TreeSet<LocalDateTime> occurrences(LocalDateTime start, long period) {
        List<LocalDate> dates = new ArrayList<>();
        switch (unit) {
            case YEARS -> {
                long year = start.getYear() + period * interval;
                List<Integer> within = months.isEmpty() ? List.of(start.getMonthValue()) : months;
                if (year <= LAST_YEAR) {
                    within.forEach(month -> dayOfMonth(YearMonth.of((int) year, month), start, dates));
                }
            }
            case MONTHS -> {
                YearMonth month = YearMonth.from(start).plusMonths(period * interval);
                if (days.isEmpty()) {
                    dayOfMonth(month, start, dates);
                }
                days.forEach(day -> weekdays(month, day, dates));
            }
            case WEEKS -> {
                LocalDate monday = monday(start).plusWeeks(period * interval);
                List<Day> within = days.isEmpty() ? List.of(new Day(start.getDayOfWeek(), 0)) : days;
                within.forEach(day -> dates.add(monday.plusDays(day.day().getValue() - 1L)));
            }
            default -> {
                return new TreeSet<>(List.of(start.plus(period * interval, unit)));
            }
        }
        TreeSet<LocalDateTime> times = new TreeSet<>();
        dates.forEach(date -> times.add(date.atTime(start.toLocalTime())));
        return new TreeSet<>(times.tailSet(start));
    }

    private static void dayOfMonth(YearMonth month, LocalDateTime start, List<LocalDate> into) {
        if (month.isValidDay(start.getDayOfMonth())) {
            into.add(month.atDay(start.getDayOfMonth()));
        }
    }

    private static void weekdays(YearMonth month, Day wanted, List<LocalDate> into) {
        List<LocalDate> all = new ArrayList<>();
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            LocalDate date = month.atDay(day);
            if (date.getDayOfWeek() == wanted.day()) {
                all.add(date);
            }
        }
        int ordinal = wanted.ordinal();
        if (ordinal == 0) {
            into.addAll(all);
        } else if (Math.abs(ordinal) <= all.size()) {
            into.add(ordinal > 0 ? all.get(ordinal - 1) : all.get(all.size() + ordinal));
        }
    }
}
