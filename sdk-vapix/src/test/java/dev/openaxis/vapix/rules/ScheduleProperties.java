package dev.openaxis.vapix.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.rules.Recurrence.Day;
import dev.openaxis.vapix.rules.Recurrence.Frequency;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text in: a schedule or {@link IllegalArgumentException}; and what is written is read back. */
class ScheduleProperties {

    @Property(tries = 500)
    void whatIsWritten_isReadBack(
            @ForAll("times") LocalDateTime start,
            @ForAll("times") LocalDateTime other,
            @ForAll("recurrences") Recurrence recurrence,
            @ForAll("separators") String separator) {
        Schedule pulse = Schedule.pulse(start, recurrence);
        assertThat(Schedule.parse(String.join(separator, pulse.lines()))).isEqualTo(pulse);
        assertThat(pulse.start()).hasValue(start);
        assertThat(pulse.end()).isEmpty();
        assertThat(pulse.recurrence()).hasValue(recurrence);
        assertThat(pulse.type()).isEqualTo(ScheduleType.PULSE);

        if (other.isAfter(start)) {
            Schedule interval = Schedule.interval(start, other, recurrence);
            assertThat(Schedule.parse(String.join(separator, interval.lines()))).isEqualTo(interval);
            assertThat(interval.end()).hasValue(other);
            assertThat(interval.recurrence()).hasValue(recurrence);
            assertThat(interval.type()).isEqualTo(ScheduleType.INTERVAL);
        }
    }

    @Property(tries = 300)
    void recurrencesAreReadBack(@ForAll("recurrences") Recurrence recurrence) {
        assertThat(Recurrence.parse(recurrence.text())).isEqualTo(recurrence);
    }

    @Property(tries = 500)
    void anyTextIsAScheduleOrRefused(@ForAll("texts") String text) {
        try {
            Schedule schedule = Schedule.parse(text);
            assertThat(Schedule.parse(schedule.text())).isEqualTo(schedule);
            assertThat(schedule.start()).isNotNull();
            assertThat(schedule.end()).isNotNull();
            assertThat(schedule.recurrence()).isNotNull();
            assertThat(schedule.type()).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<LocalDateTime> times() {
        return Arbitraries.longs()
                .between(0, 4_000_000_000L)
                .map(seconds -> LocalDateTime.of(1970, 1, 1, 0, 0).plus(seconds, ChronoUnit.SECONDS));
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("\r\n", "\n", "\r", " ", "\n\n", " \t");
    }

    @Provide
    Arbitrary<Recurrence> recurrences() {
        Arbitrary<Integer> every = Arbitraries.integers().between(1, Integer.MAX_VALUE);
        Arbitrary<DayOfWeek> days = Arbitraries.of(DayOfWeek.class);
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(Frequency.class), every)
                        .as((frequency, units) -> Recurrence.every(units, frequency)),
                Combinators.combine(days.list().ofMaxSize(4), every)
                        .as((list, units) -> Recurrence.weekly(list.toArray(DayOfWeek[]::new))
                                .every(units)),
                Combinators.combine(
                                Combinators.combine(Arbitraries.integers().between(-5, 5), days)
                                        .as(Day::new)
                                        .list()
                                        .ofMaxSize(4),
                                every)
                        .as((list, units) ->
                                Recurrence.monthly(list.toArray(Day[]::new)).every(units)),
                Arbitraries.of(Month.class)
                        .list()
                        .ofMaxSize(4)
                        .map(list -> Recurrence.yearly(list.toArray(Month[]::new))));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "DTSTART",
                        "DTEND",
                        "RRULE",
                        ":",
                        ";",
                        "=",
                        "FREQ",
                        "WEEKLY",
                        "BYDAY",
                        "MO",
                        ",",
                        "INTERVAL",
                        "1",
                        "19700101T000000",
                        "\r\n",
                        "\n",
                        " ",
                        "Z",
                        "-",
                        "\u0000",
                        "\uD800",
                        "é")
                .list()
                .ofMaxSize(15)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings());
    }
}
