package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Evidence;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortChange;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.Sequence;
import dev.openaxis.vapix.io.WireApi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Devices without io-port-management: ports by the parameters {@code IOPort}, states and actions by {@code port.cgi}. Port 4 is
 * normally closed.
 */
class PortsByParametersTest extends ConnectedTest {
    private static final PortId RELAY = PortId.of(0);
    private static final PortId I1 = PortId.of(1);
    private static final PortId NORMALLY_CLOSED = PortId.of(4);
    private static final PortId IO_1 = PortId.of(7);

    private static SimulatedDevice.Builder old() {
        return SimulatedDevice.a9210().without("io-port-management").normallyClosed(4);
    }

    @Override
    @BeforeEach
    void start() {
        use(old());
    }

    private static SimulatedDevice.Builder withAccount(String name, SimulatedRole role) {
        return old().user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                .user(name, Clients.PASSWORD, role);
    }

    private AxisDevice as(String name) {
        return Clients.clearText(device)
                .credentials(Credentials.of(name, Clients.PASSWORD))
                .connect();
    }

    private List<String> targets() {
        return device.requests().stream().map(ReceivedRequest::target).toList();
    }

    private void assertNothingMoved() {
        assertThat(Clients.actions(device)).isEmpty();
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    // ---- reading ----

    @Test
    void thePorts_areTheSameAsOverPortManagement() {
        device.input(1).close();
        device.toggledByAnotherClient(4, true);
        List<Port> byParameters = client.io().ports();
        PortMap map = client.io().portMap();

        use(SimulatedDevice.a9210().normallyClosed(4));
        device.input(1).close();
        device.toggledByAnotherClient(4, true);

        assertThat(byParameters)
                .usingRecursiveComparison()
                .ignoringFields("activateUrl", "deactivateUrl", "source")
                .isEqualTo(client.io().ports());
        assertThat(byParameters).extracting(Port::source).containsOnly(PortApi.PARAMETERS);
        assertThat(client.io().ports()).extracting(Port::source).containsOnly(PortApi.PORT_MANAGEMENT);
        assertThat(map).isEqualTo(client.io().portMap());
    }

    @Test
    void aList_takesTwoRequests_howeverManyPortsThereAre() {
        client.info();
        int before = device.requests().size();

        assertThat(client.io().ports()).hasSize(11);

        assertThat(targets().subList(before, targets().size()))
                .containsExactly(
                        "/axis-cgi/param.cgi?action=list&group=root.IOPort%2Croot.Input%2Croot.Output",
                        "/axis-cgi/io/port.cgi?checkactive=1,2,3,4,5,6,7,8,9,10,11");
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {"PARAM_WITHOUT_ROOT", "PORT_CGI_BARE_IDS", "CRLF_TEXT", "CHUNKED_ANSWERS"})
    void theFormOfTheAnswers_doesNotMatter(Variant variant) {
        use(old().variant(variant));
        device.input(2).close();

        assertThat(client.io().port(PortId.of(2)).state()).isEqualTo(PortState.ACTIVE);
        assertThat(client.io().ports())
                .filteredOn(port -> port.state() == PortState.INACTIVE)
                .hasSize(10);
        assertThat(client.io().relay(RelayId.of(0)).activate().changed()).isTrue();
    }

    @Test
    void aDeviceThatListsNoApis_isAskedForPortManagementOnce() {
        use(old().without("api-discovery"));

        client.io().ports();
        client.io().ports();
        client.io().relay(RelayId.of(0)).activate();

        assertThat(targets())
                .filteredOn(target -> target.contains("portmanagement.cgi"))
                .hasSize(1);
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void aDeviceThatListsNoApis_andHasPortManagement_isNotAskedForParameters() {
        use(SimulatedDevice.a9210().without("api-discovery"));

        assertThat(client.io().ports()).hasSize(11);

        assertThat(targets()).noneMatch(target -> target.contains("IOPort"));
    }

    @Test
    void aPortThatDoesNotExist() {
        assertThatThrownBy(() -> client.io().port(PortId.of(99))).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> client.io().output(PortId.of(99)).activate()).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> client.io().output(I1).activate()).isInstanceOf(WrongPortException.class);
        assertNothingMoved();
    }

    @Test
    void awaitState_looksUntilItIsSo() {
        use(old().without("event-streaming-over-websocket"));
        CompletableFuture<Port> closed = client.io().async().awaitState(I1, PortState.ACTIVE, SOON);
        await().atMost(SOON)
                .until(() -> targets().stream()
                                .filter(target -> target.contains("checkactive"))
                                .count()
                        >= 2);
        assertThat(closed).isNotDone();

        device.input(1).close();

        assertThat(closed.join().circuit()).isEqualTo(CircuitState.CLOSED);
    }

    // ---- acting ----

    @Test
    void everyAction_isDoneOnceAndConfirmed() {
        Output relay = client.io().relay(RelayId.of(0));

        Actuation on = relay.activate();
        Actuation again = relay.activate();
        Actuation off = relay.deactivate();
        Actuation pulse = relay.pulse(Duration.ofMillis(300));
        await().atMost(SOON).until(() -> !device.relay(0).isActive());
        Actuation sequence = relay.sequence(Sequence.start()
                .active(Duration.ofMillis(50))
                .inactive(Duration.ofMillis(50))
                .endActive());

        assertThat(List.of(on, again, off, pulse, sequence)).allSatisfy(done -> {
            assertThat(done.wire()).isEqualTo(WireApi.PORT_CGI);
            assertThat(done.evidence()).isEqualTo(Evidence.REPORTED_STATE);
            assertThat(done.port()).isEqualTo(RELAY);
        });
        assertThat(List.of(on, again, off, pulse))
                .extracting(Actuation::changed)
                .containsExactly(true, false, true, true);
        assertThat(device.relay(0).closures()).isEqualTo(4);
        assertThat(device.counters().actionsExecuted()).isEqualTo(5);
        assertThat(Clients.actions(device)).containsExactly("1:/", "1:/", "1:\\", "1:/300\\", "1:/50\\50/");
    }

    @Test
    void onANormallyClosedPort_activeMeansOpen() {
        Output output = client.io().output(NORMALLY_CLOSED);
        assertThat(client.io().port(NORMALLY_CLOSED).normal()).isEqualTo(CircuitState.CLOSED);

        assertThat(output.activate().changed()).isTrue();

        assertThat(device.output(4).isClosed()).isFalse();
        assertThat(client.io().port(NORMALLY_CLOSED).circuit()).isEqualTo(CircuitState.OPEN);
        output.deactivate();
        assertThat(device.output(4).isClosed()).isTrue();
        assertThat(device.output(4).openings()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6})
    void theNumberOfAPort_isTheDevicesOwn(int number) {
        client.io().output(PortId.of(number)).activate();

        for (int port : List.of(0, 3, 4, 6)) {
            assertThat(device.output(port).transitions()).hasSize(port == number ? 1 : 0);
        }
    }

    @Test
    void threePulsesAtOnce_allGoOverPortCgi() {
        List<CompletableFuture<Actuation>> pulses = List.of(0, 3, 6).stream()
                .map(port -> client.io().output(PortId.of(port)).async().pulse(Duration.ofMillis(700)))
                .toList();

        assertThat(pulses)
                .extracting(CompletableFuture::join)
                .extracting(Actuation::wire)
                .containsOnly(WireApi.PORT_CGI);
        Clients.awaitExecuted(device, 3);
    }

    @Test
    void portManagement_isRefused() {
        Output relay = client.io().relay(RelayId.of(0)).via(WireApi.PORT_MANAGEMENT);

        assertThat(Told.by(
                                UnsupportedCapabilityException.class,
                                device.httpUri(),
                                "io.activate",
                                AppliedEffect.NONE,
                                relay::activate)
                        .getMessage())
                .contains("io-port-management")
                .contains("9.70");
        assertThatThrownBy(() -> relay.pulse(Duration.ofMillis(100)))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertNothingMoved();
    }

    @Test
    void aRelayIsOnlyWhatIsProven_andADoorControllerIsGuarded() {
        assertThatThrownBy(() -> client.io().relay(RelayId.of(3)).activate())
                .isInstanceOf(UnverifiedMappingException.class);
        client.io().accept(client.io().portMap().with(PortId.of(3), true, "K1"));
        client.io().relay(RelayId.of(3)).activate();
        assertThat(device.output(3).closures()).isEqualTo(1);

        use(old().product("A1001"));
        Output output = client.io().output(RELAY);
        assertThatThrownBy(output::activate).isInstanceOf(UnverifiedMappingException.class);
        assertNothingMoved();
        output.drivingDoorController().activate();
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    @Test
    void anInputThatFollows_confirms() {
        CompletableFuture<Actuation> done =
                client.io().output(PortId.of(3)).confirmedBy(I1).async().activate();
        await().atMost(SOON).until(() -> device.output(3).isActive());
        device.input(1).close();

        assertThat(done.join().evidence()).isEqualTo(Evidence.WIRED_FEEDBACK);
    }

    // ---- polarity that is not told ----

    private void telling(String parameters) {
        device.faults()
                .inject(Fault.body("text/plain", parameters)
                        .on("/axis-cgi/param.cgi?action=list&group=root.IOPort")
                        .always());
    }

    @Test
    void withoutPolarity_theDeviceIsAsked_andNothingIsAssumed() {
        telling("root.IOPort.I4.Direction=output\nroot.IOPort.I0.Direction=output\n");

        Port port = client.io().port(NORMALLY_CLOSED);
        Actuation done = client.io().output(NORMALLY_CLOSED).activate();

        assertThat(port.circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(port.normal()).isEqualTo(CircuitState.UNKNOWN);
        assertThat(port.state()).isEqualTo(PortState.UNKNOWN);
        assertThat(done.changed()).isTrue();
        assertThat(done.wire()).isEqualTo(WireApi.PORT_CGI);
        assertThat(device.output(4).isActive()).isTrue();
        assertThat(client.io().output(NORMALLY_CLOSED).activate().changed()).isFalse();
        client.io().output(NORMALLY_CLOSED).deactivate();
        assertThat(device.output(4).isClosed()).isTrue();
    }

    @Test
    void aPolarityThatIsToldWrong_confirmsNothingWrong() {
        // The device is normally closed there, whatever its parameters say: port.cgi decides what active is.
        telling("root.IOPort.I4.Direction=output\nroot.IOPort.I4.Output.Active=closed\n");

        assertThat(client.io().port(NORMALLY_CLOSED).state()).isEqualTo(PortState.INACTIVE);
        client.io().output(NORMALLY_CLOSED).activate();

        assertThat(device.output(4).isActive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root.IOPort.I0.Direction=OUTPUT!",
                "root.IOPort.I0.Output.Active=closed",
                "root.IOPort.I00.Direction=output",
                "root.IOPort.I-1.Direction=output",
                "root.IOPort.I300.Direction=output",
                "root.IOPort.I0.Direction=input\nroot.IOPort.I0.Output.Active=closed",
                "root.IOPort.I0=output"
            })
    void whatIsNotToldToBeAnOutput_isNotDriven(String parameters) {
        telling(parameters);

        assertThatThrownBy(() -> client.io().output(RELAY).activate()).isInstanceOf(WrongPortException.class);
        assertNothingMoved();
    }

    // ---- ports that change ----

    @Test
    void aHandleMadeForOtherPorts_drivesNothing() {
        client.io().ports();
        Output relay = client.io().relay(RelayId.of(0));
        PortMap map = client.io().portMap();
        device.changeTopology(7, Direction.OUTPUT);

        assertThatThrownBy(relay::activate)
                .isInstanceOfSatisfying(
                        TopologyChangedException.class,
                        changed -> assertThat(changed.effect()).isEqualTo(AppliedEffect.NONE));
        client.io().ports();
        assertThatThrownBy(relay::activate).isInstanceOf(TopologyChangedException.class);
        client.io().accept(map);
        assertThatThrownBy(() -> client.io().relay(RelayId.of(0)).activate())
                .isInstanceOf(TopologyChangedException.class);
        assertNothingMoved();
    }

    @Test
    void portsThatChangeWhileTheActionWaits_areNoticedByTheReadBeforeIt() {
        client.io().ports();
        // The look is old when the action's turn comes, so the parameters are read once more.
        device.faults().inject(Fault.latency(Duration.ofMillis(1500)).on("/axis-cgi/io/port.cgi?checkactive"));
        CompletableFuture<Actuation> action =
                client.io().relay(RelayId.of(0)).async().activate();
        await().atMost(SOON)
                .until(() -> targets().stream()
                                .filter(target -> target.contains("IOPort"))
                                .count()
                        == 2);
        device.changeTopology(7, Direction.OUTPUT);

        assertThatThrownBy(action::join).hasCauseInstanceOf(TopologyChangedException.class);
        assertNothingMoved();
    }

    @Test
    void anActionWhoseTurnComesLate_readsTheParametersOnceMore_andIsDone() {
        client.io().ports();
        device.faults().inject(Fault.latency(Duration.ofMillis(1500)).on("/axis-cgi/io/port.cgi?checkactive"));

        Actuation done = client.io().output(PortId.of(3)).activate();

        assertThat(done.changed()).isTrue();
        List<String> sent = targets();
        int action = sent.indexOf("/axis-cgi/io/port.cgi?action=4%3A%2F");
        assertThat(sent.get(action - 1)).contains("IOPort");
        assertThat(device.output(3).closures()).isEqualTo(1);
    }

    // ---- accounts ----

    @Test
    void aViewer_isToldWhy() {
        use(withAccount("guest", SimulatedRole.VIEWER));
        try (AxisDevice guest = as("guest")) {
            AuthorizationException refused = Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.ports",
                    AppliedEffect.NONE,
                    () -> guest.io().ports());
            assertThat(refused.getMessage()).contains("IOPort").contains("operator");
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.activate",
                    AppliedEffect.NONE,
                    () -> guest.io().relay(RelayId.of(0)).activate());
        }
        assertNothingMoved();
        assertThat(device.counters().failedLogins()).isZero();
    }

    @Test
    void aViewer_isToldWhy_evenIfTheDeviceHidesTheCountsToo() {
        use(withAccount("guest", SimulatedRole.VIEWER));
        telling("# Error: Error -1 getting param in group 'root.IOPort'\n");
        try (AxisDevice guest = as("guest")) {
            assertThatThrownBy(() -> guest.io().ports()).isInstanceOf(AuthorizationException.class);
        }
        assertThat(client.io().ports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedRead_isNoWrongPassword(int status) {
        client.info();
        device.faults()
                .inject(Fault.status(status, "WWW-Authenticate", "Basic realm=\"AXIS\"")
                        .on("/axis-cgi/param.cgi")
                        .always());

        assertThatThrownBy(() -> client.io().ports())
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("IOPort");
    }

    @Test
    void anOperator_drives() {
        use(withAccount("porter", SimulatedRole.OPERATOR));
        try (AxisDevice porter = as("porter")) {
            porter.io().relay(RelayId.of(0)).activate();
        }
        assertThat(device.relay(0).closures()).isEqualTo(1);
    }

    // ---- settings ----

    @Test
    void everySetting() {
        PortChange change = changeEverything(IO_1);

        assertThat(client.io().configure(IO_1, PortSettings.change()).port()).isEqualTo(change.port());
        client.io().output(IO_1).activate();
        assertThat(device.output(7).isClosed()).isFalse();
    }

    @Test
    void outputsThatFall_areTold() {
        use(old().variant(Variant.CONFIGURATION_DROPS_OUTPUTS));
        client.io().relay(RelayId.of(0)).activate();

        PortChange change = client.io().configure(I1, PortSettings.change().name("Hatch"));

        assertThat(change.moved()).extracting(Port::id).containsExactly(RELAY);
    }

    @Test
    void whatAPortCannotBe_isNotSent_andWhatItIsAlready_neither() {
        assertThatThrownBy(() -> client.io().configure(I1, PortSettings.change().direction(Port.Direction.OUTPUT)))
                .isInstanceOf(WrongPortException.class);
        client.io()
                .configure(
                        I1,
                        PortSettings.change().direction(Port.Direction.INPUT).usage(""));

        assertThat(device.requests()).noneMatch(request -> request.bodyText().contains("action=update"));
    }

    @Test
    void aReadOnlyParameter_tellsWhetherPartOfItWasDone() {
        assertThatThrownBy(() -> client.io()
                        .configure(I1, PortSettings.change().usage("Door").name("Hatch")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.PARTIAL));
        assertThatThrownBy(() -> client.io().configure(I1, PortSettings.change().usage("Door")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(client.io().port(I1).name()).isEqualTo("Hatch");
    }

    @Test
    void a401ForAReadOnlyParameter_isNoWrongPassword_andIsNotRepeatedForEver() {
        use(old().variant(Variant.READ_ONLY_PARAMETER_401));

        Told.by(
                AuthorizationException.class,
                device.httpUri(),
                "io.configure",
                AppliedEffect.NONE,
                () -> client.io().configure(I1, PortSettings.change().usage("Door")));

        assertThat(device.requests())
                .filteredOn(request -> request.bodyText().contains("action=update"))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(client.io().port(I1).usage()).isEmpty();
        client.io().configure(I1, PortSettings.change().name("Hatch"));
        assertThat(client.io().port(I1).name()).isEqualTo("Hatch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOperator_mayNotSetPortsUp(boolean challenged) {
        SimulatedDevice.Builder kind = withAccount("porter", SimulatedRole.OPERATOR);
        use(challenged ? kind.variant(Variant.READ_ONLY_PARAMETER_401) : kind);
        try (AxisDevice porter = as("porter")) {
            assertThatThrownBy(() ->
                            porter.io().configure(I1, PortSettings.change().name("Hatch")))
                    .isInstanceOf(challenged ? AuthorizationException.class : RefusedException.class);
        }
        assertThat(client.io().port(I1).name()).isNotEqualTo("Hatch");
    }

    @Test
    void settings_onPortsThatChanged_areNotSent() {
        client.io().ports();
        device.changeTopology(7, Direction.OUTPUT);

        assertThatThrownBy(() -> client.io().configure(I1, PortSettings.change().name("Hatch")))
                .isInstanceOf(TopologyChangedException.class);
        assertThat(device.requests()).noneMatch(request -> request.bodyText().contains("action=update"));
    }
}
