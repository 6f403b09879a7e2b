package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.testing.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every loop in real time keeps to. */
public abstract class LineLoopContract {
    protected abstract LineLoop loop();

    /** Ends the loop, and returns when it has ended. */
    protected abstract void end();

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Returns when everything that was given before has run. */
    private void settle() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        loop().execute(last::countDown);
        await(last);
    }

    @Test
    void tasksOfOneThreadRunInOrder_oneAtATime_inTheLoop() throws Exception {
        List<Integer> ran = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            expected.add(i);
            loop().execute(() -> ran.add(loop().inLoop() ? number : -1));
        }
        settle();

        assertThat(ran).isEqualTo(expected);
        assertThat(loop().inLoop()).isFalse();
    }

    @Test
    void tasksOfManyThreadsRunOneAtATime_andNoneIsLost() throws Exception {
        int[] count = {0};
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < 5_000; n++) {
                    if (n % 2 == 0) {
                        loop().execute(() -> count[0]++);
                    } else {
                        loop().schedule(Duration.ZERO, () -> count[0]++);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        settle();

        assertThat(count[0]).isEqualTo(20_000);
    }

    @Test
    void aTimerIsNeverEarly_andTimersKeepTheirOrder() throws Exception {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        CountDownLatch last = new CountDownLatch(1);
        long before = loop().nanoTime();
        Instant day = loop().now();
        // Far enough apart for a machine that gives this thread no time for a while.
        loop().schedule(Duration.ofMillis(500), () -> {
            ran.add("500 ms" + (loop().nanoTime() - before >= 500_000_000 ? "" : " early"));
            last.countDown();
        });
        loop().schedule(Duration.ofSeconds(-1), () -> ran.add("soon"));
        loop().schedule(
                        Duration.ofMillis(30),
                        () -> ran.add("30 ms" + (loop().nanoTime() - before >= 30_000_000 ? "" : " early")));
        await(last);

        assertThat(ran).containsExactly("soon", "30 ms", "500 ms");
        assertThat(Duration.between(day, loop().now())).isBetween(Duration.ofMillis(490), Duration.ofSeconds(20));
    }

    @Test
    void aLaterTimerDoesNotKeepAnEarlierOneWaiting() throws Exception {
        CountDownLatch early = new CountDownLatch(1);
        loop().schedule(Duration.ofMinutes(10), () -> {});
        settle();
        loop().schedule(Duration.ofMillis(1), early::countDown);

        await(early);
    }

    @Test
    void aTimerThatIsTakenBackDoesNotRun() throws Exception {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        CountDownLatch later = new CountDownLatch(1);
        LineTimer timer = loop().schedule(Duration.ofMillis(20), () -> ran.add("never"));
        loop().schedule(Duration.ofMillis(40), later::countDown);
        loop().schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never, either"));
        timer.cancel();
        await(later);
        timer.cancel();

        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatFailsIsLogged_andTheNextRuns() throws Exception {
        try (Log log = Log.capture()) {
            CountDownLatch after = new CountDownLatch(2);
            loop().execute(() -> {
                throw new IllegalStateException("a fault of a task");
            });
            loop().execute(after::countDown);
            loop().schedule(Duration.ofMillis(1), () -> {
                throw new AssertionError("a worse fault");
            });
            loop().schedule(Duration.ofMillis(2), after::countDown);
            await(after);

            assertThat(log.text()).contains("a fault of a task", "a worse fault");
        }
    }

    @Test
    void aLoopThatHasEnded_takesNothingMore() throws Exception {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        loop().schedule(Duration.ofMillis(300), () -> ran.add("late"));
        settle();
        end();

        assertThatThrownBy(() -> loop().execute(() -> ran.add("rejected")))
                .isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> loop().schedule(Duration.ofMillis(1), () -> ran.add("rejected")))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskIsSomething() {
        assertThatThrownBy(() -> loop().execute(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> loop().schedule(Duration.ZERO, null)).isInstanceOf(NullPointerException.class);
    }
}
