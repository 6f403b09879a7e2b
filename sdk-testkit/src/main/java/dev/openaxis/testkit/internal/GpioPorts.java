package dev.openaxis.testkit.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.GpioVariant;
import java.util.List;

/** A port as {@code axgpio} tells it, reference 02 section 5.2 (documented). */
final class GpioPorts {
    static final String DIGITAL_INPUT = "DigitalInput";
    static final String SUPERVISED_INPUT = "SupervisedInput";
    static final String OPEN_COLLECTOR = "OpenCollectorOutput";
    static final String RELAY = "RelayOutput";

    /** {@code MaxNumberOfRanges} and {@code MinVoltageRange} of the documented example. */
    static final int MAX_RANGES = 4;

    static final int MIN_RANGE = 60;

    private final DeviceConfig config;

    GpioPorts(DeviceConfig config) {
        this.config = config;
    }

    /** In the order of the documented example. */
    static List<String> modes(Port port) {
        return port.configurable() ? List.of(DIGITAL_INPUT, OPEN_COLLECTOR, SUPERVISED_INPUT) : List.of(RELAY);
    }

    static String mode(Port port) {
        if (port.isOutput()) {
            return port.configurable() ? OPEN_COLLECTOR : RELAY;
        }
        return port.isSupervised() ? SUPERVISED_INPUT : DIGITAL_INPUT;
    }

    static boolean isOutput(String mode) {
        return mode.equals(OPEN_COLLECTOR) || mode.equals(RELAY);
    }

    ObjectNode tell(Port port) {
        ObjectNode told = JsonText.MAPPER.createObjectNode().put("PortId", Integer.toString(port.index()));
        ArrayNode supported = told.putArray("SupportedModes");
        modes(port).forEach(supported::add);
        if (!port.usage().isEmpty() || !config.is(GpioVariant.EMPTY_USAGE_OMITTED)) {
            told.put("PortUsage", port.usage());
        }
        told.put("CurrentMode", mode(port));
        told.put("CurrentState", state(port));
        told.put("Active", port.active());
        if (port.configurable()) {
            properties(told.putObject("InputProperties"), port, Direction.INPUT);
        }
        properties(told.putObject("OutputProperties"), port, Direction.OUTPUT);
        if (port.isSupervised() || (port.configurable() && config.is(GpioVariant.SUPERVISED_INPUT_ALWAYS_TOLD))) {
            supervision(told.putObject("SupervisedInput"), port);
        }
        return told;
    }

    private static String state(Port port) {
        LoopState circuit = port.closed() ? LoopState.CLOSED : LoopState.OPEN;
        return (port.isSupervised() ? port.loop().state() : circuit).inEvents();
    }

    private static void properties(ObjectNode into, Port port, Direction set) {
        into.put("NiceName", port.nameAs(set)).put("ActiveState", port.normallyClosedAs(set) ? "open" : "closed");
    }

    private void supervision(ObjectNode into, Port port) {
        ArrayNode triggers = into.putArray("Triggers");
        for (LevelRanges.Range range : port.loop().ranges().ranges()) {
            ObjectNode trigger = triggers.addObject().put("State", range.state().inEvents());
            put(trigger, "LowerLimit", range.lower());
            // Exclusive, unlike that of supervisedio.cgi.
            put(trigger, "UpperLimit", range.upper() + 1);
        }
        if (port.isSupervised()) {
            put(into, "AnalogLevel", port.loop().seen());
        }
        ObjectNode capabilities = into.putObject("Capabilities");
        put(capabilities, "MaxNumberOfRanges", MAX_RANGES);
        put(capabilities, "MinVoltageRange", MIN_RANGE);
        put(capabilities, "MinVoltageLevel", 0);
        put(capabilities, "MaxVoltageLevel", port.maxLevel());
    }

    /** Numbers are strings in the documented examples. */
    void put(ObjectNode into, String name, int number) {
        if (config.is(GpioVariant.NUMBERS_AS_NUMBERS)) {
            into.put(name, number);
        } else {
            into.put(name, Integer.toString(number));
        }
    }
}
