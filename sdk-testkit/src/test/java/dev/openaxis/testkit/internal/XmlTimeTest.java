package dev.openaxis.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class XmlTimeTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123456789Z");

    @Test
    void durationsAreReadInEveryUnit() {
        assertThat(XmlTime.duration("P1DT2H3M4.5S"))
                .isEqualTo(Duration.ofDays(1).plusHours(2).plusMinutes(3).plusMillis(4500));
        assertThat(XmlTime.duration("PT600S")).isEqualTo(Duration.ofMinutes(10));
        assertThat(XmlTime.duration("PT0.000000001S")).isEqualTo(Duration.ofNanos(1));
        assertThat(XmlTime.duration("PT0S")).isEqualTo(Duration.ZERO);
        for (String none : new String[] {"", "P", "PT", "P1DT", "5", "-PT5S", "PT5", "PT.5S", "P1Y", "PT1234567890S"}) {
            assertThat(XmlTime.duration(none)).as(none).isNull();
        }
    }

    @Test
    void aTerminationIsAPointOfTimeOrADuration() {
        assertThat(XmlTime.termination("PT1S", NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(XmlTime.termination("2026-05-01T12:00:00+02:00", NOW)).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(XmlTime.termination("2026-05-01T12:00:00.5Z", NOW)).isEqualTo("2026-05-01T12:00:00.500Z");
        assertThat(XmlTime.termination("2026-05-01T12:00:00", NOW)).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(XmlTime.termination("tomorrow", NOW)).isNull();
    }

    @Test
    void timesAreWrittenInSecondsOrMicroseconds() {
        assertThat(XmlTime.seconds(NOW)).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(XmlTime.micros(NOW)).isEqualTo("2026-05-01T10:00:00.123456Z");
    }
}
