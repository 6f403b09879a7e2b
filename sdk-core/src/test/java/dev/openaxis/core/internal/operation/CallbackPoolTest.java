package dev.openaxis.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many callbacks block, the others are called; and the threads for that go when they are not needed. */
class CallbackPoolTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final CallbackPool pool = new CallbackPool(loop);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();

    @AfterEach
    void stop() {
        release.countDown();
        pool.shutdown();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void block() {
        held.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void moreCallbacksThanThreadsBlock_andTheNextIsCalledAllTheSame() throws Exception {
        for (int i = 0; i < 3 * CallbackPool.THREADS; i++) {
            pool.execute(this::block);
        }
        CountDownLatch called = new CountDownLatch(1);
        pool.execute(called::countDown);

        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> held.get() == 3 * CallbackPool.THREADS);
    }

    @Test
    void whatWasGivenOverTogetherWithThoseThatBlock_isCalledAllTheSame() throws Exception {
        HandOver handOver = new HandOver(loop, pool, CallbackPool.THREADS);
        CountDownLatch called = new CountDownLatch(10);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 2 * CallbackPool.THREADS; i++) {
            tasks.add(this::block);
        }
        for (int i = 0; i < 10; i++) {
            tasks.add(called::countDown);
        }

        loop.submit(() -> tasks.forEach(handOver::give)).get(20, TimeUnit.SECONDS);

        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itHasFourThreadsAgain_whenNobodyBlocks() {
        for (int i = 0; i < 2 * CallbackPool.THREADS + 1; i++) {
            pool.execute(this::block);
        }
        await().atMost(SOON).until(() -> held.get() == 2 * CallbackPool.THREADS + 1);

        release.countDown();

        await().atMost(SOON).until(() -> pool.getPoolSize() == CallbackPool.THREADS);
    }

    @Test
    void itNeverHasMoreThanItsMost() {
        for (int i = 0; i < CallbackPool.MOST_THREADS + 10; i++) {
            pool.execute(this::block);
        }

        await().atMost(SOON).until(() -> held.get() == CallbackPool.MOST_THREADS);
        assertThat(pool.getPoolSize()).isEqualTo(CallbackPool.MOST_THREADS);
        release.countDown();
        await().atMost(SOON).until(() -> held.get() == CallbackPool.MOST_THREADS + 10);
    }

    @Test
    void manyShortCallbacks_areNoReasonForMore() throws Exception {
        CountDownLatch called = new CountDownLatch(200_000);
        for (int i = 0; i < 200_000; i++) {
            pool.execute(called::countDown);
        }

        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        // A machine that gives them no time at all for a while may make a difference, but not this one.
        assertThat(pool.getLargestPoolSize()).isLessThan(CallbackPool.MOST_THREADS);
    }
}
