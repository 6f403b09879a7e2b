package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.VirtualInputs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Virtual inputs: actions like any other, because of what hangs on them. */
class VirtualInputsTest extends ConnectedTest {
    private static final String ACTIVATE = "/axis-cgi/virtualinput/activate.cgi";

    private VirtualInputs inputs() {
        return client.io().virtualInputs();
    }

    @Test
    void onAndOff() {
        assertThat(inputs().activate(3)).isTrue();
        assertThat(inputs().activate(3)).isFalse();
        assertThat(device.virtualInput(3).isActive()).isTrue();
        assertThat(inputs().async().deactivate(3).join()).isTrue();
        assertThat(inputs().deactivate(3)).isFalse();
        assertThat(device.virtualInput(3).activations()).isEqualTo(1);
    }

    @Test
    void forATime() {
        assertThat(inputs().activate(64, Duration.ofSeconds(1))).isTrue();
        assertThat(device.virtualInput(64).isActive()).isTrue();
        await().atMost(Clients.SOON).until(() -> !device.virtualInput(64).isActive());
        assertThatThrownBy(() -> inputs().activate(1, Duration.ofMillis(1500)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inputs().activate(1, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInputTheDeviceDoesNotHave() {
        use(SimulatedDevice.a9210().variant(Variant.VIRTUAL_INPUTS_32));

        assertThatThrownBy(() -> inputs().activate(33)).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> inputs().activate(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeviceWithoutTheApi() {
        use(SimulatedDevice.a9210().without("virtualinput"));

        assertThatThrownBy(() -> inputs().activate(1)).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void aViewer_mayNot() {
        client.accounts().add(NewAccount.of("guard", "pass-of-guard-1", AccountRole.VIEWER));
        try (AxisDevice guard = Clients.at(device.httpUri())
                .credentials(Credentials.of("guard", "pass-of-guard-1"))
                .connect()) {
            assertThatThrownBy(() -> guard.io().virtualInputs().activate(1)).isInstanceOf(AuthorizationException.class);
        }
        assertThat(device.virtualInput(1).activations()).isZero();
    }

    @Test
    void aLostAnswer_leavesTheOutcomeOpen_andIsNotSentAgain() {
        device.faults().inject(Fault.resetAfterExecuting().on(ACTIVATE));

        assertThatThrownBy(() -> inputs().activate(1)).isInstanceOf(OutcomeUnknownException.class);

        assertThat(device.virtualInput(1).activations()).isEqualTo(1);
        assertThat(device.requests())
                .filteredOn(request -> request.target().startsWith(ACTIVATE))
                .hasSize(1);
    }

    @Test
    void anAnswerThatIsNone_leavesTheOutcomeOpen() {
        for (String body : new String[] {"", "OK", "<html><body>hello", "<a><StateChanged>maybe</StateChanged></a>"}) {
            device.faults().inject(Fault.body("text/xml", body).on(ACTIVATE));

            assertThatThrownBy(() -> inputs().activate(1)).isInstanceOf(OutcomeUnknownException.class);
        }
    }

    @Test
    void aTimeTheDeviceDoesNotTake() {
        device.faults()
                .inject(Fault.body(
                                "text/xml",
                                "<VirtualInputResponse><Error><GeneralError><ErrorCode> 50 </ErrorCode>"
                                        + "<ErrorDescription>invalid duration</ErrorDescription></GeneralError></Error>"
                                        + "</VirtualInputResponse>")
                        .on(ACTIVATE));

        assertThatThrownBy(() -> inputs().activate(1, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(50));
    }
}
