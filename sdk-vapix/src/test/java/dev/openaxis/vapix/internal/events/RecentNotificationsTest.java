package dev.openaxis.vapix.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.internal.events.Notification.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What overlapping filters bring twice is told once, and nothing that happened is taken for a repetition. */
class RecentNotificationsTest {
    private static final Optional<Instant> AT = Optional.of(Instant.parse("2026-01-02T03:04:05.678Z"));

    private final RecentNotifications recent = new RecentNotifications();

    private static Notification port(int port, int state, Optional<Instant> at) {
        return new Notification(
                "Device/IO/Port",
                Map.of("port", Integer.toString(port)),
                Map.of("state", Integer.toString(state)),
                at,
                Change.NOT_TOLD);
    }

    /** What is left of the states of one port, all of the same millisecond. */
    private List<Integer> told(int... states) {
        List<Integer> left = new ArrayList<>();
        for (int state : states) {
            if (!recent.repeats(port(1, state, AT), 2)) {
                left.add(state);
            }
        }
        return left;
    }

    @Test
    void whatTwoFiltersBring_isToldOnce() {
        assertThat(told(1, 1)).containsExactly(1);
    }

    @Test
    void aStateThatComesBackWithinAMillisecond_isTheLastThatIsTold() {
        assertThat(told(1, 1, 0, 0, 1, 1)).containsExactly(1, 0, 1);
    }

    @Test
    void whatOneFilterBrings_isNeverARepetition() {
        assertThat(recent.repeats(port(1, 1, AT), 1)).isFalse();
        assertThat(recent.repeats(port(1, 1, AT), 1)).isFalse();
    }

    @Test
    void whatHappensTwiceWithinAMillisecond_isToldTwice() {
        assertThat(told(1, 1, 1, 1)).containsExactly(1, 1);
    }

    @Test
    void theSameStateOfAnotherPort_isNoRepetition_norDoesItHideOne() {
        assertThat(recent.repeats(port(1, 1, AT), 2)).isFalse();
        assertThat(recent.repeats(port(2, 1, AT), 2)).isFalse();
        assertThat(recent.repeats(port(1, 1, AT), 2)).isTrue();
    }

    @Test
    void whatHasNoTime_orAnother_isNoRepetition() {
        assertThat(recent.repeats(port(1, 1, Optional.empty()), 2)).isFalse();
        assertThat(recent.repeats(port(1, 1, Optional.empty()), 2)).isFalse();
        assertThat(recent.repeats(port(1, 1, AT), 2)).isFalse();
        assertThat(recent.repeats(port(1, 1, AT.map(at -> at.plusMillis(1))), 2))
                .isFalse();
    }

    @Test
    void whatThreeFiltersBring_isToldOnceForThree() {
        List<Boolean> repeated = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            repeated.add(recent.repeats(port(1, 1, AT), 3));
        }

        assertThat(repeated).containsExactly(false, true, true, false, true, true);
    }

    /** Among so many sources that one is forgotten, it counts as new: told twice is better than lost. */
    @Test
    void noMoreThan256SourcesAreRemembered_theOthersAreTheLatest() {
        for (int port = 1; port <= 257; port++) {
            assertThat(recent.repeats(port(port, 1, AT), 2)).isFalse();
        }

        assertThat(recent.repeats(port(2, 1, AT), 2)).as("remembered").isTrue();
        assertThat(recent.repeats(port(1, 1, AT), 2)).as("forgotten").isFalse();
    }
}
