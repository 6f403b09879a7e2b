package dev.openaxis.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.ClosedException;
import dev.openaxis.core.ConnectionException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.DeviceAddress;
import dev.openaxis.core.Effect;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.testing.Peer;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One operation, blocking and as a future: threads, cancelling, interrupting, closing. */
class CallTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final CallOptions LONG = CallOptions.deadline(Duration.ofSeconds(8));

    private final ExecutorService callbacks =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "host-callback"));
    private AxisRuntime runtime;
    private ScriptedServer server;

    @BeforeEach
    void start() {
        org.awaitility.Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        org.awaitility.Awaitility.setDefaultPollDelay(Duration.ZERO);
        runtime =
                AxisRuntime.builder().eventLoops(1).callbackExecutor(callbacks).build();
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        runtime.close();
        callbacks.shutdownNow();
    }

    private DeviceHttp http() {
        return http(runtime);
    }

    private DeviceHttp http(AxisRuntime of) {
        return of.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
    }

    private Invoker invoker() {
        return ((Engine) runtime)
                .device(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities(), null);
    }

    private static HttpRequest action() {
        return HttpRequest.method("GET", "/act", Effect.ACTUATE)
                .operation("test.act")
                .provenBy(HttpRequest.get("/proof").build())
                .build();
    }

    /** Answers everything but /act and /silent. */
    private void silentAct() throws IOException {
        server = ScriptedServer.start(peer -> {
            while (true) {
                String target = peer.read().target();
                if (target.equals("/act") || target.equals("/silent")) {
                    peer.untilClosed();
                    return;
                }
                peer.answer(200, "ok");
            }
        });
    }

    private void awaitSent(String target) {
        await().atMost(SECONDS).until(() -> server.count(target) > 0);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(() -> future.get(20, TimeUnit.SECONDS));
        return thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    }

    // ---- threads ----

    @Test
    void blockingCall_returnsTheAnswer() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));

        assertThat(http().send(HttpRequest.get("/a").build()).text()).isEqualTo("ok");
    }

    @Test
    void blockingCallOnAnSdkThread_throwsInsteadOfStalling() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        try (AxisRuntime own = AxisRuntime.builder().eventLoops(1).build()) {
            DeviceHttp http = http(own);
            CompletableFuture<HttpResponse> nested = http.async()
                    .send(HttpRequest.get("/a").build())
                    .thenApply(first -> http.send(HttpRequest.get("/b").build()));

            assertThat(failure(nested)).isInstanceOf(IllegalStateException.class);
            assertThat(server.targets()).containsExactly("/a");
        }
    }

    @Test
    void blockingCallOnTheEventLoop_throwsInsteadOfStalling() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        Invoker invoker = invoker();
        DeviceHttp http = new DeviceHttp(invoker);

        Throwable thrown = invoker.loop()
                .submit(() ->
                        catchThrowable(() -> http.send(HttpRequest.get("/a").build())))
                .get(20, TimeUnit.SECONDS);

        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void blockingCallOnTheHostsOwnCallbackExecutor_isAllowed() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        DeviceHttp http = http();

        CompletableFuture<String> nested = http.async()
                .send(HttpRequest.get("/a").build())
                .thenApply(first -> http.send(HttpRequest.get("/b").build()).text());

        assertThat(nested.get(20, TimeUnit.SECONDS)).isEqualTo("ok");
    }

    @Test
    void futures_completeOnTheCallbackExecutor() throws Exception {
        CountDownLatch attached = new CountDownLatch(1);
        server = ScriptedServer.start(peer -> {
            boolean good = peer.read().target().equals("/good");
            attached.await();
            if (good) {
                peer.answer(200, "ok");
            }
        });
        DeviceHttp http = http();
        CompletableFuture<String> succeeded = http.async()
                .send(HttpRequest.get("/good").build())
                .thenApply(answer -> Thread.currentThread().getName());
        CompletableFuture<String> failed = http.async()
                .send(HttpRequest.post("/bad", Effect.CONFIGURE).build())
                .handle((answer, failure) -> Thread.currentThread().getName());
        attached.countDown();

        assertThat(succeeded.get(20, TimeUnit.SECONDS)).isEqualTo("host-callback");
        assertThat(failed.get(20, TimeUnit.SECONDS)).isEqualTo("host-callback");
    }

    @Test
    void futureOfAnOperationThatOnlyWaits_failsAtItsDeadlineOnTheCallbackExecutor() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        Operation<String> waiting =
                Operation.named("test.wait", "none", Effect.READ).steps(context -> new CompletableFuture<>());
        AtomicReference<String> thread = new AtomicReference<>();

        CompletableFuture<String> future = invoker().start(waiting, CallOptions.deadline(Duration.ofMillis(100)));
        CompletableFuture<String> seen =
                future.whenComplete((v, f) -> thread.set(Thread.currentThread().getName()));

        assertThat(
                        failure(seen).getCause() == null
                                ? failure(seen)
                                : failure(seen).getCause())
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(thread).hasValue("host-callback");
    }

    @Test
    void configurationThatWasSentBeforeTheDeadline_isNotCalledUnsent() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        Operation<String> configuring = Operation.named("test.configure", "none", Effect.CONFIGURE)
                .steps(context -> context.send(
                                HttpRequest.post("/set", Effect.CONFIGURE).build())
                        .thenCompose(answer -> new CompletableFuture<>()));

        Throwable failure = failure(invoker().start(configuring, CallOptions.deadline(Duration.ofMillis(400))));

        assertThat(failure).isInstanceOf(AxisException.class).hasMessageNotContaining("nothing was sent");
        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.POSSIBLE);
        assertThat(server.count("/set")).isEqualTo(1);
    }

    @Test
    void errorOfABlockingCall_showsWhoCalled() throws Exception {
        server = ScriptedServer.start(Peer::read);

        Throwable thrown =
                catchThrowable(() -> http().send(HttpRequest.get("/a").build()));

        assertThat(thrown).isInstanceOf(ConnectionException.class);
        assertThat(thrown.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().contains("errorOfABlockingCall"));
    }

    // ---- cancelling ----

    @Test
    void cancelBeforeAnythingWasSent_isACancellationAndTheDeviceSeesNothing() throws Exception {
        silentAct();
        DeviceHttp http = http().with(LONG);
        for (int i = 0; i < 2; i++) {
            http.async().send(HttpRequest.get("/silent").build());
        }
        await().atMost(SECONDS).until(() -> server.count("/silent") == 2);
        CompletableFuture<HttpResponse> waiting = http.async().send(action());

        assertThat(waiting.cancel(true)).isTrue();

        assertThat(failure(waiting)).isInstanceOf(CancellationException.class);
        http.close();
        assertThat(server.targets()).doesNotContain("/act", "/proof");
    }

    @Test
    void cancelDuringTheProof_isACancellationAndTheActionIsNotSent() throws Exception {
        server = ScriptedServer.start(peer -> {
            peer.read();
            peer.untilClosed();
        });
        CompletableFuture<HttpResponse> future = http().async().send(action());
        awaitSent("/proof");

        future.cancel(true);

        assertThat(failure(future)).isInstanceOf(CancellationException.class);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(server.targets()).containsExactly("/proof");
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"ACTUATE", "DISRUPT"})
    void cancelAfterAnActionWasSent_saysThatTheOutcomeIsUnknown(Effect effect) throws Exception {
        silentAct();
        HttpRequest request = effect == Effect.ACTUATE
                ? action()
                : HttpRequest.post("/act", effect).build();
        CompletableFuture<HttpResponse> future = http().async().send(request);
        awaitSent("/act");

        future.cancel(true);

        Throwable failure = failure(future);
        assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.POSSIBLE);
        assertThat(future.isCancelled()).isFalse();
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(server.count("/act")).isEqualTo(1);
    }

    @Test
    void cancelOfARead_endsItsConnection() throws Exception {
        silentAct();
        CompletableFuture<HttpResponse> future =
                http().async().send(HttpRequest.get("/silent").build());
        awaitSent("/silent");

        future.cancel(true);

        assertThat(failure(future)).isInstanceOf(CancellationException.class);
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void cancelAfterTheAnswer_leavesTheAnswer() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        CompletableFuture<HttpResponse> future =
                http().async().send(HttpRequest.get("/a").build());
        future.get(20, TimeUnit.SECONDS);

        assertThat(future.cancel(true)).isFalse();
        assertThat(future.get().text()).isEqualTo("ok");
    }

    @Test
    void cancelAtAnyMoment_neverCallsASentActionCancelled() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        DeviceHttp http = http().with(LONG);
        http.send(HttpRequest.get("/warm").build());
        int cancelled = 0;
        for (int i = 0; i < 400; i++) {
            String target = "/act" + i;
            CompletableFuture<HttpResponse> future = http.async()
                    .send(HttpRequest.method("GET", target, Effect.ACTUATE)
                            .provenBy(HttpRequest.get("/proof").build())
                            .build());
            for (int spin = 0; spin < (i % 40) * 150; spin++) {
                Thread.onSpinWait();
            }
            future.cancel(true);
            Throwable failure = failure(future);
            if (failure instanceof CancellationException) {
                cancelled++;
                http.send(HttpRequest.get("/warm").build());
                assertThat(server.count(target)).as(target).isZero();
            } else if (failure != null) {
                assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
            }
        }
        assertThat(cancelled).isPositive();
    }

    // ---- interrupting ----

    private Throwable interruptWhen(HttpRequest request, Runnable ready) throws InterruptedException {
        DeviceHttp http = http().with(LONG);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> http.send(request)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        ready.run();
        caller.interrupt();
        caller.join(5000);
        assertThat(caller.isAlive()).isFalse();
        assertThat(flag).hasValue(true);
        return thrown.get();
    }

    @Test
    void interruptAfterAnActionWasSent_saysThatTheOutcomeIsUnknown() throws Exception {
        silentAct();

        Throwable thrown = interruptWhen(action(), () -> awaitSent("/act"));

        assertThat(thrown).isInstanceOf(OutcomeUnknownException.class);
        assertThat(((AxisException) thrown).effect()).isEqualTo(AppliedEffect.POSSIBLE);
    }

    @Test
    void interruptBeforeAnActionWasSent_isACancellation() throws Exception {
        server = ScriptedServer.start(peer -> {
            peer.read();
            peer.untilClosed();
        });

        Throwable thrown = interruptWhen(action(), () -> awaitSent("/proof"));

        assertThat(thrown).isInstanceOf(CancellationException.class);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        assertThat(server.targets()).containsExactly("/proof");
    }

    @Test
    void callOfAThreadAlreadyInterrupted_doesNotAct() throws Exception {
        silentAct();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            thrown.set(catchThrowable(() -> http().send(action())));
        });
        caller.start();
        caller.join(5000);

        assertThat(thrown.get()).isInstanceOfAny(CancellationException.class, OutcomeUnknownException.class);
        if (thrown.get() instanceof CancellationException) {
            assertThat(server.count("/act")).isZero();
        }
    }

    // ---- closing ----

    @Test
    void close_refusesNewCallsAtOnce() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        DeviceHttp http = http();
        http.send(HttpRequest.get("/a").build());

        http.close();

        assertThatThrownBy(() -> http.send(HttpRequest.get("/b").build())).isInstanceOf(ClosedException.class);
        assertThat(failure(http.async().send(action()))).isInstanceOf(ClosedException.class);
        assertThat(server.targets()).containsExactly("/a");
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void close_waitsForAnActionThatWasSentAndEndsTheRest() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server = ScriptedServer.start(peer -> {
            while (true) {
                String target = peer.read().target();
                if (target.equals("/act")) {
                    go.await();
                } else if (target.equals("/silent")) {
                    peer.untilClosed();
                    return;
                }
                peer.answer(200, "acted");
            }
        });
        DeviceHttp http = http().with(LONG);
        CompletableFuture<HttpResponse> acting = http.async().send(action());
        awaitSent("/act");
        CompletableFuture<HttpResponse> reading =
                http.async().send(HttpRequest.get("/silent").build());
        awaitSent("/silent");
        CompletableFuture<HttpResponse> configuring =
                http.async().send(HttpRequest.post("/queued", Effect.CONFIGURE).build());

        CompletableFuture<Void> closed = CompletableFuture.runAsync(http::close);

        assertThat(failure(reading)).isInstanceOf(ClosedException.class);
        Throwable queued = failure(configuring);
        assertThat(queued).isInstanceOf(ClosedException.class);
        assertThat(((AxisException) queued).effect()).isEqualTo(AppliedEffect.NONE);
        assertThat(closed).isNotDone();
        assertThat(failure(http.async().send(action()))).isInstanceOf(ClosedException.class);
        go.countDown();
        assertThat(acting.get(20, TimeUnit.SECONDS).text()).isEqualTo("acted");
        closed.get(20, TimeUnit.SECONDS);
        assertThat(server.count("/queued")).isZero();
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void close_waitsNoLongerThanTheActionsDeadline() throws Exception {
        silentAct();
        DeviceHttp http = http().with(CallOptions.deadline(Duration.ofMillis(600)));
        CompletableFuture<HttpResponse> acting = http.async().send(action());
        awaitSent("/act");

        CompletableFuture.runAsync(http::close).get(20, TimeUnit.SECONDS);

        assertThat(((AxisException) failure(acting)).effect()).isEqualTo(AppliedEffect.POSSIBLE);
    }

    @Test
    void closeWithASettingUnderWay_saysThatItMayHaveTakenEffect() throws Exception {
        silentAct();
        DeviceHttp http = http().with(LONG);
        CompletableFuture<HttpResponse> setting =
                http.async().send(HttpRequest.post("/silent", Effect.CONFIGURE).build());
        awaitSent("/silent");

        http.close();

        Throwable failure = failure(setting);
        assertThat(failure).isInstanceOf(ClosedException.class);
        assertThat(((AxisException) failure).effect()).isEqualTo(AppliedEffect.POSSIBLE);
    }

    @Test
    void closeOnACallback_doesNotStall() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        AxisRuntime own = AxisRuntime.builder().eventLoops(1).build();
        DeviceHttp http = http(own);

        http.async().send(HttpRequest.get("/a").build()).thenRun(http::close).get(20, TimeUnit.SECONDS);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        http(own).async().send(HttpRequest.get("/b").build()).thenRun(() -> {
            own.close();
            gone.complete(null);
        });
        gone.get(20, TimeUnit.SECONDS);
        await().atMost(SECONDS).until(() -> server.open() == 0);
        own.close();
    }

    @Test
    void closeTheRuntimeAtAnyMoment_endsEveryCallWithAResultOrATypedError() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        for (int i = 0; i < 25; i++) {
            AxisRuntime own = AxisRuntime.builder().eventLoops(1).build();
            List<CompletableFuture<HttpResponse>> calls = new ArrayList<>();
            for (int d = 0; d < 3; d++) {
                DeviceHttp http = http(own).with(LONG);
                for (int n = 0; n < 4; n++) {
                    calls.add(http.async()
                            .send(n == 0 ? action() : HttpRequest.get("/x").build()));
                }
            }
            for (int spin = 0; spin < i * 3000; spin++) {
                Thread.onSpinWait();
            }
            CompletableFuture.runAsync(own::close).get(8, TimeUnit.SECONDS);
            for (CompletableFuture<HttpResponse> call : calls) {
                Throwable failure = failure(call);
                assertThat(failure == null || failure instanceof ClosedException)
                        .as("%s", failure)
                        .isTrue();
            }
        }
        await().atMost(SECONDS).until(() -> server.open() == 0);
    }

    @Test
    void callOnAClosedRuntime_isRefused() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        DeviceHttp http = http();
        runtime.close();

        assertThatThrownBy(() -> http.send(HttpRequest.get("/a").build())).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> http(runtime)).isInstanceOf(ClosedException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void callbackExecutorThatRefuses_doesNotLoseTheResult() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        callbacks.shutdownNow();

        CompletableFuture<HttpResponse> future =
                http().async().send(HttpRequest.get("/a").build());

        assertThat(future.get(20, TimeUnit.SECONDS).text()).isEqualTo("ok");
    }

    @Test
    void stepsThatThrow_failTheCallAndDoNotBlockClosing() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        Invoker invoker = invoker();
        Operation<String> broken = Operation.named("test.broken", "none", Effect.READ)
                .steps(context -> {
                    throw new IllegalArgumentException("a mistake");
                });
        Operation<String> brokenLater = Operation.named("test.broken", "none", Effect.READ)
                .request(HttpRequest.get("/a").build(), (context, answer) -> {
                    throw new CompletionException(new IllegalArgumentException("a mistake"));
                });

        assertThatThrownBy(() -> invoker.call(broken, LONG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> invoker.call(brokenLater, LONG)).isInstanceOf(IllegalArgumentException.class);
        CompletableFuture.runAsync(invoker::close).get(20, TimeUnit.SECONDS);
    }

    // ---- executors that do not do their work ----

    @Test
    void executorThatFails_losesNoFuture() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        AtomicInteger tasks = new AtomicInteger();
        java.util.concurrent.Executor flaky = task -> {
            if (tasks.incrementAndGet() % 3 == 1) {
                throw new OutOfMemoryError("unable to create native thread (simulated)");
            }
            callbacks.execute(task);
        };
        try (AxisRuntime other = AxisRuntime.builder().callbackExecutor(flaky).build()) {
            DeviceHttp http =
                    other.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
            List<CompletableFuture<HttpResponse>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(http.async().send(HttpRequest.get("/" + i).build()));
            }
            for (CompletableFuture<HttpResponse> future : all) {
                assertThat(future.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void slowListeners_doNotHoldUpTheLookingUpOfNames() throws Exception {
        server = ScriptedServer.start(ScriptedServer.always("ok"));
        CountDownLatch release = new CountDownLatch(1);
        try (AxisRuntime own = AxisRuntime.create()) {
            DeviceHttp busy =
                    own.http(server.address(), Credentials.of("root", "pass"), TrustPolicy.publicAuthorities());
            CountDownLatch blocked = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                var unused = busy.async().send(HttpRequest.get("/" + i).build()).thenAccept(response -> {
                    blocked.countDown();
                    try {
                        assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            assertThat(blocked.await(5, TimeUnit.SECONDS)).isTrue();
            DeviceHttp named = own.http(
                    DeviceAddress.parse("http://localhost:" + server.port()),
                    Credentials.of("root", "pass"),
                    TrustPolicy.publicAuthorities());

            assertThat(named.with(LONG).send(HttpRequest.get("/named").build()).status())
                    .isEqualTo(200);
            release.countDown();
        }
    }
}
