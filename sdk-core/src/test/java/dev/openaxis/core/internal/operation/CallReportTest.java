package dev.openaxis.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.CallReport;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.Effect;
import dev.openaxis.core.http.DeviceHttp;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.core.http.HttpResponse;
import dev.openaxis.core.testing.ScriptedServer;
import dev.openaxis.core.tls.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every call is reported once, however it ends. */
class CallReportTest {
    private static final HttpRequest READ =
            HttpRequest.get("/a?pwd=planted").operation("test.read").build();

    private final List<CallReport> reports = new CopyOnWriteArrayList<>();
    private final AxisRuntime runtime =
            AxisRuntime.builder().onCall(reports::add).build();

    private DeviceHttp http(ScriptedServer server, Duration deadline) {
        return runtime.http(server.address(), Credentials.of("root", "invented"), TrustPolicy.publicAuthorities())
                .with(CallOptions.deadline(deadline));
    }

    @Test
    void aSuccess() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always("ok"));
                runtime) {
            http(server, Duration.ofSeconds(5)).send(READ);

            assertThat(reports).singleElement().satisfies(report -> {
                assertThat(report.device()).isEqualTo(server.address());
                assertThat(report.operation()).isEqualTo("test.read");
                assertThat(report.effect()).isEqualTo(Effect.READ);
                assertThat(report.time()).isPositive();
                assertThat(report.failure()).isEmpty();
                assertThat(report.toString()).doesNotContain("planted").doesNotContain("invented");
            });
        }
    }

    @Test
    void aFailure_aDeadline_andACancelledCall() throws Exception {
        try (ScriptedServer silent = ScriptedServer.start(peer -> peer.untilClosed());
                runtime) {
            assertThatThrownBy(() -> http(silent, Duration.ofMillis(100)).send(READ))
                    .isInstanceOf(DeadlineExceededException.class);
            CompletableFuture<HttpResponse> cancelled =
                    http(silent, Duration.ofSeconds(30)).async().send(READ);
            cancelled.cancel(true);
            CompletableFuture<HttpResponse> timedOut =
                    http(silent, Duration.ofSeconds(30)).async().send(READ).orTimeout(50, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> timedOut.get(20, TimeUnit.SECONDS)).isNotNull();

            await().atMost(Duration.ofSeconds(20)).until(() -> reports.size() == 3);
            assertThat(reports.get(0).failure()).containsInstanceOf(DeadlineExceededException.class);
            assertThat(reports.get(1).failure()).containsInstanceOf(CancellationException.class);
            assertThat(reports.get(2).failure()).isPresent();
        }
    }

    @Test
    void aListenerThatFails_hurtsNobody() throws Exception {
        AxisRuntime broken = AxisRuntime.builder()
                .onCall(report -> {
                    throw new IllegalStateException("meant to be logged");
                })
                .build();
        try (ScriptedServer server = ScriptedServer.start(ScriptedServer.always("ok"));
                broken;
                runtime) {
            DeviceHttp http =
                    broken.http(server.address(), Credentials.of("root", "invented"), TrustPolicy.publicAuthorities());

            assertThat(http.send(READ).status()).isEqualTo(200);
            assertThat(http.async().send(READ).get(20, TimeUnit.SECONDS).status())
                    .isEqualTo(200);
        }
    }
}
