package dev.openaxis.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Futures that end together are completed together, and one slow callback keeps no other waiting. */
class HandOverTest {
    private static final int TASKS = 20;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final ExecutorService callbacks = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        callbacks.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void giveTogether(HandOver handOver, List<Runnable> tasks) throws Exception {
        loop.submit(() -> tasks.forEach(handOver::give)).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, Integer.MAX_VALUE})
    void aCallbackThatBlocks_keepsNoOtherWaiting(int threads) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(TASKS);
        List<Runnable> tasks = new ArrayList<>();
        tasks.add(() -> await(release));
        for (int i = 0; i < TASKS; i++) {
            tasks.add(others::countDown);
        }

        giveTogether(new HandOver(loop, callbacks, threads), tasks);

        assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTaskThatFails_takesNoOtherWithIt() throws Exception {
        CountDownLatch others = new CountDownLatch(TASKS);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(others::countDown);
        }
        tasks.add(0, () -> {
            throw new AssertionError("meant to be logged");
        });

        giveTogether(new HandOver(loop, callbacks, 2), tasks);

        assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneRefusal_givesTheLoopOneTask() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Queue<Boolean> onLoop = new ConcurrentLinkedQueue<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(() -> {
                onLoop.add(loop.inEventLoop());
                if (!loop.inEventLoop()) {
                    await(release);
                }
            });
        }
        ThreadPoolExecutor small =
                new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(tasks.size() - 3));
        try {
            giveTogether(new HandOver(loop, small, Integer.MAX_VALUE), tasks);
            loop.submit(() -> {}).get(20, TimeUnit.SECONDS);

            assertThat(onLoop.stream().filter(there -> there)).hasSize(1);
        } finally {
            release.countDown();
            small.shutdownNow();
        }
    }

    @Test
    void eachTask_runsOnce_alsoWhenTheExecutorTakesNoMore() throws Exception {
        callbacks.shutdownNow();
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            tasks.add(() -> ran.add(number));
        }

        giveTogether(new HandOver(loop, callbacks, 4), tasks);
        loop.submit(() -> {}).get(20, TimeUnit.SECONDS);

        assertThat(ran).hasSize(TASKS).doesNotHaveDuplicates();
    }

    /** Tells a listener, and keeps where and whether. */
    private final class Telling implements Delivery {
        private final Queue<String> told;

        Telling(Queue<String> told) {
            this.told = told;
        }

        @Override
        public void run() {
            told.add(loop.inEventLoop() ? "on the loop" : "told");
        }

        @Override
        public void refused() {
            told.add("refused");
        }
    }

    private Queue<String> tell(HandOver handOver, int listeners) throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        loop.submit(() -> {
                    for (int i = 0; i < listeners; i++) {
                        handOver.tell(new Telling(told));
                    }
                })
                .get(20, TimeUnit.SECONDS);
        loop.submit(() -> {}).get(20, TimeUnit.SECONDS);
        return told;
    }

    @Test
    void listenersAreNeverToldOnTheLoop() throws Exception {
        Queue<String> told = tell(new HandOver(loop, callbacks, 2), TASKS);
        callbacks.shutdown();
        assertThat(callbacks.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasSize(TASKS).containsOnly("told");

        assertThat(tell(new HandOver(loop, callbacks, 2), TASKS)).hasSize(TASKS).containsOnly("refused");
    }

    @Test
    void whoTellsFromAnotherThread_hearsOfARefusalToo() {
        callbacks.shutdownNow();
        Queue<String> told = new ConcurrentLinkedQueue<>();

        new HandOver(loop, callbacks, 2).tell(new Telling(told));

        assertThat(told).containsExactly("refused");
    }

    @Test
    void aBusyExecutorThatTakesOneRunner_isEnoughForEveryListener() throws Exception {
        ThreadPoolExecutor small = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        Queue<String> told = tell(new HandOver(loop, small, Integer.MAX_VALUE), TASKS);
        small.shutdown();
        assertThat(small.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(told).hasSize(TASKS).containsOnly("told");
    }
}
