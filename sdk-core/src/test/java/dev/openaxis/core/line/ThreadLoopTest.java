package dev.openaxis.core.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.testing.Log;
import dev.openaxis.core.tls.TrustPolicy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadLoopTest extends LineLoopContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ThreadLoop loop = new ThreadLoop("test bus " + System.identityHashCode(this));

    @Override
    protected LineLoop loop() {
        return loop;
    }

    @AfterEach
    @Override
    protected void end() {
        loop.close();
    }

    private Optional<Thread> thread(ThreadLoop of) {
        String name = "axis-sdk-line " + of.toString().replace("loop of ", "");
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst();
    }

    private <T> T onLoop(Supplier<T> what) throws Exception {
        return CompletableFuture.supplyAsync(what, loop).get(20, TimeUnit.SECONDS);
    }

    @Test
    void itsThreadIsNamed_andKeepsNoProgramAlive() throws Exception {
        assertThat(thread(loop)).isEmpty();
        assertThat(onLoop(() -> Thread.currentThread().isDaemon())).isTrue();
        assertThat(thread(loop)).isPresent();
    }

    @Test
    void closed_itHasNoThread_andClosingAgainDoesNothing() throws Exception {
        onLoop(() -> loop.schedule(Duration.ofHours(1), () -> {}));
        loop.close();
        loop.close();

        assertThat(thread(loop)).isEmpty();
    }

    @Test
    void closed_itRunsWhatIsDue() {
        List<String> ran = new ArrayList<>();
        loop.execute(() -> {
            loop.execute(() -> ran.add("due"));
            loop.schedule(Duration.ofNanos(1), () -> ran.add("maybe due"));
            loop.schedule(Duration.ofHours(1), () -> ran.add("late"));
            loop.close();
            ran.add("closed by its own task");
        });
        await().atMost(Duration.ofSeconds(5)).until(() -> thread(loop).isEmpty());

        assertThat(ran).startsWith("closed by its own task", "due").doesNotContain("late");
    }

    @Test
    void aTaskThatAsksForMoreAfterTheEnd_isNoFault() {
        try (Log log = Log.capture()) {
            loop.execute(() -> {
                loop.close();
                loop.execute(() -> {});
            });
            await().atMost(PATIENCE).until(() -> thread(loop).isEmpty());

            assertThat(log.text()).isEmpty();
        }
    }

    @Test
    void anIdleThreadGoes_andComesBackForTheNextTask() throws Exception {
        ThreadLoop shortly = new ThreadLoop("short idler", 1);
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Void> ran = CompletableFuture.runAsync(() -> {}, shortly);
            ran.get(20, TimeUnit.SECONDS);
            if (i % 10 == 0) {
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> thread(shortly).isEmpty());
            }
        }
        shortly.close();
    }

    @Test
    void aThreadThatWaitsForATimerStays() throws Exception {
        ThreadLoop shortly = new ThreadLoop("timer keeper", 1);
        CompletableFuture<Thread> later = new CompletableFuture<>();
        CompletableFuture<Thread> first = CompletableFuture.supplyAsync(
                () -> {
                    shortly.schedule(Duration.ofMillis(50), () -> later.complete(Thread.currentThread()));
                    return Thread.currentThread();
                },
                shortly);

        assertThat(later.get(20, TimeUnit.SECONDS)).isSameAs(first.get(20, TimeUnit.SECONDS));
        shortly.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10_000_000_000L})
    void waitingIsSleeping_alsoForOneThatIsIdle_andForOneThatIsInterrupted(long idle) throws Exception {
        ThreadLoop sleeper = new ThreadLoop("sleeper", idle);
        sleeper.schedule(Duration.ofHours(1), () -> {});
        Thread thread = CompletableFuture.supplyAsync(
                        () -> {
                            Thread.currentThread().interrupt();
                            return Thread.currentThread();
                        },
                        sleeper)
                .get(20, TimeUnit.SECONDS);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .during(Duration.ofMillis(300))
                .until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        sleeper.close();
    }

    @Test
    void blockingCallsAreRefusedOnIt() throws Exception {
        try (AxisRuntime runtime = AxisRuntime.create()) {
            DeviceHttp http = runtime.http(
                    DeviceAddress.parse("http://127.0.0.1:9"),
                    Credentials.of("root", "pass"),
                    TrustPolicy.publicAuthorities());
            Throwable refusal = onLoop(() -> {
                try {
                    http.send(HttpRequest.get("/a").build());
                    return null;
                } catch (RuntimeException e) {
                    return e;
                }
            });
            assertThat(refusal).isInstanceOf(IllegalStateException.class).hasMessageContaining("blocking");
        }
    }

    @Test
    void aBusInMemoryRunsOnItInRealTime() throws Exception {
        MemoryBus bus = new MemoryBus(loop, LineModel.perfect(300));
        ByteLine panel = bus.attach("panel");
        Ear ear = Ear.on(bus.attach("reader"));
        Ear.on(panel);
        onLoop(() -> {
            panel.send(ByteBuffer.wrap(new byte[] {1, 2}));
            return null;
        });
        await().atMost(PATIENCE).until(() -> ear.told().size() > 1);

        assertThat(ear.told()).containsExactly("opened", "0102");
        assertThat(bus.counts().busy()).isEqualTo(Duration.ofNanos(66_666_666));
    }
}
