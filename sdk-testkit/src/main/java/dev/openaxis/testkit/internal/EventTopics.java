package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stateful events of an I/O module, reference 02 section 7 and 04 section 3.1; no declaration of an A9210 exists. */
final class EventTopics {
    static final String PORT = "tns1:Device/tnsaxis:IO/Port";
    static final String OUTPUT_PORT = "tns1:Device/tnsaxis:IO/OutputPort";
    static final String SUPERVISED_PORT = "tns1:Device/tnsaxis:IO/SupervisedPort";
    static final String DIGITAL_INPUT = "tns1:Device/Trigger/DigitalInput";
    static final String RELAY = "tns1:Device/Trigger/Relay";
    static final String SYSTEM_READY = "tns1:Device/tnsaxis:Status/SystemReady";

    private final DeviceConfig config;
    private final RelayTokens tokens;

    EventTopics(DeviceConfig config) {
        this.config = config;
        this.tokens = new RelayTokens(config);
    }

    /** Every state instance with its present value. */
    List<EventState> states(PortBoard board, VirtualInputs virtualInputs, boolean ready) {
        List<EventState> states = new ArrayList<>();
        states.add(new EventState(SYSTEM_READY, Map.of(), Map.of("ready", bit(ready))));
        boolean any = false;
        int outputs = 0;
        for (Port port : board.all()) {
            if (port.isOutput()) {
                addOutput(states, port, outputs++);
            } else {
                any |= port.active();
                addInput(states, port);
                addLoop(states, port);
            }
        }
        if (!config.is(Variant.NO_ANY_INSTANCE)) {
            // Instance -1 is declared as "Any" (recorded); that it is the union of all inputs is inference.
            states.add(new EventState(PORT, Map.of("port", "-1"), Map.of("state", bit(any))));
        }
        virtualInputs.states(states);
        return states;
    }

    /** Inference: there is an instance while the port is supervised, and a cut or shorted loop counts as tampered. */
    private void addLoop(List<EventState> states, Port port) {
        boolean present =
                port.isSupervised() || (port.isSupervisable() && config.is(Variant.SUPERVISED_PORT_OF_EVERY_INPUT));
        if (!present || config.is(Variant.NO_SUPERVISED_PORT_TOPIC)) {
            return;
        }
        LoopState loop = port.isSupervised() ? port.loop().state() : LoopState.UNDEFINED;
        Map<String, String> data = new LinkedHashMap<>();
        data.put("state", loop.inEvents());
        if (!config.is(Variant.SUPERVISED_PORT_WITHOUT_TAMPERED)) {
            data.put("tampered", bit(loop.isTamper()));
        }
        states.add(new EventState(SUPERVISED_PORT, Map.of("port", Integer.toString(port.index())), data));
    }

    private void addInput(List<EventState> states, Port port) {
        String index = Integer.toString(port.index());
        states.add(new EventState(PORT, Map.of("port", index), Map.of("state", bit(port.active()))));
        if (!config.is(Variant.NO_TRIGGER_TOPICS)) {
            String logical =
                    config.is(Variant.TRIGGER_BOOLEANS_AS_WORDS) ? Boolean.toString(port.active()) : bit(port.active());
            states.add(new EventState(DIGITAL_INPUT, Map.of("InputToken", index), Map.of("LogicalState", logical)));
        }
    }

    private void addOutput(List<EventState> states, Port port, int number) {
        if (!config.is(Variant.NO_OUTPUT_PORT_TOPIC)) {
            int index = port.index() + (config.is(Variant.OUTPUT_PORT_ONE_BASED) ? 1 : 0);
            boolean state = config.is(Variant.OUTPUT_PORT_STATE_IS_CIRCUIT) ? port.closed() : port.active();
            String value = config.is(Variant.OUTPUT_PORT_HIGH_LOW) ? (state ? "high" : "low") : bit(state);
            states.add(new EventState(OUTPUT_PORT, Map.of("port", Integer.toString(index)), Map.of("state", value)));
        }
        if (!config.is(Variant.NO_TRIGGER_TOPICS)) {
            // Also for open-drain outputs (recorded on a camera).
            states.add(new EventState(
                    RELAY,
                    Map.of("RelayToken", tokens.of(port, number)),
                    Map.of("LogicalState", port.active() ? "active" : "inactive")));
        }
    }

    private static String bit(boolean value) {
        return value ? "1" : "0";
    }

    /** Tells whether the device has an event with this topic or below it. */
    static boolean isDeclared(List<EventState> states, TopicFilter filter) {
        return states.stream().anyMatch(state -> filter.matches(state.topic()));
    }
}
