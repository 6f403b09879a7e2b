package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Variant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The group {@code IOPort}, reference 02 section 2.4, key order as recorded on 12.9. Name, active state and direction are
 * those of the ports; a configurable port has both sets and the one of its direction is in force (documented).
 * {@code Button} and {@code PulseTime} are only remembered, {@code Mode} and {@code DelayTime} for ONVIF.
 */
final class PortParameters {
    static final String MODE = "Output.Mode";
    static final String DELAY = "Output.DelayTime";

    private static final Map<String, String> DEFAULTS =
            Map.of("Output.Button", "none", DELAY, "1", MODE, "bistable", "Output.PulseTime", "0");

    private final DeviceCore device;
    private final PortSetup setup;

    PortParameters(DeviceCore device) {
        this.device = device;
        this.setup = new PortSetup(device);
    }

    /** A value that is only remembered. */
    static String setting(Port port, String name) {
        return port.settings().getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
    }

    void list(Consumer<Parameter> into) {
        device.board().all().forEach(port -> new Listing(port, into).run());
    }

    /** Changes a port; the caller has checked name and value. */
    void write(String name, String value) {
        String[] parts = name.split("\\.", 3);
        Port port = device.board().find(parts[1].substring(1));
        if (port == null) {
            return;
        }
        switch (parts[2]) {
            case "Direction" -> setup.turn(port, value.equals("output") ? Direction.OUTPUT : Direction.INPUT);
            case "Usage" -> port.useFor(value);
            case "Input.Name" -> PortSetup.rename(port, Direction.INPUT, value);
            case "Output.Name" -> PortSetup.rename(port, Direction.OUTPUT, value);
            // The parameter names the active circuit state, the port its idle one.
            case "Input.Trig" -> setup.idleClosed(port, Direction.INPUT, value.equals("open"));
            case "Output.Active" -> setup.idleClosed(port, Direction.OUTPUT, value.equals("open"));
            default -> port.settings().put(parts[2], value);
        }
        device.portsConfigured();
    }

    /** One port's parameters. */
    private final class Listing {
        private final Port port;
        private final Consumer<Parameter> into;

        Listing(Port port, Consumer<Parameter> into) {
            this.port = port;
            this.into = into;
        }

        void run() {
            boolean fixed = !port.configurable();
            put("Configurable", fixed ? "no" : "yes", true);
            put("Direction", port.direction().wire(), fixed);
            if (device.config().model().description().tellsUsage()) {
                put("Usage", port.usage(), fixed);
            }
            if (port.configurable() || !port.isOutput()) {
                put("Input.Name", port.nameAs(Direction.INPUT), false);
                put("Input.Trig", active(Direction.INPUT), false);
            }
            if (port.configurable() || port.isOutput()) {
                put("Output.Active", active(Direction.OUTPUT), false);
                put("Output.Button", null, false);
                put(DELAY, null, false);
                put(MODE, null, false);
                put("Output.Name", port.nameAs(Direction.OUTPUT), false);
                put("Output.PulseTime", null, false);
            }
        }

        private String active(Direction set) {
            return port.normallyClosedAs(set) ? "open" : "closed";
        }

        private void put(String key, @Nullable String value, boolean readOnly) {
            String name = "IOPort.I" + port.index() + "." + key;
            String present = value == null ? setting(port, key) : value;
            Parameter parameter = ParameterDefinitions.define(name, present);
            if (key.equals("Usage")) {
                // Not recorded on 5.51.7.
                parameter = new Parameter(name, present, "7746", "Usage", "", new ParameterType("<string />"));
            }
            if (!device.config().is(Variant.VIEWER_READS_PORT_PARAMETERS)) {
                parameter = parameter.atLevel("7746");
            }
            into.accept(readOnly ? parameter.readOnly() : parameter);
        }
    }
}
