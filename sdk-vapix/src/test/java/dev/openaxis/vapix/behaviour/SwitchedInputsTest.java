package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.PortId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual trigger, on a device that reads the references on its own. */
class SwitchedInputsTest extends ConnectedTest {

    @Test
    void theTriggerGoesOnAndOff() {
        client.io().manualTrigger().activate();
        assertThat(device.manualTrigger().isActive()).isTrue();
        client.io().manualTrigger().deactivate();
        assertThat(device.manualTrigger().isActive()).isFalse();
        client.io().manualTrigger().pulse(Duration.ofMillis(50));
        assertThat(device.manualTrigger().activations()).isEqualTo(2);
        await().atMost(Clients.SOON).until(() -> !device.manualTrigger().isActive());
    }

    @Test
    void itsNumberIsTheDevices() {
        use(SimulatedDevice.a9210().variant(Variant.MANUAL_TRIGGER_AFTER_LAST_PORT));

        client.io().manualTrigger().activate();

        assertThat(device.manualTrigger().isActive()).isTrue();
    }

    @Test
    void aViewerMay_unlessTheHostSaysOtherwise() {
        client.accounts().add(NewAccount.of("guard", "pass-of-guard-1", AccountRole.VIEWER));
        AxisDevice.Builder guard = Clients.at(device.httpUri()).credentials(Credentials.of("guard", "pass-of-guard-1"));
        try (AxisDevice strict = guard.actionsByOperatorsOnly().connect()) {
            assertThatThrownBy(() -> strict.io().manualTrigger().activate()).isInstanceOf(AuthorizationException.class);
            assertThat(device.manualTrigger().activations()).isZero();
        }
        try (AxisDevice plain = Clients.at(device.httpUri())
                .credentials(Credentials.of("guard", "pass-of-guard-1"))
                .connect()) {
            plain.io().manualTrigger().activate();
        }
        assertThat(device.manualTrigger().activations()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"SIMULATED_INPUT_COUNTED", "MANUAL_TRIGGER_AFTER_LAST_PORT"})
    void whereReadingsDiffer_noInputIsSimulated(Variant variant) {
        use(SimulatedDevice.a9210().variant(variant));

        assertThatThrownBy(() -> client.io().simulate(PortId.of(1)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertThat(device.requests()).noneMatch(request -> request.target().contains("virtualinput.cgi"));
    }
}
