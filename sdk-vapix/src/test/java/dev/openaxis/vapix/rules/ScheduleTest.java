package dev.openaxis.vapix.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.vapix.rules.Recurrence.Day;
import dev.openaxis.vapix.rules.Recurrence.Frequency;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The iCalendar forms of the reference, both ways. */
class ScheduleTest {
    private static final LocalDateTime NEW_YEAR = LocalDateTime.of(2026, 1, 1, 0, 0);

    /** As devices come with them (observed). */
    @Test
    void theOfficeHoursOfADevice() {
        Schedule hours = Schedule.parse(
                "DTSTART:19700101T080000\nDTEND:19700101T180000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");

        assertThat(hours)
                .isEqualTo(Schedule.weekly(
                                DayOfWeek.MONDAY,
                                DayOfWeek.TUESDAY,
                                DayOfWeek.WEDNESDAY,
                                DayOfWeek.THURSDAY,
                                DayOfWeek.FRIDAY)
                        .from(LocalTime.of(8, 0))
                        .to(LocalTime.of(18, 0)));
        assertThat(hours.text())
                .isEqualTo(
                        "DTSTART:19700101T080000\r\nDTEND:19700101T180000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
        assertThat(hours.type()).isEqualTo(ScheduleType.INTERVAL);
    }

    @Test
    void aDocumentedExampleHasBlanksInsteadOfLineEnds() {
        assertThat(Schedule.parse("DTSTART:19700101T000000 RRULE:FREQ=MINUTELY;INTERVAL=5"))
                .isEqualTo(Schedule.every(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, FREQ=SECONDLY",
        "PT90S, FREQ=SECONDLY;INTERVAL=90",
        "PT5M, FREQ=MINUTELY;INTERVAL=5",
        "PT1H, FREQ=HOURLY",
        "PT36H, FREQ=HOURLY;INTERVAL=36",
        "P7D, FREQ=DAILY;INTERVAL=7",
    })
    void pulsesAtEqualDistances(Duration distance, String rule) {
        Schedule pulses = Schedule.every(distance);

        assertThat(pulses.lines()).containsExactly("DTSTART:19700101T000000", "RRULE:" + rule);
        assertThat(pulses.type()).isEqualTo(ScheduleType.PULSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT1.5S", "PT9223372036854775807S"})
    void distancesThatThereAreNot(Duration distance) {
        assertThatThrownBy(() -> Schedule.every(distance)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIntervalOverMidnight() {
        Schedule night =
                Schedule.weekly(DayOfWeek.SUNDAY).from(LocalTime.of(22, 0)).to(LocalTime.of(6, 0));

        assertThat(night.start()).hasValue(LocalDateTime.of(1970, 1, 4, 22, 0));
        assertThat(night.end()).hasValue(LocalDateTime.of(1970, 1, 5, 6, 0));
        Schedule always = Schedule.daily().from(LocalTime.MIDNIGHT).to(LocalTime.MIDNIGHT);
        assertThat(always.lines())
                .containsExactly("DTSTART:19700101T000000", "DTEND:19700102T000000", "RRULE:FREQ=DAILY");
    }

    @Test
    void theFirstDayIsOneOfTheDays() {
        LocalDate monday = LocalDate.of(2025, 1, 6);

        assertThat(Schedule.weekly(DayOfWeek.MONDAY)
                        .startingOn(monday)
                        .from(LocalTime.NOON)
                        .to(LocalTime.of(13, 0))
                        .start())
                .hasValue(monday.atTime(12, 0));
        assertThatThrownBy(() -> Schedule.weekly(DayOfWeek.TUESDAY).startingOn(monday))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Schedule.daily()
                        .startingOn(monday)
                        .from(LocalTime.NOON)
                        .to(LocalTime.NOON)
                        .end())
                .hasValue(monday.plusDays(1).atTime(12, 0));
    }

    @Test
    void anyInterval() {
        Schedule firstFridays =
                Schedule.interval(NEW_YEAR, NEW_YEAR.plusHours(2), Recurrence.monthly(new Day(1, DayOfWeek.FRIDAY)));

        assertThat(firstFridays.lines())
                .containsExactly("DTSTART:20260101T000000", "DTEND:20260101T020000", "RRULE:FREQ=MONTHLY;BYDAY=1FR");
        assertThatThrownBy(() -> Schedule.interval(NEW_YEAR, NEW_YEAR, Recurrence.weekly()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schedule.pulse(NEW_YEAR.plusNanos(1), Recurrence.weekly()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotUnderstood_stays() {
        Schedule odd = Schedule.parse(
                "X-NAME:a b\nDTSTART;TZID=Europe/Stockholm:20260101T000000\nDTEND:20260101T000000Z\n\nRRULE:FREQ=WEEKLY;COUNT=3\n");

        assertThat(odd.lines())
                .containsExactly(
                        "X-NAME:a b",
                        "DTSTART;TZID=Europe/Stockholm:20260101T000000",
                        "DTEND:20260101T000000Z",
                        "RRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(odd.type()).isEqualTo(ScheduleType.INTERVAL);
        assertThat(odd.start()).isEmpty();
        assertThat(odd.end()).isEmpty();
        assertThat(odd.recurrence()).isEmpty();
        assertThat(Schedule.parse("DTSTART:20261301T000000").start()).isEmpty();
        assertThat(Schedule.parse("").lines()).isEmpty();
        assertThat(Schedule.parse("DTENDING:1").type()).isEqualTo(ScheduleType.PULSE);
    }

    @Test
    void recurrences() {
        assertThat(Recurrence.yearly(Month.JANUARY, Month.DECEMBER).every(2))
                .hasToString("FREQ=YEARLY;BYMONTH=1,12;INTERVAL=2");
        assertThat(Recurrence.parse("INTERVAL=2; BYDAY=-1MO,2TU,0WE;FREQ=monthly"))
                .isEqualTo(Recurrence.monthly(
                                new Day(-1, DayOfWeek.MONDAY),
                                new Day(2, DayOfWeek.TUESDAY),
                                new Day(0, DayOfWeek.WEDNESDAY))
                        .every(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ",
                "FREQ=",
                "FREQ=FORTNIGHTLY",
                "BYDAY=MO",
                "FREQ=WEEKLY;",
                "FREQ=WEEKLY;BYDAY=",
                "FREQ=WEEKLY;BYDAY=1MO",
                "FREQ=WEEKLY;BYDAY=XX",
                "FREQ=MONTHLY;BYDAY=6MO",
                "FREQ=DAILY;BYDAY=MO",
                "FREQ=MONTHLY;BYMONTH=1",
                "FREQ=YEARLY;BYMONTH=0",
                "FREQ=YEARLY;BYMONTH=13",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;INTERVAL=99999999999",
                "FREQ=DAILY;COUNT=3"
            })
    void whatIsNoRecurrenceOfADevice(String text) {
        assertThatThrownBy(() -> Recurrence.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDayIsOneOfAMonth() {
        assertThatThrownBy(() -> new Day(6, DayOfWeek.MONDAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Recurrence(Frequency.SECONDLY, 1, List.of(new Day(0, DayOfWeek.MONDAY)), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
