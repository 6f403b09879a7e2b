package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualLoopTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingRunsBeforeTimeIsMoved() {
        loop.execute(() -> ran.add("soon"));
        loop.schedule(Duration.ZERO, () -> ran.add("at once"));

        assertThat(ran).isEmpty();
        assertThat(loop.waiting()).isEqualTo(2);

        loop.advance(Duration.ZERO);
        assertThat(ran).containsExactly("soon", "at once");
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void eachTaskRunsAtItsTime_andTimeEndsWhereItWasToldTo() {
        loop.schedule(Duration.ofMillis(20), () -> ran.add("b " + loop.nanoTime()));
        loop.schedule(Duration.ofMillis(10), () -> ran.add("a " + loop.nanoTime()));
        loop.schedule(Duration.ofMillis(31), () -> ran.add("late"));

        loop.advance(Duration.ofMillis(30));

        assertThat(ran).containsExactly("a 10000000", "b 20000000");
        assertThat(loop.nanoTime()).isEqualTo(30_000_000);
        assertThat(loop.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00.030Z"));
    }

    @Test
    void whatTasksAskForRunsInTheSameMove_ifItIsDue() {
        loop.schedule(Duration.ofSeconds(1), () -> {
            loop.schedule(Duration.ofSeconds(-5), () -> ran.add("overdue " + loop.nanoTime()));
            loop.schedule(Duration.ofSeconds(1), () -> ran.add("in time"));
            loop.schedule(Duration.ofSeconds(1).plusNanos(1), () -> ran.add("too late"));
        });

        loop.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("overdue 1000000000", "in time");
    }

    @Test
    void aTimerThatIsTakenBackDoesNotRun() {
        LineTimer timer = loop.schedule(Duration.ofSeconds(1), () -> ran.add("never"));
        timer.cancel();
        timer.cancel();

        loop.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void aTimerThatRanCanBeTakenBackWithoutHarm() {
        LineTimer timer = loop.schedule(Duration.ZERO, () -> ran.add("once"));
        loop.advance(Duration.ZERO);
        timer.cancel();
        loop.execute(() -> ran.add("another"));

        assertThat(loop.waiting()).isEqualTo(1);
        loop.advance(Duration.ZERO);
        assertThat(ran).containsExactly("once", "another");
    }

    @Test
    void waitingForSomething_stopsWhereItHappens() {
        loop.schedule(Duration.ofSeconds(3), () -> ran.add("it"));
        loop.schedule(Duration.ofSeconds(3), () -> ran.add("after it"));

        assertThat(loop.runUntil(() -> !ran.isEmpty(), Duration.ofSeconds(8))).isTrue();
        assertThat(ran).containsExactly("it");
        assertThat(loop.nanoTime()).isEqualTo(3_000_000_000L);
        assertThat(loop.waiting()).isEqualTo(1);
    }

    @Test
    void waitingForWhatDoesNotHappen_takesAllTheTime() {
        assertThat(loop.runUntil(() -> false, Duration.ofSeconds(8))).isFalse();
        assertThat(loop.nanoTime()).isEqualTo(8_000_000_000L);
        assertThat(loop.runUntil(() -> loop.nanoTime() == 9_000_000_000L, Duration.ofSeconds(1)))
                .isTrue();
    }

    @Test
    void aTaskThatFails_endsTheMove_andTheOthersAreStillThere() {
        loop.schedule(Duration.ofSeconds(1), () -> {
            throw new AssertionError("what the test wants to see");
        });
        loop.schedule(Duration.ofSeconds(2), () -> ran.add("later"));

        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(5))).hasMessage("what the test wants to see");
        assertThat(loop.nanoTime()).isEqualTo(1_000_000_000L);

        loop.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("later");
    }

    @Test
    void timeIsNotMovedByItsOwnTasks_norBackwards() {
        loop.execute(() -> loop.advance(Duration.ZERO));

        assertThatThrownBy(() -> loop.advance(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTaskThatRepeatsItselfAtOnceForEver_isFound() {
        loop.execute(new Runnable() {
            @Override
            public void run() {
                loop.execute(this);
            }
        });

        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("time stands still");
    }

    @Test
    void aTaskThatRepeatsItselfAllTheTime_isNotTakenForThat() {
        int[] left = {2_200_000};
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (--left[0] > 0) {
                    loop.schedule(Duration.ofNanos(left[0] % 2), this);
                }
            }
        });

        loop.advance(Duration.ofSeconds(1));
        assertThat(left[0]).isZero();
    }

    @Test
    void otherThreadsGiveTasks_andAreNotInTheLoop() throws Exception {
        CompletableFuture<Boolean> elsewhere = CompletableFuture.supplyAsync(() -> {
            for (int i = 0; i < 1_000; i++) {
                loop.schedule(
                        Duration.ofMillis(1),
                        () -> ran.add(Thread.currentThread().getName()));
            }
            return loop.inLoop();
        });
        while (!elsewhere.isDone()) {
            loop.advance(Duration.ofMillis(1));
        }
        loop.advance(Duration.ofMillis(1));

        assertThat(elsewhere.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(loop.inLoop()).isTrue();
        assertThat(ran).hasSize(1_000).containsOnly(Thread.currentThread().getName());
    }

    @Test
    void whoeverMovesTimeIsTheLoopsThread() throws Exception {
        CompletableFuture.runAsync(() -> loop.advance(Duration.ZERO)).get(20, TimeUnit.SECONDS);

        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void anEternityIsTheEndOfTime() {
        loop.advance(Duration.ofSeconds(1));
        loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));
        loop.advance(Duration.ofDays(365));

        assertThat(ran).isEmpty();
        assertThat(loop.waiting()).isEqualTo(1);
    }
}
