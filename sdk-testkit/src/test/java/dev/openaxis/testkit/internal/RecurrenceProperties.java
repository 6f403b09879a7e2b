package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Recurrences are compared with a day-by-day reading of the same rules. */
class RecurrenceProperties {
    private static final int DAYS = 1200;

    private static Recurrence read(String rule) {
        Recurrence read = Recurrence.read(rule);
        assertThat(read).as(rule).isNotNull();
        return read;
    }

    private static boolean happens(String rule, LocalDate start, LocalDate day) {
        long interval = rule.contains("INTERVAL=") ? Long.parseLong(rule.replaceAll(".*INTERVAL=", "")) : 1;
        String by = rule.contains(";BY") ? rule.replaceAll("^[^;]*;BY[A-Z]*=|;INTERVAL.*", "") : "";
        if (rule.startsWith("FREQ=DAILY")) {
            return ChronoUnit.DAYS.between(start, day) % interval == 0;
        }
        if (rule.startsWith("FREQ=WEEKLY")) {
            long weeks = ChronoUnit.WEEKS.between(start.with(DayOfWeek.MONDAY), day.with(DayOfWeek.MONDAY));
            boolean wanted = by.isEmpty() ? day.getDayOfWeek() == start.getDayOfWeek() : by.contains(name(day));
            return weeks % interval == 0 && wanted;
        }
        if (rule.startsWith("FREQ=MONTHLY")) {
            long months = ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(day));
            return months % interval == 0
                    && (by.isEmpty() ? day.getDayOfMonth() == start.getDayOfMonth() : isDayOfMonth(by, day));
        }
        boolean month = by.isEmpty()
                ? day.getMonth() == start.getMonth()
                : ("," + by + ",").contains("," + day.getMonthValue() + ",");
        return (day.getYear() - start.getYear()) % interval == 0
                && month
                && day.getDayOfMonth() == start.getDayOfMonth();
    }

    private static String name(LocalDate day) {
        return day.getDayOfWeek().name().substring(0, 2);
    }

    private static boolean isDayOfMonth(String by, LocalDate day) {
        int fromStart = (day.getDayOfMonth() - 1) / 7 + 1;
        int fromEnd = (day.lengthOfMonth() - day.getDayOfMonth()) / 7 + 1;
        for (String part : by.split(",")) {
            if (part.endsWith(name(day))) {
                String ordinal = part.substring(0, part.length() - 2);
                if (ordinal.isEmpty() || ordinal.equals("0")) {
                    return true;
                }
                int number = Integer.parseInt(ordinal);
                if (number == fromStart || number == -fromEnd) {
                    return true;
                }
            }
        }
        return false;
    }

    @Provide
    Arbitrary<String> rules() {
        Arbitrary<String> days = Arbitraries.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
        Arbitrary<String> week = days.set().ofMinSize(1).ofMaxSize(4).map(set -> ";BYDAY=" + String.join(",", set));
        Arbitrary<String> month = Combinators.combine(
                        Arbitraries.of("", "0", "1", "2", "4", "5", "-1", "-2", "-5"), days)
                .as((ordinal, day) -> ordinal + day)
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(set -> ";BYDAY=" + String.join(",", set));
        Arbitrary<String> year = Arbitraries.integers()
                .between(1, 12)
                .map(String::valueOf)
                .set()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(set -> ";BYMONTH=" + String.join(",", set));
        Arbitrary<String> none = Arbitraries.just("");
        Arbitrary<String> form = Arbitraries.oneOf(
                Arbitraries.just("FREQ=DAILY"),
                Arbitraries.oneOf(week, none).map(by -> "FREQ=WEEKLY" + by),
                Arbitraries.oneOf(month, none).map(by -> "FREQ=MONTHLY" + by),
                Arbitraries.oneOf(year, none).map(by -> "FREQ=YEARLY" + by));
        Arbitrary<String> interval = Arbitraries.of("", ";INTERVAL=1", ";INTERVAL=2", ";INTERVAL=3");
        return Combinators.combine(form, interval).as((rule, every) -> rule + every);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void occurrencesAreThoseOfADayByDayReading(
            @ForAll("rules") String rule,
            @ForAll @IntRange(max = 800) int first,
            @ForAll @IntRange(max = 23) int hour) {
        LocalDateTime start = LocalDate.of(2023, 12, 1).plusDays(first).atTime(hour, 30);
        TreeSet<LocalDateTime> expected = new TreeSet<>();
        for (int i = 0; i <= DAYS; i++) {
            LocalDate day = start.toLocalDate().plusDays(i);
            if (happens(rule, start.toLocalDate(), day)) {
                expected.add(day.atTime(start.toLocalTime()));
            }
        }
        Recurrence read = read(rule);
        for (int hours = -30; hours < (DAYS - 1) * 24; hours += 13) {
            LocalDateTime now = start.plusHours(hours);
            assertThat(read.last(start, now)).as(rule + " " + now).isEqualTo(expected.floor(now));
            LocalDateTime next = expected.higher(now);
            if (next != null) {
                assertThat(read.next(start, now)).as(rule + " " + now).isEqualTo(next);
            }
        }
    }

    @Property(tries = 100)
    void shortPeriodsCountFromTheStart(
            @ForAll @IntRange(min = 1, max = 5000) int interval, @ForAll @IntRange(max = 2_000_000) int passed) {
        LocalDateTime start = LocalDateTime.of(1970, 1, 1, 0, 0);
        for (ChronoUnit unit : new ChronoUnit[] {ChronoUnit.SECONDS, ChronoUnit.MINUTES, ChronoUnit.HOURS}) {
            String name = unit.name().substring(0, unit.name().length() - 1) + "LY";
            Recurrence rule = read("FREQ=" + name + ";INTERVAL=" + interval);
            LocalDateTime now = start.plusSeconds(passed);
            long length = unit.getDuration().toSeconds() * interval;
            assertThat(rule.last(start, now)).isEqualTo(start.plusSeconds(passed / length * length));
            assertThat(rule.next(start, now)).isEqualTo(start.plusSeconds((passed / length + 1) * length));
        }
    }

    @Property
    void anyTextIsAScheduleOrNot(@ForAll("lines") String text) {
        Schedule schedule = Schedule.read("x", text);
        if (schedule != null) {
            LocalDateTime now = LocalDateTime.of(2026, 5, 1, 10, 0);
            LocalDateTime next = schedule.nextChange(now);
            assertThat(next == null || next.isAfter(now)).isTrue();
            assertThat(schedule.isPulse() && schedule.isActive(now)).isFalse();
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "DTSTART:20250106T220000",
                        "DTSTART:00000101T000000",
                        "DTSTART:20240229T000000",
                        "DTSTART:99991231T235959",
                        "DTSTART:20251301T000000",
                        "DTEND:20250107T060000",
                        "DTEND:99991231T235959",
                        "RRULE:FREQ=WEEKLY;BYDAY=MO",
                        "RRULE:FREQ=YEARLY;BYMONTH=2;INTERVAL=999999",
                        "RRULE:FREQ=YEARLY;BYMONTH=6",
                        "RRULE:FREQ=MONTHLY;INTERVAL=999999",
                        "RRULE:FREQ=SECONDLY;INTERVAL=999999",
                        "RRULE:FREQ=MONTHLY;BYDAY=5SU,-5MO",
                        "RRULE:FREQ=",
                        "X:Y",
                        ":")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("\r\n", parts));
    }

    @Example
    void otherFormsAreRefused() {
        for (String rule : new String[] {
            "",
            "FREQ=FORTNIGHTLY",
            "FREQ=WEEKLY;COUNT=3",
            "FREQ=WEEKLY;INTERVAL=0",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=WEEKLY;BYDAY=",
            "FREQ=DAILY;BYDAY=MO",
            "FREQ=MONTHLY;BYDAY=6MO",
            "FREQ=MONTHLY;BYMONTH=1",
            "FREQ=YEARLY;BYMONTH=13",
            "FREQ=WEEKLY;FREQ=WEEKLY"
        }) {
            assertThat(Recurrence.read(rule)).as(rule).isNull();
        }
    }

    @Example
    void theBuiltInSchedulesAreActiveWhenTheirNamesSay() {
        Schedule weekends =
                Schedule.read("Weekends", "DTSTART:19700103T000000\nDTEND:19700105T000000\nRRULE:FREQ=WEEKLY");
        assertThat(weekends).isNotNull();
        LocalDateTime saturday = LocalDateTime.of(2026, 5, 2, 0, 0);
        assertThat(weekends.isActive(saturday)).isTrue();
        assertThat(weekends.isActive(saturday.minusSeconds(1))).isFalse();
        assertThat(weekends.isActive(saturday.plusHours(48).minusSeconds(1))).isTrue();
        assertThat(weekends.isActive(saturday.plusHours(48))).isFalse();
        assertThat(weekends.nextChange(saturday)).isEqualTo(saturday.plusHours(48));
        assertThat(weekends.nextChange(saturday.minus(Duration.ofHours(1)))).isEqualTo(saturday);
        Schedule once = Schedule.read("Once", "DTSTART:20260502T000000 DTEND:20260502T010000");
        assertThat(once).isNotNull();
        assertThat(once.isActive(saturday)).isTrue();
        assertThat(once.nextChange(saturday.plusHours(1))).isNull();
        assertThat(Schedule.read("x", "DTSTART:20260502T000000Z\nRRULE:FREQ=DAILY"))
                .isNull();
        assertThat(Schedule.read("x", "DTEND:20260502T000000")).isNull();
        assertThat(Schedule.read("x", "DTSTART:20260502T000000\nDTEND:20260502T000000"))
                .isNull();
    }
}
