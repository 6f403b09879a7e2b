package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.Effect;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.http.HttpRequest;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.RelayId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index is not an identity: handles, relays, maps and door controllers. */
class PhysicalIdentityTest {
    private SimulatedDevice device = SimulatedDevice.a9210().start();
    private AxisDevice client = Clients.connect(device);

    @AfterEach
    void close() {
        client.close();
        device.close();
    }

    private void useInstead(SimulatedDevice.Builder other) {
        close();
        device = other.start();
        client = Clients.connect(device);
    }

    private void assertNothingMoved() {
        assertThat(Clients.actions(device)).isEmpty();
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    // ---- topology ----

    @Test
    void aHandleMadeForOtherPorts_drivesNothing() {
        client.io().ports();
        Output relay = client.io().relay(RelayId.of(0));
        device.changeTopology(7, Direction.OUTPUT);

        assertThatThrownBy(relay::activate)
                .isInstanceOfSatisfying(
                        TopologyChangedException.class,
                        changed -> assertThat(changed.effect()).isEqualTo(AppliedEffect.NONE));
        assertThatThrownBy(() -> relay.pulse(Duration.ofMillis(100))).isInstanceOf(TopologyChangedException.class);
        assertNothingMoved();
    }

    @Test
    void aHandleStaysVoid_evenIfTheCallerListsTheNewPorts_butANewHandleWorks() {
        client.io().ports();
        Output old = client.io().relay(RelayId.of(0));
        device.changeTopology(7, Direction.OUTPUT);

        client.io().ports();

        assertThatThrownBy(old::activate).isInstanceOf(TopologyChangedException.class);
        assertNothingMoved();
        client.io().relay(RelayId.of(0)).activate();
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void aHandleMadeBeforeAnyLook_isTiedToThePortsOfItsFirstUse() {
        Output relay = client.io().relay(RelayId.of(0));
        relay.activate();
        device.changeTopology(8, Direction.OUTPUT);

        assertThatThrownBy(relay::deactivate).isInstanceOf(TopologyChangedException.class);
        assertThatThrownBy(() -> relay.confirmedBy(PortId.of(1)).deactivate())
                .isInstanceOf(TopologyChangedException.class);
        assertThat(device.relay(0).isActive()).isTrue();
    }

    @Test
    void aDirectionThatChangesBack_isTheSameTopologyAgain() {
        client.io().ports();
        Output relay = client.io().relay(RelayId.of(0));
        device.changeTopology(7, Direction.OUTPUT);
        device.changeTopology(7, Direction.INPUT);

        relay.activate();

        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    // ---- relays and maps ----

    @Test
    void onlyAProvenRelay_isDrivenAsOne() {
        for (int port : new int[] {3, 4, 6}) {
            assertThatThrownBy(() -> client.io().relay(RelayId.of(port)).activate())
                    .isInstanceOf(UnverifiedMappingException.class);
        }
        assertNothingMoved();
    }

    @Test
    void aRelayTheInstallerConfirmed_isDriven_alsoAfterExportAndReload() {
        PortMap checked = client.io().portMap().with(PortId.of(3), true, "K1");
        PortMap reloaded = PortMap.parse(checked.toJson());

        client.io().accept(reloaded);
        client.io().relay(RelayId.of(3)).activate();

        assertThat(reloaded).isEqualTo(checked);
        assertThat(device.output(3).closures()).isEqualTo(1);
        Port port = client.io().port(PortId.of(3));
        assertThat(port.kind()).isEqualTo(Port.Kind.RELAY);
        assertThat(port.terminal()).contains(new Port.Terminal("K1", Port.Basis.COMMISSIONED));
    }

    @Test
    void aMapThatSaysNoRelay_outweighsTheProductTable() {
        client.io().accept(client.io().portMap().with(PortId.of(0), false, "K0"));

        assertThatThrownBy(() -> client.io().relay(RelayId.of(0)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertNothingMoved();
    }

    @Test
    void theMapOfAnotherDevice_makesEveryActionRefuse() {
        PortMap own = client.io().portMap();
        client.io().accept(new PortMap("B8A44F0000FF", own.topology(), own.entries()));

        assertThatThrownBy(() -> client.io().relay(RelayId.of(0)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertThatThrownBy(() -> client.io().output(PortId.of(3)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertNothingMoved();
    }

    @Test
    void theMapOfAnotherDevice_namesNoTerminalsAndNoRelays() {
        PortMap own = client.io().portMap();
        client.io().accept(new PortMap("B8A44F0000FF", own.topology(), own.entries()).with(PortId.of(3), true, "K1"));

        Port port = client.io().port(PortId.of(3));

        assertThat(port.kind()).isEqualTo(Port.Kind.OUTPUT);
        assertThat(port.terminal().map(Port.Terminal::basis)).isNotEqualTo(Port.Basis.COMMISSIONED);
    }

    @Test
    void theMapOfOtherPorts_makesEveryActionRefuse() {
        client.io().accept(client.io().portMap().with(PortId.of(3), true, "K1"));
        device.changeTopology(7, Direction.OUTPUT);
        client.io().ports();

        assertThatThrownBy(() -> client.io().relay(RelayId.of(3)).activate())
                .isInstanceOf(TopologyChangedException.class);
        assertThatThrownBy(() -> client.io().relay(RelayId.of(0)).activate())
                .isInstanceOf(TopologyChangedException.class);
        assertNothingMoved();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\"}",
                "{\"serial\":\"B8A44F000001\",\"ports\":[]}",
                "{\"serial\":1,\"topology\":\"x\",\"ports\":[]}",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\",\"ports\":[{\"relay\":true}]}",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\",\"ports\":[{\"port\":0,\"relay\":\"perhaps\"}]}",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\",\"ports\":[{\"port\":0.5,\"relay\":true}]}",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\",\"ports\":[{\"port\":300,\"relay\":true}]}",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\",\"ports\":[{\"port\":0,\"relay\":true},"
                        + "{\"port\":0,\"relay\":false}]}",
                "{\"serial\":\"B8A44F000001\",\"topology\":\"x\",\"ports\":[3]}"
            })
    void aDocumentThatIsNotQuiteAMap_isNotRead(String document) {
        assertThatThrownBy(() -> PortMap.parse(document)).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- door controllers ----

    @ParameterizedTest
    @ValueSource(strings = {"A1001", "A1710-B", "A1210", "A1601", "A1610", "A1610-B", "A1810-B"})
    void theBarePortsOfADoorController_areDrivenOnlyOnRequest(String product) {
        useInstead(SimulatedDevice.a9210().product(product));
        Output output = client.io().output(PortId.of(0));

        assertThatThrownBy(output::activate)
                .isInstanceOfSatisfying(
                        UnverifiedMappingException.class,
                        refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
        assertThatThrownBy(() -> output.pulse(Duration.ofMillis(100))).isInstanceOf(UnverifiedMappingException.class);
        assertNothingMoved();

        output.drivingDoorController().activate();

        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void drivingADoorController_stillNeedsAProvenRelay() {
        useInstead(SimulatedDevice.a9210().product("A1710-B"));

        assertThatThrownBy(() ->
                        client.io().relay(RelayId.of(0)).drivingDoorController().activate())
                .isInstanceOf(UnverifiedMappingException.class);
        assertNothingMoved();
    }

    // ---- what is printed on the A9210 ----

    @Test
    void thePortsOfAnA9210_carryTheirTerminals_andSayWhatIsOnlyInferred() {
        Map<Integer, String> terminals = client.io().ports().stream()
                .collect(Collectors.toMap(
                        port -> port.id().index(),
                        port -> port.terminal().orElseThrow().toString()));

        assertThat(terminals)
                .containsEntry(0, "Relay")
                .containsEntry(1, "I1")
                .containsEntry(2, "I2")
                .containsEntry(5, "I3")
                .containsEntry(7, "I/O 1")
                .containsEntry(8, "I/O 2")
                .containsEntry(9, "I4")
                .containsEntry(10, "I5")
                .hasSize(11);
        assertThat(terminals.get(3)).endsWith("?");
        assertThat(client.io().portMap().entries()).doesNotContainKeys(PortId.of(3), PortId.of(4), PortId.of(6));
    }

    @Test
    void anotherProductsPorts_areNotGivenTheTerminalsOfAnA9210() {
        useInstead(SimulatedDevice.a9210().product("A9188"));

        assertThat(client.io().ports()).allMatch(port -> port.terminal().isEmpty() && port.kind() != Port.Kind.RELAY);
    }

    @Test
    void theToggleAddresses_switchThePortTheyBelongTo() {
        Port port = client.io().port(PortId.of(3));

        send(port.activateUrl().orElseThrow());
        assertThat(device.output(3).isActive()).isTrue();
        send(port.deactivateUrl().orElseThrow());

        assertThat(device.output(3).isActive()).isFalse();
        assertThat(device.output(3).closures()).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isEqualTo(2);
        assertThat(port.activateUrl().orElseThrow().toString())
                .startsWith(device.httpUri().toString())
                .doesNotContain(Clients.PASSWORD)
                .doesNotContain("root");
        assertThat(client.io().port(PortId.of(1)).activateUrl()).isEmpty();
    }

    private void send(URI address) {
        client.http()
                .send(HttpRequest.method("GET", address.getRawPath() + "?" + address.getRawQuery(), Effect.ACTUATE)
                        .provenBy(HttpRequest.get("/axis-cgi/usergroup.cgi").build())
                        .build());
    }

    @Test
    void aPortThatBecameAnInput_isNotDriven() {
        device.changeTopology(7, Direction.OUTPUT);
        client.io().output(PortId.of(7)).activate();
        device.changeTopology(7, Direction.INPUT);

        assertThatThrownBy(() -> client.io().output(PortId.of(7)).activate()).isInstanceOf(AxisException.class);
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
    }

    @Test
    void aViewer_switchesOutputsOnRealDevices_unlessTheHostForbidsIt() {
        client.accounts().add(NewAccount.of("guard", "pass-of-guard-1", AccountRole.VIEWER));
        client.accounts().add(NewAccount.of("porter", "pass-of-porter-1", AccountRole.OPERATOR));
        Credentials guard = Credentials.of("guard", "pass-of-guard-1");

        try (AxisDevice allowed =
                Clients.at(device.httpUri()).credentials(guard).connect()) {
            assertThat(allowed.io().relay(RelayId.of(0)).activate().changed()).isTrue();
        }
        try (AxisDevice forbidden = Clients.at(device.httpUri())
                .credentials(guard)
                .actionsByOperatorsOnly()
                .connect()) {
            assertThatThrownBy(() -> forbidden.io().relay(RelayId.of(0)).deactivate())
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("guard");
        }
        assertThat(device.relay(0).isActive()).isTrue();
        try (AxisDevice porter = Clients.at(device.httpUri())
                .credentials(Credentials.of("porter", "pass-of-porter-1"))
                .actionsByOperatorsOnly()
                .connect()) {
            assertThat(porter.io().relay(RelayId.of(0)).deactivate().changed()).isTrue();
        }
    }

    @Test
    void aRoleTheDeviceDoesNotTell_isNoOperators() {
        try (SimulatedDevice silent =
                        SimulatedDevice.a9210().without("usergroup.cgi").start();
                AxisDevice someone =
                        Clients.clearText(silent).actionsByOperatorsOnly().connect()) {
            assertThatThrownBy(() -> someone.io().relay(RelayId.of(0)).activate())
                    .isInstanceOf(AuthorizationException.class);
            assertThat(silent.counters().actionsExecuted()).isZero();
        }
    }
}
