package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Variant;
import java.util.function.Consumer;

/**
 * The group {@code IOPort}, reference 02 section 2.4, keys in the order of {@link PortKeys}. Name, active state and direction are
 * those of the ports; a configurable port has both sets and the one of its direction is in force (documented).
 * {@code Button} and {@code PulseTime} are only remembered, {@code Mode} and {@code DelayTime} for ONVIF.
 */
final class PortParameters {
    static final String MODE = "Output.Mode";
    static final String DELAY = "Output.DelayTime";

    private final DeviceCore device;
    private final PortSetup setup;
    private final PortKeys keys;

    PortParameters(DeviceCore device) {
        this.device = device;
        this.setup = new PortSetup(device);
        this.keys = device.config().model().description().portKeys();
    }

    /** A value that is only remembered. */
    static String setting(DeviceConfig config, Port port, String key) {
        String factory = config.model().description().portKeys().factoryValue(key);
        return port.settings().getOrDefault(key, factory);
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
            for (String key : keys.listed()) {
                boolean input = key.startsWith("Input.") && port.isOutput();
                boolean output = key.startsWith("Output.") && !port.isOutput();
                if (port.configurable() || !(input || output)) {
                    put(key, value(key), isFixed(key));
                }
            }
        }

        private boolean isFixed(String key) {
            return key.equals("Configurable") || (!key.contains(".") && !port.configurable());
        }

        private String value(String key) {
            return switch (key) {
                case "Configurable" -> port.configurable() ? "yes" : "no";
                case "Direction" -> port.direction().wire();
                case "Usage" -> port.usage();
                case "Input.Name" -> port.nameAs(Direction.INPUT);
                case "Input.Trig" -> active(Direction.INPUT);
                case "Output.Name" -> port.nameAs(Direction.OUTPUT);
                case "Output.Active" -> active(Direction.OUTPUT);
                default -> setting(device.config(), port, key);
            };
        }

        private String active(Direction set) {
            return port.normallyClosedAs(set) ? "open" : "closed";
        }

        private void put(String key, String present, boolean readOnly) {
            String name = "IOPort.I" + port.index() + "." + key;
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
