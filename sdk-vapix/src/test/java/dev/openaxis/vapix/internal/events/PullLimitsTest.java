package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Failure;
import dev.openaxis.core.RefusedException;
import dev.openaxis.vapix.internal.events.PullPointWire.PullLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device allows that finds a pull too large (ONVIF Core, PullMessagesFaultResponse). */
class PullLimitsTest {
    private static final PullLimits ASKED = new PullLimits(Duration.ofSeconds(20), 40);

    private static PullLimits allowed(Map<String, String> told) {
        return ASKED.allowedBy(new RefusedException(
                Failure.of("test", "events.pull", "refused"), "/vapix/services", 400, "too large", told));
    }

    @ParameterizedTest
    @CsvSource({
        "PT12S, 15, 12, 15",
        "' PT1.5S ', ' 1 ', 1.5, 1",
        "PT60S, 15, 20, 15",
        "PT12S, 100, 12, 40",
        "PT12S, many, 12, 40",
        "soon, 15, 20, 15",
        "-PT12S, 15, 20, 15",
        "PT12S, 0, 12, 40",
        "PT12S, 99999999999, 12, 40",
    })
    void whatIsNamedAndLess_isKeptTo(String timeout, String messages, double seconds, int limit) {
        assertThat(allowed(Map.of("MaxTimeout", timeout, "MaxMessageLimit", messages)))
                .isEqualTo(new PullLimits(Duration.ofMillis((long) (seconds * 1000)), limit));
    }

    @Test
    void oneOfBoth_isEnough() {
        assertThat(allowed(Map.of("MaxTimeout", "PT12S"))).isEqualTo(new PullLimits(Duration.ofSeconds(12), 40));
        assertThat(allowed(Map.of("MaxMessageLimit", "15"))).isEqualTo(new PullLimits(Duration.ofSeconds(20), 15));
    }

    @Test
    void whereNothingLessIsNamed_muchLessIsTried() {
        PullLimits small = new PullLimits(Duration.ofSeconds(5), 10);

        assertThat(allowed(Map.of())).isEqualTo(small);
        assertThat(allowed(Map.of("MaxTimeout", "PT20S", "MaxMessageLimit", "40")))
                .isEqualTo(small);
        assertThat(small.atMost(PullLimits.SMALL)).isEqualTo(small);
        assertThat(new PullLimits(Duration.ofSeconds(2), 40).atMost(PullLimits.SMALL))
                .isEqualTo(new PullLimits(Duration.ofSeconds(2), 10));
    }
}
