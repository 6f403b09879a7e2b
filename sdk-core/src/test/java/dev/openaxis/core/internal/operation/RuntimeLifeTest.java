package dev.openaxis.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.netty.NettyRuntime;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Threads and connections belong to the runtime and go with it. */
class RuntimeLifeTest {
    private static Set<Thread> sdkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("axis-sdk-") && thread.isAlive())
                .collect(Collectors.toSet());
    }

    private static DeviceHttp http(AxisRuntime runtime, ScriptedServer server) {
        return runtime.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
    }

    @Test
    void closedRuntime_leavesNoThreadAndNoConnection() throws Exception {
        Set<Thread> before = sdkThreads();
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always("ok"))) {
            AxisRuntime runtime = AxisRuntime.create();
            for (int i = 0; i < 3; i++) {
                http(runtime, server)
                        .async()
                        .send(HttpRequest.get("/a").build())
                        .get(20, TimeUnit.SECONDS);
            }
            assertThat(sdkThreads()).hasSizeGreaterThan(before.size());

            runtime.close();

            await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sdkThreads()).isSubsetOf(before));
            assertThatThrownBy(() -> http(runtime, server)).isInstanceOf(dev.openaxis.core.ClosedException.class);
        }
    }

    @Test
    void runtimeThatWasNeverUsed_canBeClosedTwice() {
        AxisRuntime runtime = AxisRuntime.create();
        runtime.close();
        runtime.close();
    }

    @Test
    void threads_haveNamesAndDoNotKeepTheProgramAlive() throws Exception {
        Set<Thread> before = sdkThreads();
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always("ok"));
                AxisRuntime runtime = AxisRuntime.builder().eventLoops(2).build()) {
            for (int i = 0; i < 8; i++) {
                http(runtime, server)
                        .async()
                        .send(HttpRequest.get("/a").build())
                        .get(20, TimeUnit.SECONDS);
            }

            Set<Thread> own = sdkThreads();
            own.removeAll(before);
            assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
            assertThat(own.stream().filter(thread -> thread.getName().startsWith("axis-sdk-loop")))
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(own.stream().filter(thread -> thread.getName().startsWith("axis-sdk-callback")))
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void eventLoopsOfTheHost_stayOpen() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always("ok"))) {
            for (int i = 0; i < 2; i++) {
                AxisRuntime runtime = NettyRuntime.on(group).build();
                assertThat(http(runtime, server)
                                .send(HttpRequest.get("/a").build())
                                .text())
                        .isEqualTo("ok");
                runtime.close();
                await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
                assertThat(group.isShuttingDown()).isFalse();
            }
            assertThat(group.submit(() -> "alive").get(20, TimeUnit.SECONDS)).isEqualTo("alive");
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void hostsLoopsShutDownFirst_endCallsWithAnErrorInsteadOfHanging() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always("ok"))) {
            AxisRuntime runtime = NettyRuntime.on(group).build();
            DeviceHttp http = http(runtime, server);
            http.send(HttpRequest.get("/a").build());
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);

            assertThatThrownBy(() ->
                            http.async().send(HttpRequest.get("/b").build()).get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(dev.openaxis.core.ClosedException.class);
            java.util.concurrent.CompletableFuture.runAsync(runtime::close).get(8, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingOnTheLoop_whileStepsGoOnAfterAFailure_endsAllTheSame() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(peer -> peer.untilClosed());
                AxisRuntime runtime = AxisRuntime.builder().eventLoops(1).build()) {
            Invoker invoker = ((Engine) runtime)
                    .device(
                            server.address(),
                            Credentials.of("root", "invented"),
                            TrustPolicy.publicAuthorities(),
                            null);
            HttpRequest request = HttpRequest.get("/a").build();
            Operation<HttpResponse> insisting = Operation.named("test", "test", Effect.READ)
                    .steps(context -> context.send(request)
                            .handle((answer, failure) -> 0)
                            .thenCompose(whatever -> context.send(request)));
            List<CompletableFuture<HttpResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(invoker.start(insisting, CallOptions.deadline(Duration.ofSeconds(30))));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> server.open() > 0);

            invoker.loop().submit(invoker::close).get(20, TimeUnit.SECONDS);

            for (CompletableFuture<HttpResponse> call : calls) {
                assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(dev.openaxis.core.ClosedException.class);
            }
            CompletableFuture.runAsync(invoker::close).get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void executorOfTheHost_isNotShutDown() {
        java.util.concurrent.ExecutorService executor = java.util.concurrent.Executors.newSingleThreadExecutor();
        try {
            AxisRuntime.builder().callbackExecutor((Executor) executor).build().close();
            assertThat(executor.isShutdown()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void settingsOutOfRange_areRefused() {
        assertThatThrownBy(() -> AxisRuntime.builder().eventLoops(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AxisRuntime.builder().eventLoops(257)).isInstanceOf(IllegalArgumentException.class);
    }
}
