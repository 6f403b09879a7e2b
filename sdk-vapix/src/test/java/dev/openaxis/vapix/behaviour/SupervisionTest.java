package dev.openaxis.vapix.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Fault;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedInput;
import dev.openaxis.testkit.Variant;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.accounts.AccountRole;
import dev.openaxis.vapix.accounts.NewAccount;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.EndOfLineResistors.Value;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedInputs;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Supervised inputs: the right levels on the right terminals, and what the cable tells. */
class SupervisionTest extends ConnectedTest {
    private static final PortId I1 = PortId.of(1);
    private static final PortId IO_1 = PortId.of(7);
    private static final PortId RELAY = PortId.of(0);

    private SupervisedInputs supervision() {
        return client.io().supervision();
    }

    /** The tables of the supervised-io page, by a level in the middle of each state. */
    static Stream<Arguments> documentedLevels() {
        EndOfLineResistors parallel = EndOfLineResistors.parallelFirst();
        return Stream.of(
                Arguments.of(I1, parallel, 650, 1600, 2500, 3600),
                Arguments.of(I1, EndOfLineResistors.serialFirst(Value.OHMS_1000), 1000, 2500, 3300, 3800),
                Arguments.of(I1, EndOfLineResistors.serialFirst(Value.OHMS_2200), 900, 2100, 3000, 3700),
                Arguments.of(I1, EndOfLineResistors.serialFirst(Value.OHMS_4700), 700, 1800, 2600, 3500),
                Arguments.of(I1, EndOfLineResistors.serialFirst(Value.OHMS_10000), 600, 1500, 2300, 3400),
                Arguments.of(IO_1, parallel, 2000, 500, 200, 50));
    }

    @ParameterizedTest
    @MethodSource("documentedLevels")
    void theDocumentedLevels(PortId port, EndOfLineResistors resistors, int cut, int open, int closed, int shorted) {
        assertThat(supervision().supervise(port, resistors).supervised()).isTrue();

        SimulatedInput cable = port.equals(I1) ? device.input(1) : device.auxInput(1);
        assertThat(seenAt(cable, port, cut)).isEqualTo(SupervisedState.CUT);
        assertThat(seenAt(cable, port, open)).isEqualTo(SupervisedState.OPEN);
        assertThat(seenAt(cable, port, closed)).isEqualTo(SupervisedState.CLOSED);
        assertThat(seenAt(cable, port, shorted)).isEqualTo(SupervisedState.SHORTED);
    }

    private SupervisedState seenAt(SimulatedInput cable, PortId port, int level) {
        cable.level(level);
        Supervision seen = supervision().read(port);
        assertThat(seen.level()).hasValue(level);
        return seen.state();
    }

    @Test
    void whatHappensToTheCable() {
        supervision().supervise(I1, EndOfLineResistors.parallelFirst());

        device.input(1).cutCable();
        assertThat(supervision().read(I1).state()).isEqualTo(SupervisedState.CUT);
        device.input(1).shortCircuit();
        assertThat(supervision().read(I1).state()).isEqualTo(SupervisedState.SHORTED);
        device.input(1).close();
        assertThat(supervision().async().read(I1).join().state()).isEqualTo(SupervisedState.CLOSED);
        device.input(1).open();
        assertThat(supervision().read(I1).state()).isEqualTo(SupervisedState.OPEN);
        assertThat(device.counters().supervisionChanges()).isEqualTo(1);
    }

    @Test
    void everyPortThatCanBeSupervised_isListed() {
        supervision().supervise(I1, EndOfLineResistors.parallelFirst());

        List<Supervision> all = supervision().list();

        assertThat(all).extracting(one -> one.port().index()).containsExactly(1, 2, 5, 7, 8, 9, 10);
        assertThat(all)
                .filteredOn(Supervision::supervised)
                .extracting(Supervision::port)
                .containsExactly(I1);
    }

    @Test
    void supervisionEnds() {
        supervision().supervise(I1, EndOfLineResistors.parallelFirst());

        assertThat(supervision().unsupervise(I1).supervised()).isFalse();

        assertThat(device.input(1).isSupervised()).isFalse();
    }

    @Test
    void rangesOfOnesOwn_areReadBack() {
        List<SupervisedRange> own = List.of(
                new SupervisedRange(SupervisedState.SHORTED, 0, 99),
                new SupervisedRange(SupervisedState.CLOSED, 100, 1999),
                new SupervisedRange(SupervisedState.OPEN, 2000, 2999),
                new SupervisedRange(SupervisedState.CUT, 3000, 4095));

        supervision().supervise(I1, own);

        assertThat(supervision().ranges(I1)).containsExactlyInAnyOrderElementsOf(own);
        device.input(1).level(2500);
        assertThat(supervision().read(I1).state()).isEqualTo(SupervisedState.OPEN);
    }

    @Test
    void anInputsLevels_areNeverUsedForAConfigurablePort() {
        assertThatThrownBy(() -> supervision().supervise(IO_1, EndOfLineResistors.serialFirst(Value.OHMS_4700)))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("no levels are known");
        assertThat(device.auxInput(1).isSupervised()).isFalse();
    }

    @Test
    void aModulesPort_hasNoKnownLevels_andNoReading() {
        use(SimulatedDevice.a9210().modules(1));
        PortId first = PortId.of(11);

        assertThatThrownBy(() -> supervision().supervise(first, EndOfLineResistors.parallelFirst()))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(supervision().read(first).level()).isEmpty();
    }

    @Test
    void whatCannotBeSupervised() {
        assertThatThrownBy(() ->
                        supervision().supervise(RELAY, List.of(new SupervisedRange(SupervisedState.CUT, 0, 1))))
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> supervision().supervise(PortId.of(99), EndOfLineResistors.parallelFirst()))
                .isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> supervision().read(PortId.of(99))).isInstanceOf(WrongPortException.class);
        assertThat(device.counters().supervisionChanges()).isZero();
    }

    @Test
    void rangesThatContradictEachOther_areNotSent() {
        SupervisedRange cut = new SupervisedRange(SupervisedState.CUT, 0, 100);
        assertThatThrownBy(() ->
                        supervision().supervise(I1, List.of(cut, new SupervisedRange(SupervisedState.OPEN, 100, 200))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        supervision().supervise(I1, List.of(cut, new SupervisedRange(SupervisedState.CUT, 101, 200))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervision().supervise(I1, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SupervisedRange(SupervisedState.CUT, 5, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SupervisedRange(SupervisedState.UNDEFINED, 4, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherPortsThanListed_areLeftAlone() {
        client.io().ports();
        device.changeTopology(8, Direction.OUTPUT);

        assertThatThrownBy(() -> supervision().supervise(I1, EndOfLineResistors.parallelFirst()))
                .isInstanceOf(TopologyChangedException.class);
        assertThat(device.input(1).isSupervised()).isFalse();
    }

    @Test
    void aViewer_mayNot() {
        client.accounts().add(NewAccount.of("guard", "pass-of-guard-1", AccountRole.VIEWER));
        try (AxisDevice guard = Clients.at(device.httpUri())
                .credentials(Credentials.of("guard", "pass-of-guard-1"))
                .connect()) {
            assertThatThrownBy(() -> guard.io().supervision().list()).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void aDeviceWithoutTheApi() {
        use(SimulatedDevice.a9210().without("supervised-io"));

        assertThatThrownBy(() -> supervision().list())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("supervised-io");
    }

    @Test
    void theFirstVersion_isSpokenToInItsWords() {
        use(SimulatedDevice.a9210().supervisedIo("1.0"));

        assertThat(supervision()
                        .supervise(I1, EndOfLineResistors.parallelFirst())
                        .supervised())
                .isTrue();
        assertThatThrownBy(() -> supervision().read(PortId.of(99))).isInstanceOf(WrongPortException.class);
    }

    @Test
    void aRefusalOfThePort_isTold() {
        device.faults().inject(Fault.errorInsideOk(2204, "invalid range").saying("setSupervised"));

        assertThatThrownBy(() -> supervision().supervise(I1, EndOfLineResistors.parallelFirst()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(2204));
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant.class,
            names = {
                "SUPERVISED_CLOSE_SHORT",
                "SUPERVISED_CLOSE_SHORTED",
                "SUPERVISED_CLOSED_SHORTED",
                "ABSENT_LEVEL_IS_MINUS_ONE",
                "UNSUPERVISABLE_PORT_REFUSED",
                "UNSUPERVISED_STATE_UNDEFINED",
                "GET_SUPERVISED_LISTS_SUPERVISABLE",
                "NO_DEFAULT_RANGES"
            })
    void whateverTheReferencesLeaveOpen(Variant variant) {
        use(SimulatedDevice.a9210().variant(variant).modules(1));

        supervision().supervise(I1, EndOfLineResistors.parallelFirst());
        device.input(1).shortCircuit();
        assertThat(supervision().read(I1).state()).isEqualTo(SupervisedState.SHORTED);
        device.input(1).close();
        assertThat(supervision().read(I1).state()).isEqualTo(SupervisedState.CLOSED);
        assertThat(supervision().read(PortId.of(11)).level()).isEmpty();
    }
}
