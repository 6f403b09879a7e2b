package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.AxisException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.GpioVariant;
import dev.openaxis.testkit.Reading;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.Output;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortSettings;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import dev.openaxis.vapix.io.Sequence;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import dev.openaxis.vapix.io.WireApi;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An A9188: ports 0 to 7 are inputs that can be outputs, ports 8 to 15 relays. Its general purpose I/O service tells them,
 * {@code port.cgi} drives them.
 */
class GeneralPurposeIoTest extends ConnectedTest {
    private static final String SERVICE = "/vapix/axgpio";
    private static final PortId IO_1 = PortId.of(0);
    private static final PortId FIRST_RELAY = PortId.of(8);

    /** The documented example, in mV; between 1500 and 1800 and above 12,000 lies nothing. */
    private static final List<SupervisedRange> RANGES = List.of(
            SupervisedRange.millivolts(SupervisedState.SHORTED, 0, 100),
            SupervisedRange.millivolts(SupervisedState.CLOSED, 500, 1500),
            SupervisedRange.millivolts(SupervisedState.OPEN, 1800, 2200),
            SupervisedRange.millivolts(SupervisedState.CUT, 2300, 12_000));

    private static Stream<Set<Reading>> everyReading() {
        return Reading.oneAtATime(GpioVariant.class).stream();
    }

    @Override
    @BeforeEach
    void start() {
        use(SimulatedDevice.a9188());
    }

    private Port port(PortId id) {
        return client.io().port(id);
    }

    // ---- reading ----

    @Test
    void everyPortIsListed_andTheServiceItselfTellsTheRelays() {
        List<Port> ports = client.io().ports();

        assertThat(ports).hasSize(16).allSatisfy(port -> {
            assertThat(port.source()).isEqualTo(PortApi.GENERAL_PURPOSE_IO);
            assertThat(port.state()).isEqualTo(PortState.INACTIVE);
            assertThat(port.normal()).isEqualTo(CircuitState.OPEN);
        });
        assertThat(ports.subList(0, 8)).allSatisfy(port -> {
            assertThat(port.kind()).isEqualTo(Port.Kind.INPUT);
            assertThat(port.configurable()).isTrue();
            assertThat(port.name()).isEqualTo("Input " + port.id().portCgiNumber());
        });
        assertThat(ports.subList(8, 16)).allSatisfy(port -> {
            assertThat(port.kind()).isEqualTo(Port.Kind.RELAY);
            assertThat(port.configurable()).isFalse();
            assertThat(port.name()).isEqualTo("Output " + port.id().portCgiNumber());
        });
    }

    @Test
    void aContactIsSeen_andWaitedFor() throws Exception {
        CompletableFuture<Port> closed = client.io().async().awaitState(IO_1, PortState.ACTIVE, Clients.SOON);

        device.auxInput(1).close();

        assertThat(closed.get(20, TimeUnit.SECONDS).circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(port(PortId.of(1)).circuit()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void aServiceThatIsNotThere_leavesTheParameters() {
        use(SimulatedDevice.a9188().without("axgpio").variant(GpioVariant.PORT_PARAMETERS));

        assertThat(client.io().ports()).hasSize(16).allSatisfy(port -> {
            assertThat(port.source()).isEqualTo(PortApi.PARAMETERS);
            assertThat(port.kind()).isNotEqualTo(Port.Kind.RELAY);
        });
        assertThatThrownBy(() -> client.io().relay(RelayId.of(8)).activate())
                .hasMessageContaining("nothing proves that");
        assertThat(device.relay(0).transitions()).isEmpty();
    }

    @Test
    void oneOddAnswer_doesNotMakeItADeviceWithoutPorts() {
        device.faults()
                .inject(Fault.body("text/html", "<html>Welcome</html>")
                        .on(SERVICE)
                        .saying("GetServiceCapabilities"));

        Told.by(
                UnsupportedCapabilityException.class,
                device.httpUri(),
                "io.ports",
                AppliedEffect.NONE,
                () -> client.io().ports());
        assertThat(client.io().ports()).hasSize(16);
    }

    // ---- settings ----

    @Test
    void namePurposeAndNormalState_ofAnInput() {
        Port now = client.io()
                .configure(
                        IO_1,
                        PortSettings.change()
                                .name("Fire panel")
                                .usage("Tampering")
                                .normal(CircuitState.CLOSED))
                .port();

        assertThat(now.name()).isEqualTo("Fire panel");
        assertThat(now.usage()).isEqualTo("Tampering");
        assertThat(now.normal()).isEqualTo(CircuitState.CLOSED);
        assertThat(now.state()).isEqualTo(PortState.ACTIVE);
        device.auxInput(1).close();
        assertThat(port(IO_1).state()).isEqualTo(PortState.INACTIVE);
        assertThat(port(PortId.of(1)).name()).isEqualTo("Input 2");
    }

    @Test
    void anInputBecomesAnOutput_andBack() {
        Port now = client.io()
                .configure(
                        IO_1,
                        PortSettings.change().direction(Port.Direction.OUTPUT).name("Lamp"))
                .port();

        assertThat(now.kind()).isEqualTo(Port.Kind.OUTPUT);
        assertThat(now.name()).isEqualTo("Lamp");
        client.io().ports();
        client.io().output(IO_1).activate();
        assertThat(device.output(0).isClosed()).isTrue();
        client.io().configure(IO_1, PortSettings.change().direction(Port.Direction.INPUT));
        assertThat(port(IO_1).name()).isEqualTo("Input 1");
    }

    @Test
    void anActiveRelayStaysActive_whenItsNormalStateChanges() {
        client.io().output(FIRST_RELAY).activate();

        Port now = client.io()
                .configure(FIRST_RELAY, PortSettings.change().normal(CircuitState.CLOSED))
                .port();

        assertThat(now.state()).isEqualTo(PortState.ACTIVE);
        assertThat(device.relay(0).isClosed()).isFalse();
    }

    @Test
    void whatTheDeviceLeavesOutOfItsAnswer_wasNotChanged() {
        for (String key : List.of("PortId", "Port")) {
            device.faults()
                    .inject(Fault.body("application/json", "{\"" + key + "\":[]}")
                            .on(SERVICE)
                            .saying("SetPort"));

            assertThatThrownBy(() ->
                            client.io().configure(IO_1, PortSettings.change().name("Fire panel")))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
        }
        assertThat(port(IO_1).name()).isEqualTo("Input 1");
    }

    // ---- supervision ----

    private Supervision seenAt(int millivolts) {
        device.auxInput(1).level(millivolts);
        return client.io().supervision().read(IO_1);
    }

    @Test
    void supervisionInMillivolts_upToTheLastOneOfEachRange() {
        assertThat(client.io().supervision().supervise(IO_1, RANGES).supervised())
                .isTrue();

        int[] levels = {0, 99, 100, 499, 500, 1499, 1500, 1799, 1800, 2199, 2200, 2300, 11_999};
        assertThat(Arrays.stream(levels).mapToObj(level -> seenAt(level).state()))
                .containsExactly(
                        SupervisedState.SHORTED,
                        SupervisedState.SHORTED,
                        SupervisedState.UNDEFINED,
                        SupervisedState.UNDEFINED,
                        SupervisedState.CLOSED,
                        SupervisedState.CLOSED,
                        SupervisedState.UNDEFINED,
                        SupervisedState.UNDEFINED,
                        SupervisedState.OPEN,
                        SupervisedState.OPEN,
                        SupervisedState.UNDEFINED,
                        SupervisedState.CUT,
                        SupervisedState.CUT);
        assertThat(seenAt(2050).level()).hasValue(2050);
        assertThat(seenAt(2050).unit()).isEqualTo(LevelUnit.MILLIVOLTS);
        assertThat(client.io().supervision().ranges(IO_1)).containsExactlyInAnyOrderElementsOf(RANGES);
        assertThat(client.io().supervision().limits(IO_1))
                .isEqualTo(new SupervisionLimits(
                        LevelUnit.MILLIVOLTS,
                        OptionalInt.of(4),
                        OptionalInt.of(60),
                        OptionalInt.of(0),
                        OptionalInt.of(12_000)));
    }

    @Test
    void aCutOrShortedCable_isNeitherOpenNorClosed() {
        client.io().supervision().supervise(IO_1, RANGES);

        device.auxInput(1).cutCable();
        assertThat(client.io().supervision().read(IO_1).state()).isEqualTo(SupervisedState.CUT);
        assertThat(port(IO_1).state()).isEqualTo(PortState.UNKNOWN);
        device.auxInput(1).shortCircuit();
        assertThat(client.io().supervision().read(IO_1).state()).isEqualTo(SupervisedState.SHORTED);
        assertThat(port(IO_1).state()).isEqualTo(PortState.UNKNOWN);
        device.auxInput(1).close();
        assertThat(client.io().supervision().read(IO_1).state()).isEqualTo(SupervisedState.CLOSED);
        assertThat(port(IO_1).state()).isEqualTo(PortState.ACTIVE);
    }

    @Test
    void supervisionEnds_andOnlyInputsHaveIt() {
        client.io().supervision().supervise(IO_1, RANGES);
        assertThat(client.io().supervision().list())
                .hasSize(8)
                .filteredOn(Supervision::supervised)
                .extracting(Supervision::port)
                .containsExactly(IO_1);

        assertThat(client.io().supervision().unsupervise(IO_1).supervised()).isFalse();

        assertThat(device.auxInput(1).isSupervised()).isFalse();
        assertThatThrownBy(() -> client.io().supervision().supervise(FIRST_RELAY, RANGES))
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> client.io().supervision().supervise(IO_1, EndOfLineResistors.parallelFirst()))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(device.auxInput(1).isSupervised()).isFalse();
    }

    @Test
    void rangesTheDeviceDoesNotTake_changeNothing() {
        List<SupervisedRange> tooNarrow = List.of(
                SupervisedRange.millivolts(SupervisedState.CLOSED, 500, 559),
                SupervisedRange.millivolts(SupervisedState.OPEN, 1800, 2200));

        assertThatThrownBy(() -> client.io().supervision().supervise(IO_1, tooNarrow))
                .isInstanceOfSatisfying(
                        AxisException.class,
                        refusal -> assertThat(refusal.effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(device.auxInput(1).isSupervised()).isFalse();
    }

    // ---- who may ----

    private AxisDevice as(SimulatedRole role) {
        use(SimulatedDevice.a9188()
                .user(SimulatedDevice.DEFAULT_USER, Clients.PASSWORD, SimulatedRole.ADMIN)
                .user("guard", "pass-of-guard-1", role));
        return Clients.at(device.httpUri())
                .credentials(Credentials.of("guard", "pass-of-guard-1"))
                .connect();
    }

    @Test
    void aViewerMayNotLook_andSoNotAct() {
        try (AxisDevice guard = as(SimulatedRole.VIEWER)) {
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.ports",
                    AppliedEffect.NONE,
                    () -> guard.io().ports());
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.activate",
                    AppliedEffect.NONE,
                    () -> guard.io().output(FIRST_RELAY).activate());
        }
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    @Test
    void anOperatorDrives_andMayNotSetUp() {
        try (AxisDevice guard = as(SimulatedRole.OPERATOR)) {
            guard.io().output(FIRST_RELAY).activate();
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.configure",
                    AppliedEffect.NONE,
                    () -> guard.io()
                            .configure(FIRST_RELAY, PortSettings.change().name("Gate")));
            Told.by(
                    AuthorizationException.class,
                    device.httpUri(),
                    "io.supervision.supervise",
                    AppliedEffect.NONE,
                    () -> guard.io().supervision().supervise(IO_1, RANGES));
        }
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.auxInput(1).isSupervised()).isFalse();
    }

    // ---- driving ----

    @Test
    void relaysAreDrivenOverPortCgi() {
        Output relay = client.io().relay(RelayId.of(15));

        Actuation on = relay.activate();
        assertThat(on.wire()).isEqualTo(WireApi.PORT_CGI);
        assertThat(on.changed()).isTrue();
        assertThat(device.relay(7).isClosed()).isTrue();
        assertThat(relay.activate().changed()).isFalse();
        relay.deactivate();
        relay.pulse(Duration.ofMillis(300));
        await().atMost(Clients.SOON).until(() -> device.relay(7).openings() == 2);
        relay.sequence(Sequence.start().active(Duration.ofMillis(50)).endInactive());
        assertThat(device.relay(7).closures()).isEqualTo(3);
        assertThat(Clients.actions(device)).containsExactly("16:/", "16:/", "16:\\", "16:/300\\", "16:/50\\");
        assertThatThrownBy(() -> relay.via(WireApi.PORT_MANAGEMENT).activate())
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> client.io().output(IO_1).activate()).isInstanceOf(WrongPortException.class);
        assertThat(device.counters().actionsExecuted()).isEqualTo(5);
    }

    // ---- what the references leave open ----

    @ParameterizedTest
    @MethodSource("everyReading")
    void underEveryReading_itWorks(Set<Reading> reading) {
        use(SimulatedDevice.a9188().variants(reading));

        assertThat(client.io().ports()).hasSize(16);
        assertThat(client.io()
                        .configure(IO_1, PortSettings.change().name("Gate").normal(CircuitState.CLOSED))
                        .port()
                        .normal())
                .isEqualTo(CircuitState.CLOSED);
        client.io().supervision().supervise(IO_1, RANGES);
        assertThat(client.io().supervision().ranges(IO_1)).containsExactlyInAnyOrderElementsOf(RANGES);
        assertThat(seenAt(50).state()).isEqualTo(SupervisedState.SHORTED);
        assertThat(seenAt(50).level()).hasValue(50);
        assertThat(client.io().supervision().unsupervise(IO_1).supervised()).isFalse();
        assertThat(client.io().relay(RelayId.of(9)).activate().changed()).isTrue();
        assertThat(client.io().relay(RelayId.of(9)).deactivate().changed()).isTrue();
        assertThat(device.relay(1).transitions()).hasSize(2);
        assertThat(device.counters().actionsExecuted()).isEqualTo(2);
        assertThatThrownBy(() -> client.io()
                        .configure(PortId.of(16), PortSettings.change().name("none")))
                .isInstanceOf(WrongPortException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = GpioVariant.class,
            names = {"SMALL_PAGES", "FULL_PAGE_TELLS_NEXT"})
    void aListInPages_isReadWhole(GpioVariant paging) {
        use(SimulatedDevice.a9188().variant(GpioVariant.SMALL_PAGES).variant(paging));

        assertThat(client.io().ports()).extracting(port -> port.id().index()).isEqualTo(numbers(16));
        assertThat(client.io().supervision().list())
                .extracting(one -> one.port().index())
                .isEqualTo(numbers(8));
    }

    private static List<Integer> numbers(int below) {
        return IntStream.range(0, below).boxed().toList();
    }
}
