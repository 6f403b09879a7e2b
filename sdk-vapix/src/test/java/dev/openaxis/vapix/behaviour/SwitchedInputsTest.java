package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.RecordedDevice;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.Confirmation;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.SwitchedInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The manual trigger and simulated inputs, on devices that read the references on their own. */
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

    /** The simulated device holds the answer to a pulse back until it is over. */
    @Test
    void aDeactivation_doesNotWaitForTheEndOfAPulse() {
        CompletableFuture<Confirmation> pulse =
                client.io().manualTrigger().async().pulse(Duration.ofSeconds(30));

        client.io().manualTrigger().deactivate();

        assertThat(device.manualTrigger().isActive()).isFalse();
        assertThat(device.manualTrigger().activations()).isEqualTo(1);
        assertThat(pulse).succeedsWithin(Clients.SOON);
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

    // ---- simulated inputs ----

    @Test
    void whereOnlyInputsComeBefore_anInputIsSimulated() {
        use(SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9));

        for (int port : new int[] {0, 1}) {
            SwitchedInput input = client.io().simulate(PortId.of(port));
            assertThat(input.activate().evidence()).isEqualTo(Evidence.ACCEPTED);
            assertThat(state(port)).isEqualTo(PortState.ACTIVE);
            input.deactivate();
            assertThat(state(port)).isEqualTo(PortState.INACTIVE);
        }
        assertThat(device.auxInput(1).isClosed()).as("the contact itself").isFalse();
        assertThat(actions()).containsExactly("1:/", "1:\\", "2:/", "2:\\");
    }

    private PortState state(int port) {
        return client.io().port(PortId.of(port)).state();
    }

    private List<String> actions() {
        return device.requests().stream()
                .map(ReceivedRequest::target)
                .filter(target -> target.contains("virtualinput.cgi?action="))
                .map(target -> URLDecoder.decode(target.substring(target.indexOf('=') + 1), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aSimulationForATime_endsByItself() {
        use(SimulatedDevice.recorded(RecordedDevice.PIR_CAMERA_9_80));

        client.io().simulate(PortId.of(0)).pulse(Duration.ofMillis(100));

        await().atMost(Clients.SOON).until(() -> state(0) == PortState.INACTIVE);
        assertThat(actions()).containsExactly("1:/100\\");
    }

    @Test
    void portsByParameters_areSimulatedAlike() {
        use(SimulatedDevice.recorded(RecordedDevice.P5512_5_51));

        client.io().simulate(PortId.of(3)).activate();

        assertThat(state(3)).isEqualTo(PortState.ACTIVE);
        assertThat(state(2)).isEqualTo(PortState.INACTIVE);
    }

    @Test
    void anA9188HasItsTriggerAfterItsPorts_andInputsBeforeIt() {
        use(SimulatedDevice.a9188());

        client.io().manualTrigger().activate();
        client.io().simulate(PortId.of(5)).activate();

        assertThat(device.manualTrigger().activations()).isEqualTo(1);
        assertThat(state(5)).isEqualTo(PortState.ACTIVE);
        assertThat(actions()).containsExactly("17:/", "6:/");
    }

    @Test
    void anOutputBeforeIt_orTheOutputItself_isNotSimulated() {
        use(SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9));
        device.changeTopology(0, Direction.OUTPUT);
        client.io().ports();

        assertThatThrownBy(() -> client.io().simulate(PortId.of(1)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertThatThrownBy(() -> client.io().simulate(PortId.of(0)).activate()).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> client.io().simulate(PortId.of(2)).activate()).isInstanceOf(WrongPortException.class);
        assertThat(actions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"PORT_CGI_ERROR_400", "PORT_CGI_ERROR_404", "PORT_CGI_ERROR_TEXT", "SIMULATED_INPUT_COUNTED"})
    void theInputMeantIsTheSame_underEveryReading(Variant variant) {
        use(SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9).variant(variant));

        client.io().simulate(PortId.of(1)).activate();

        assertThat(state(1)).isEqualTo(PortState.ACTIVE);
        assertThat(state(0)).isEqualTo(PortState.INACTIVE);
    }

    @Test
    void aDeviceWithoutTheCgi_orWithoutATrigger() {
        use(SimulatedDevice.a9210().without("io/virtualinput.cgi"));
        assertThatThrownBy(() -> client.io().manualTrigger().activate())
                .isInstanceOf(UnsupportedCapabilityException.class);

        use(SimulatedDevice.a9210());
        device.faults()
                .inject(Fault.body("text/plain", "# Error: Error -1 getting param in group 'root.Properties.IO'\n")
                        .on("/axis-cgi/param.cgi"));
        assertThatThrownBy(() -> client.io().manualTrigger().activate())
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(device.manualTrigger().activations()).isZero();
    }
}
