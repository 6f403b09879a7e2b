package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.GpioDevice.INPUT;
import static dev.openaxis.vapix.wire.GpioDevice.RELAY;
import static dev.openaxis.vapix.wire.GpioDevice.SUPERVISED;
import static dev.openaxis.vapix.wire.GpioDevice.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.vapix.io.EndOfLineResistors;
import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedInputs;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Supervised inputs of an A9188: millivolts, and the upper limit outside of the range. */
class GpioSupervisionTest {
    private static final PortId VAULT = PortId.of(2);
    private static final PortId FIRE = PortId.of(3);

    /** The documentation's ranges. */
    private static final List<SupervisedRange> RANGES = List.of(
            SupervisedRange.millivolts(SupervisedState.SHORTED, 0, 100),
            SupervisedRange.millivolts(SupervisedState.CLOSED, 500, 1500),
            SupervisedRange.millivolts(SupervisedState.OPEN, 1800, 2200),
            SupervisedRange.millivolts(SupervisedState.CUT, 2300, 12000));

    private final GpioDevice device = new GpioDevice();

    @BeforeEach
    void ports() {
        device.says("GetPortList", list(RELAY, INPUT, SUPERVISED));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private SupervisedInputs supervision() {
        return device.client().io().supervision();
    }

    @Test
    void everyInputThatCanBeSupervised() {
        assertThat(supervision().list())
                .containsExactly(
                        new Supervision(
                                VAULT,
                                true,
                                true,
                                SupervisedState.SHORTED,
                                "shorted",
                                OptionalInt.of(42),
                                LevelUnit.MILLIVOLTS),
                        new Supervision(
                                FIRE,
                                true,
                                false,
                                SupervisedState.CLOSED,
                                "closed",
                                OptionalInt.empty(),
                                LevelUnit.MILLIVOLTS));
    }

    @Test
    void rangesEndBelowTheDevicesUpperLimit() {
        device.says("GetPort", list(SUPERVISED));

        assertThat(supervision().ranges(VAULT)).isEqualTo(RANGES);
        assertThat(RANGES.get(0).holds(99)).isTrue();
        assertThat(RANGES.get(0).holds(100)).isFalse();
        assertThat(supervision().limits(VAULT))
                .isEqualTo(new SupervisionLimits(
                        LevelUnit.MILLIVOLTS,
                        OptionalInt.of(4),
                        OptionalInt.of(60),
                        OptionalInt.of(0),
                        OptionalInt.of(12000)));
        device.says("GetPort", list(SUPERVISED.replaceAll("\"(\\d{2,})\"", "$1")));
        assertThat(supervision().async().ranges(VAULT).join()).isEqualTo(RANGES);
    }

    @Test
    void unknownPortsAreLeftOutOfTheAnswer() {
        device.says("GetPort", "{\"Port\":[]}");

        assertThatThrownBy(() -> supervision().read(PortId.of(40)))
                .isInstanceOf(WrongPortException.class)
                .hasMessageContaining("the device has no port 40");
        assertThat(device.asked()).last().isEqualTo("{\"axgpio:GetPort\":{\"PortId\":[\"40\"]}}");
    }

    @Test
    void otherWordsAndLevelsThatAreNone() {
        device.says(
                "GetPort",
                list(SUPERVISED
                        .replace("\"shorted\",\"Active\"", "\"undefined\",\"Active\"")
                        .replace("\"42\"", "\"4294967295\"")));

        assertThat(supervision().read(VAULT))
                .returns(SupervisedState.UNDEFINED, Supervision::state)
                .returns("undefined", Supervision::rawState)
                .returns(OptionalInt.empty(), Supervision::level);
    }

    @Test
    void supervising() {
        String supervised = SUPERVISED.replace("\"2\"", "\"3\"");
        device.says("GetPort", list(INPUT), list(supervised));
        device.says("SetPort", "{\"PortId\":[\"3\"]}");

        assertThat(supervision().supervise(FIRE, RANGES).supervised()).isTrue();

        assertThat(device.changes())
                .containsExactly("{\"axgpio:SetPort\":{\"Port\":[{\"PortId\":\"3\",\"CurrentMode\":\"SupervisedInput\","
                        + "\"SupervisedInput\":{\"Triggers\":["
                        + "{\"State\":\"shorted\",\"LowerLimit\":\"0\",\"UpperLimit\":\"100\"},"
                        + "{\"State\":\"closed\",\"LowerLimit\":\"500\",\"UpperLimit\":\"1500\"},"
                        + "{\"State\":\"open\",\"LowerLimit\":\"1800\",\"UpperLimit\":\"2200\"},"
                        + "{\"State\":\"cut\",\"LowerLimit\":\"2300\",\"UpperLimit\":\"12000\"}]}}]}}");
    }

    @Test
    void endingSupervision_leavesAnInput() {
        device.says(
                "GetPort",
                list(SUPERVISED),
                list(SUPERVISED.replace("\"CurrentMode\":\"SupervisedInput\"", "\"CurrentMode\":\"DigitalInput\"")));
        device.says("SetPort", "{\"Port\":[\"2\"]}");

        assertThat(supervision().unsupervise(VAULT).supervised()).isFalse();
        assertThat(device.changes())
                .containsExactly(
                        "{\"axgpio:SetPort\":{\"Port\":[{\"PortId\":\"2\",\"CurrentMode\":\"DigitalInput\"}]}}");
    }

    @Test
    void aDeviceThatThenTellsSomethingElse_isNotBelieved() {
        device.says("GetPort", list(INPUT));
        device.says("SetPort", "{\"PortId\":[\"3\"]}");

        assertThatThrownBy(() -> supervision().supervise(FIRE, RANGES))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.endpoint()).isEqualTo("/vapix/axgpio"));
    }

    @Test
    void nothingIsSentForWhatCannotBe() {
        device.says("GetPort", list(SUPERVISED));
        assertThatThrownBy(() ->
                        supervision().supervise(VAULT, List.of(new SupervisedRange(SupervisedState.SHORTED, 0, 100))))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("MILLIVOLTS");
        assertThatThrownBy(() -> supervision()
                        .supervise(VAULT, List.of(SupervisedRange.millivolts(SupervisedState.CUT, 2300, 12001))))
                .isInstanceOf(WrongPortException.class)
                .hasMessageContaining("12000");
        assertThatThrownBy(() -> supervision().supervise(VAULT, EndOfLineResistors.parallelFirst()))
                .isInstanceOf(UnsupportedCapabilityException.class);

        device.says("GetPort", list(SUPERVISED.replace("\"4\"", "3")));
        assertThatThrownBy(() -> supervision().supervise(VAULT, RANGES)).isInstanceOf(WrongPortException.class);

        device.says("GetPort", list(RELAY));
        assertThatThrownBy(() -> supervision().supervise(PortId.of(9), RANGES)).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> supervision().unsupervise(PortId.of(9))).isInstanceOf(WrongPortException.class);

        assertThat(device.changes()).isEmpty();
    }

    @Test
    void anOutputIsNotTurnedIntoAnInput() {
        String lock = INPUT.replace("\"CurrentMode\":\"DigitalInput\"", "\"CurrentMode\":\"OpenCollectorOutput\"");
        device.says("GetPortList", list(lock));
        device.says("GetPort", list(lock));

        assertThatThrownBy(() -> supervision().supervise(FIRE, RANGES)).isInstanceOf(WrongPortException.class);
        assertThatThrownBy(() -> supervision().unsupervise(FIRE)).isInstanceOf(WrongPortException.class);
        assertThat(device.changes()).isEmpty();
    }

    @Test
    void rangesOfTwoUnitsContradictEachOther() {
        assertThatThrownBy(() -> supervision()
                        .supervise(VAULT, List.of(RANGES.get(0), new SupervisedRange(SupervisedState.CUT, 4000, 4095))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SupervisedRange.millivolts(SupervisedState.CUT, 5, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SupervisedRange.millivolts(SupervisedState.CUT, 5, Integer.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
