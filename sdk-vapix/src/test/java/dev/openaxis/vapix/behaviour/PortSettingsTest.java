package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortChange;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import org.junit.jupiter.api.Test;

/** Settings of ports: what was changed is read back, and what moved with it is told. */
class PortSettingsTest extends ConnectedTest {
    private static final PortId IO_1 = PortId.of(7);
    private static final PortId I1 = PortId.of(1);

    @Test
    void everySetting() {
        changeEverything(IO_1);

        assertThat(client.io()
                        .async()
                        .configure(IO_1, PortSettings.change().name("Barrier"))
                        .join()
                        .port()
                        .name())
                .isEqualTo("Barrier");
        assertThat(client.io().port(IO_1).usage()).isEqualTo("Door");
    }

    @Test
    void anActiveOutput_staysActiveWhenItsNormalStateChanges() {
        client.io().relay(RelayId.of(0)).activate();

        PortChange change =
                client.io().configure(PortId.of(0), PortSettings.change().normal(CircuitState.CLOSED));

        assertThat(change.port().state()).isEqualTo(PortState.ACTIVE);
        assertThat(device.relay(0).isClosed()).isFalse();
    }

    @Test
    void outputsThatFall_areTold() {
        use(SimulatedDevice.a9210().variant(Variant.CONFIGURATION_DROPS_OUTPUTS));
        client.io().relay(RelayId.of(0)).activate();

        PortChange change = client.io().configure(I1, PortSettings.change().name("Hatch"));

        assertThat(change.moved()).singleElement().satisfies(port -> {
            assertThat(port.id()).isEqualTo(PortId.of(0));
            assertThat(port.state()).isEqualTo(PortState.INACTIVE);
        });
    }

    @Test
    void aNewDirection_voidsHandlesOfBefore_andNotThoseOfAfter() {
        client.io().ports();
        Output before = client.io().relay(RelayId.of(0));
        before.activate();

        client.io().configure(IO_1, PortSettings.change().direction(Port.Direction.OUTPUT));

        assertThatThrownBy(before::deactivate).isInstanceOf(TopologyChangedException.class);
        assertThat(client.io().relay(RelayId.of(0)).deactivate().changed()).isTrue();
        assertThat(client.io().output(IO_1).activate().changed()).isTrue();
    }

    @Test
    void whatAPortCannotBe_isNotSent() {
        assertThatThrownBy(() -> client.io().configure(I1, PortSettings.change().direction(Port.Direction.OUTPUT)))
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> client.io()
                        .configure(PortId.of(99), PortSettings.change().name("x")))
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> PortSettings.change().normal(CircuitState.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(device.requests()).noneMatch(request -> request.bodyText().contains("setPorts"));
    }

    @Test
    void aRefusal_tellsWhetherPartOfItWasDone() {
        device.faults()
                .inject(Fault.errorInsideOk(2104, "Invalid parameter value specified")
                        .saying("setPorts"));

        assertThatThrownBy(() -> client.io().configure(I1, PortSettings.change().name("Hatch")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.code()).isEqualTo(2104);
                    assertThat(e.effect()).isEqualTo(AppliedEffect.NONE);
                });
    }

    @Test
    void aViewer_mayNot() {
        client.accounts().add(NewAccount.of("guard", "pass-of-guard-1", AccountRole.VIEWER));
        try (AxisDevice guard = Clients.at(device.httpUri())
                .credentials(Credentials.of("guard", "pass-of-guard-1"))
                .connect()) {
            assertThatThrownBy(
                            () -> guard.io().configure(I1, PortSettings.change().name("Hatch")))
                    .isInstanceOf(AuthorizationException.class);
        }
        assertThat(client.io().port(I1).name()).isNotEqualTo("Hatch");
    }
}
