package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.DeadlineExceededException;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.system.Readiness;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A restart happens once, and is over when the device is ready again. */
class RestartTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static SimulatedDevice.Builder quick() {
        return SimulatedDevice.a9210()
                .restartDelay(Duration.ofMillis(20))
                .restartDowntime(Duration.ofMillis(200))
                .readyAfterRestart(Duration.ofMillis(100));
    }

    private static void restartsOnce(SimulatedDevice.Builder kind) {
        try (SimulatedDevice device = kind.start();
                AxisDevice client = Clients.connect(device)) {
            String boot = device.bootId();

            Readiness after = client.system().restart(LONG);

            assertThat(after.ready()).isTrue();
            assertThat(device.bootId()).isNotEqualTo(boot);
            assertThat(device.isReady()).isTrue();
            assertThat(device.counters().restarts()).isEqualTo(1);
            assertThat(client.io().ports()).isNotEmpty();
        }
    }

    @Test
    void itIsToldByTheBootId() {
        try (SimulatedDevice device = quick().start();
                AxisDevice client = Clients.secure(device).connect()) {
            client.io().relay(RelayId.of(0)).activate();

            Readiness after = client.system().restart(LONG);

            assertThat(after.bootId()).contains(device.bootId());
            assertThat(device.relay(0).isActive()).isFalse();
            assertThat(device.counters().restarts()).isEqualTo(1);
        }
    }

    @Test
    void aRestartFasterThanTheNextQuestion_isSeenAllTheSame() {
        restartsOnce(quick().restartDowntime(Duration.ofMillis(5)).readyAfterRestart(Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"RESTART_ANSWER_LOST", "RESTART_CUTS_AT_ONCE", "RESTART_LEAVES_CONNECTIONS_OPEN"})
    void howeverTheConnectionsEnd(Variant variant) {
        restartsOnce(quick().variant(variant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.80.2.2", "10.12.323", "11.11.192"})
    void olderDevices_areSeenToGoAwayAndComeBack(String version) {
        restartsOnce(quick().axisOs(version).restartDowntime(Duration.ofSeconds(2)));
    }

    @Test
    void aDeviceWithoutFirmwareManagement_isRestartedTheOldWay() {
        try (SimulatedDevice device = quick().without("fwmgr").start();
                AxisDevice client = Clients.connect(device)) {
            client.system().restart(LONG);

            assertThat(device.counters().restarts()).isEqualTo(1);
            assertThat(device.requests())
                    .anyMatch(request -> request.target().equals("/axis-cgi/restart.cgi"))
                    .noneMatch(request -> request.target().contains("firmwaremanagement"));
        }
    }

    @Test
    void onlyAnAdministratorMay() {
        try (SimulatedDevice device = quick().user("guard", "pass-of-guard-1", SimulatedRole.OPERATOR)
                        .start();
                AxisDevice client = Clients.at(device.httpUri())
                        .credentials(Credentials.of("guard", "pass-of-guard-1"))
                        .connect()) {
            assertThatThrownBy(() -> client.system().restart(LONG))
                    .isInstanceOfSatisfying(
                            AuthorizationException.class,
                            e -> assertThat(e.effect()).isEqualTo(AppliedEffect.NONE));
            assertThat(device.counters().restarts()).isZero();
        }
    }

    @Test
    void aBusyDevice_refuses() {
        try (SimulatedDevice device = quick().start();
                AxisDevice client = Clients.connect(device)) {
            device.faults().inject(Fault.errorInsideOk(423, "busy").saying("reboot"));

            assertThatThrownBy(() -> client.system().restart(LONG))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.code()).isEqualTo(423));
            assertThat(device.counters().restarts()).isZero();
        }
    }

    @Test
    void aDeviceThatDoesNotComeBackInTime_leavesTheOutcomeOpen() {
        try (SimulatedDevice device =
                        quick().restartDowntime(Duration.ofSeconds(20)).start();
                AxisDevice client = Clients.connect(device)) {
            assertThatThrownBy(() -> client.system().restart(Duration.ofSeconds(2)))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("restart");
            assertThat(device.counters().restarts()).isEqualTo(1);
        }
    }

    @Test
    void cancelling_stopsTheWaitingOnly() {
        try (SimulatedDevice device =
                        quick().restartDowntime(Duration.ofSeconds(20)).start();
                AxisDevice client = Clients.connect(device)) {
            CompletableFuture<Readiness> restart = client.system().async().restart(LONG);
            await().atMost(Clients.SOON).until(() -> device.counters().restarts() == 1);

            restart.cancel(true);

            assertThat(catchThrowable(restart::join)).hasCauseInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void waitingForADeviceThatIsDown() {
        try (SimulatedDevice device = quick().start();
                AxisDevice client = Clients.connect(device)) {
            device.restart(Duration.ofMillis(800));

            assertThat(client.system().awaitReady(LONG).ready()).isTrue();
            assertThat(device.isReady()).isTrue();

            device.restart(Duration.ofSeconds(20));
            assertThatThrownBy(() -> client.system().awaitReady(Duration.ofSeconds(2)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("did not become ready");
        }
    }
}
