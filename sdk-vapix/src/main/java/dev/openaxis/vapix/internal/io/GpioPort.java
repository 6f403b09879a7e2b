package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.LevelUnit;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedRange;
import dev.openaxis.vapix.io.SupervisedState;
import dev.openaxis.vapix.io.Supervision;
import dev.openaxis.vapix.io.SupervisionLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A port as the general purpose I/O service describes it (VAPIX input-and-outputs, the structure {@code Port}). Numbers are
 * texts in some fields and numbers in others.
 *
 * @param id number, from 0
 * @param modes what it can be
 * @param mode what it is
 * @param usage purpose
 * @param state the device's word for its circuit
 * @param active whether it is active, if told
 * @param input its properties as an input
 * @param output its properties as an output
 * @param level what is measured, in mV
 * @param ranges which levels mean what, in mV
 * @param limits which ranges it takes
 */
record GpioPort(
        PortId id,
        List<String> modes,
        String mode,
        String usage,
        String state,
        Optional<Boolean> active,
        Side input,
        Side output,
        OptionalInt level,
        List<SupervisedRange> ranges,
        SupervisionLimits limits) {
    static final String DIGITAL_INPUT = "DigitalInput";
    static final String SUPERVISED_INPUT = "SupervisedInput";

    private static final String OPEN_COLLECTOR = "OpenCollectorOutput";
    private static final String RELAY = "RelayOutput";
    private static final Map<Port.Direction, List<String>> MODES = Map.of(
            Port.Direction.INPUT, List.of(DIGITAL_INPUT, SUPERVISED_INPUT),
            Port.Direction.OUTPUT, List.of(OPEN_COLLECTOR, RELAY),
            Port.Direction.UNKNOWN, List.of());

    /**
     * What belongs to one direction of a port.
     *
     * @param name display name, if told
     * @param activeState the circuit's state when the port is active, unknown if not told
     */
    record Side(Optional<String> name, CircuitState activeState) {
        private static Side of(Json port, String name) {
            Optional<Json> side = port.object(name);
            return new Side(
                    side.flatMap(told -> told.text("NiceName")),
                    ToldPort.circuit(
                            side.flatMap(told -> told.text("ActiveState")).orElse("")));
        }
    }

    /** Reads a port; empty if it has no usable number. The forgiver is told of what cannot be read. */
    static Optional<GpioPort> of(Json port, Consumer<String> forgiver) {
        OptionalLong index = port.integer("PortId");
        if (index.isEmpty() || index.getAsLong() < 0 || index.getAsLong() > 255) {
            forgiver.accept("Port[].PortId");
            return Optional.empty();
        }
        Optional<Json> supervised = port.object(SUPERVISED_INPUT);
        Optional<Json> capabilities = supervised.flatMap(told -> told.object("Capabilities"));
        SupervisionLimits limits = new SupervisionLimits(
                LevelUnit.MILLIVOLTS,
                number(capabilities, "MaxNumberOfRanges"),
                number(capabilities, "MinVoltageRange"),
                number(capabilities, "MinVoltageLevel"),
                number(capabilities, "MaxVoltageLevel"));
        return Optional.of(new GpioPort(
                PortId.of((int) index.getAsLong()),
                port.texts("SupportedModes"),
                port.text("CurrentMode", ""),
                port.text("PortUsage", ""),
                port.text("CurrentState", ""),
                port.bool("Active"),
                Side.of(port, "InputProperties"),
                Side.of(port, "OutputProperties"),
                number(supervised, "AnalogLevel"),
                supervised.map(told -> ranges(told, forgiver)).orElse(List.of()),
                limits));
    }

    private static OptionalInt number(Optional<Json> of, String name) {
        OptionalLong number = of.map(told -> told.integer(name)).orElse(OptionalLong.empty());
        return number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    private static List<SupervisedRange> ranges(Json supervised, Consumer<String> forgiver) {
        return supervised.objects("Triggers").stream()
                .flatMap(range -> {
                    SupervisedState state = SupervisionWire.state(range.text("State", ""));
                    int from = number(Optional.of(range), "LowerLimit").orElse(-1);
                    int below = number(Optional.of(range), "UpperLimit").orElse(-1);
                    if (state == SupervisedState.UNDEFINED || from < 0 || below <= from) {
                        forgiver.accept("Port[].SupervisedInput.Triggers[]");
                        return Optional.<SupervisedRange>empty().stream();
                    }
                    return Optional.of(SupervisedRange.millivolts(state, from, below)).stream();
                })
                .toList();
    }

    Port.Direction direction() {
        return MODES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(mode))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Port.Direction.UNKNOWN);
    }

    Side side(Port.Direction way) {
        return way == Port.Direction.INPUT ? input : output;
    }

    /** The plainest mode it has for a direction. */
    Optional<String> modeFor(Port.Direction way) {
        return MODES.getOrDefault(way, List.of()).stream()
                .filter(modes::contains)
                .findFirst();
    }

    boolean supervisable() {
        return modes.contains(SUPERVISED_INPUT);
    }

    boolean supervised() {
        return mode.equals(SUPERVISED_INPUT);
    }

    /** The port as all APIs tell it. Where it says of itself what cannot both be true, its state is unknown. */
    ToldPort told(Consumer<String> forgiver) {
        Port.Direction way = direction();
        CircuitState circuit = ToldPort.circuit(state);
        CircuitState normal = ToldPort.opposite(side(way).activeState());
        boolean differs = circuit != normal;
        boolean contradicts = circuit != CircuitState.UNKNOWN
                && normal != CircuitState.UNKNOWN
                && active.filter(told -> told != differs).isPresent();
        if (contradicts) {
            forgiver.accept("Port[].Active against CurrentState and ActiveState");
        }
        return new ToldPort(
                id,
                way,
                side(way).name().orElse(""),
                usage,
                modeFor(Port.Direction.INPUT).isPresent()
                        && modeFor(Port.Direction.OUTPUT).isPresent(),
                false,
                contradicts ? CircuitState.UNKNOWN : circuit,
                normal,
                mode.equals(RELAY));
    }

    Supervision supervision() {
        boolean measured = supervised()
                && level.isPresent()
                && level.getAsInt() >= limits.lowest().orElse(0)
                && level.getAsInt() <= limits.highest().orElse(Integer.MAX_VALUE);
        return new Supervision(
                id,
                supervisable(),
                supervised(),
                SupervisionWire.state(state),
                state,
                measured ? level : OptionalInt.empty(),
                LevelUnit.MILLIVOLTS);
    }
}
