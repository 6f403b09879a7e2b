package dev.openaxis.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failed future nobody looks at is reported exactly once; one somebody looked at never. */
class UnobservedFailureTest {
    private final List<AxisException> reports = new CopyOnWriteArrayList<>();
    private AxisRuntime runtime;
    private ScriptedServer server;
    private DeviceHttp http;
    private final CountDownLatch mayFail = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.start(peer -> {
            if (peer.read().target().equals("/proof")) {
                peer.answer(200, "ok");
                peer.read();
            }
            mayFail.await();
        });
        runtime = AxisRuntime.builder()
                .eventLoops(1)
                .onUnobservedFailure(reports::add)
                .build();
        http = runtime.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
    }

    @AfterEach
    void stop() throws IOException {
        mayFail.countDown();
        runtime.close();
        server.close();
    }

    private CompletableFuture<HttpResponse> failing() {
        return http.async().send(HttpRequest.get("/a").build());
    }

    /** Gives the failure away to somebody and forgets the future. */
    private void lose(Consumer<CompletableFuture<HttpResponse>> use) {
        int before = server.requests().size();
        use.accept(failing());
        await().atMost(Duration.ofSeconds(20)).until(() -> server.requests().size() > before);
        mayFail.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
    }

    @Test
    void timeOutOfTheCaller_thatIsSeen_isNotReported() {
        lose(future -> assertThat(catchThrowable(future.orTimeout(1, TimeUnit.SECONDS)::join))
                .hasCauseInstanceOf(java.util.concurrent.TimeoutException.class));
        expectReports(0);
    }

    private void expectReports(int count) {
        // A later failure that is certainly lost shows that the collector has been there.
        mayFail.countDown();
        failing();
        int expected = count + 1;
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(reports).hasSizeGreaterThanOrEqualTo(expected);
                });
        for (int i = 0; i < 5; i++) {
            System.gc();
            failingAndLookedAt();
        }
        assertThat(reports).hasSize(expected);
    }

    private void failingAndLookedAt() {
        catchThrowable(() -> failing().get(20, TimeUnit.SECONDS));
    }

    @Test
    void failureNobodyLooksAt_isReportedOnce() {
        lose(future -> {});
        lose(future -> future.thenAccept(answer -> {}));
        lose(future -> {
            future.thenAccept(answer -> {});
            future.thenApply(HttpResponse::text).thenRun(() -> {});
        });
        expectReports(3);
    }

    @Test
    void failureThatIsDerivedFromTooLate_isReportedAllTheSame() {
        lose(future -> {
            mayFail.countDown();
            await().atMost(Duration.ofSeconds(20)).until(future::isDone);
            future.thenAccept(answer -> {});
        });
        lose(future -> {
            await().atMost(Duration.ofSeconds(20)).until(future::isDone);
            future.thenApply(HttpResponse::text).exceptionally(failure -> "seen");
        });
        expectReports(1);
    }

    @Test
    void failureSomebodyLooksAt_isNeverReported() {
        lose(future -> future.exceptionally(failure -> null));
        lose(future -> future.handle((answer, failure) -> "seen"));
        lose(future -> future.thenAccept(answer -> {}).exceptionally(failure -> null));
        lose(future -> CompletableFuture.runAsync(() -> catchThrowable(future::join)));
        lose(future -> CompletableFuture.runAsync(() -> catchThrowable(() -> future.get(20, TimeUnit.SECONDS))));
        catchThrowable(() -> http.send(HttpRequest.get("/a").build()));
        expectReports(0);
    }

    @Test
    void failureThatBecomesAnothersFailure_isNeverReported() {
        lose(future -> catchLater(CompletableFuture.completedFuture("before").thenCompose(before -> future)));
        lose(future -> catchLater(
                CompletableFuture.completedFuture("before").thenCombine(future, (before, answer) -> answer)));
        expectReports(0);
    }

    private static void catchLater(CompletableFuture<?> future) {
        future.exceptionally(failure -> null);
    }

    @Test
    void failureSeenWhileTheDeviceIsClosed_isNeverReported() {
        CompletableFuture<HttpResponse> acting = http.with(CallOptions.deadline(Duration.ofSeconds(5)))
                .async()
                .send(HttpRequest.method("GET", "/act", Effect.ACTUATE)
                        .provenBy(HttpRequest.get("/proof").build())
                        .build());
        await().atMost(Duration.ofSeconds(20)).until(() -> server.count("/act") == 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(http::close);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> http.async().send(HttpRequest.get("/x").build()).isCompletedExceptionally());
        mayFail.countDown();

        assertThat(catchThrowable(() -> acting.get(20, TimeUnit.SECONDS))).isNotNull();
        closing.join();
        http = runtime.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
        expectReports(0);
    }

    @Test
    void listenerThatThrows_doesNotStopTheReports() {
        runtime.close();
        List<AxisException> heard = new CopyOnWriteArrayList<>();
        runtime = AxisRuntime.builder()
                .eventLoops(1)
                .onUnobservedFailure(failure -> {
                    heard.add(failure);
                    throw new IllegalStateException("a mistake of the host");
                })
                .build();
        http = runtime.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
        mayFail.countDown();
        for (int i = 1; i <= 2; i++) {
            int expected = i;
            failing();
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        System.gc();
                        return heard.size() == expected;
                    });
        }
    }
}
