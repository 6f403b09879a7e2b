package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.testkit.Variant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of the device, names without {@code root.}. The tree is the recorded one of a D4200-VE (12.9.57),
 * reduced to what an I/O module plausibly has; {@code Brand}, {@code Properties.System} and the ports are filled in.
 */
final class ParameterTree {
    private final DeviceConfig config;
    private final PortBoard board;

    ParameterTree(DeviceConfig config, PortBoard board) {
        this.config = config;
        this.board = board;
    }

    /** Everything an account of this role may read, in the order of a listing. */
    Map<String, String> readableBy(SimulatedRole role) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String line : Recorded.text("parameters-12.9.57.txt").split("\n")) {
            if (line.equals("@ports")) {
                board.all().forEach(port -> putPort(port, role, parameters));
                continue;
            }
            int equals = line.indexOf('=');
            String name = line.substring("root.".length(), equals);
            if (role.includes(levelOf(name))) {
                parameters.put(name, fill(line.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private String fill(String template) {
        if (!template.contains("${")) {
            return template;
        }
        String serial = config.serial();
        return template.replace("${serial}", serial)
                .replace("${serialLower}", serial.toLowerCase(Locale.ROOT))
                .replace("${mac}", String.join(":", serial.split("(?<=\\G..)")))
                .replace("${product}", config.product())
                .replace("${type}", config.productType())
                .replace("${fullName}", "AXIS " + config.product() + " " + config.productType())
                .replace("${version}", config.axisOs())
                .replace("${policy}", Authenticator.policy(config))
                .replace("${inputs}", count(Direction.INPUT))
                .replace("${outputs}", count(Direction.OUTPUT));
    }

    /** Ports currently configured in that direction, reference 02 section 1. */
    private String count(Direction direction) {
        return Long.toString(board.all().stream()
                .filter(port -> port.direction() == direction)
                .count());
    }

    /** Read levels, reference 01 section 9. */
    private static SimulatedRole levelOf(String name) {
        if (name.equals("Network.HTTP.AuthenticationPolicy")
                || name.equals("System.BoaPort")
                || name.equals("System.BoaProtViewer")) {
            return SimulatedRole.VIEWER;
        }
        boolean admin = name.startsWith("Network.")
                || name.startsWith("System.")
                || name.startsWith("Time.")
                || name.startsWith("WebService.");
        return admin ? SimulatedRole.ADMIN : SimulatedRole.VIEWER;
    }

    /** Key order as recorded on 12.9; reading the group needs an operator, reference 02 section 2.4. */
    private void putPort(Port port, SimulatedRole role, Map<String, String> into) {
        String prefix = "IOPort.I" + port.index() + ".";
        boolean operator = role.includes(SimulatedRole.OPERATOR);
        boolean viewerPart = operator || config.is(Variant.VIEWER_READS_PORT_PARAMETERS);
        if (operator) {
            into.put(prefix + "Configurable", port.configurable() ? "yes" : "no");
        }
        if (viewerPart) {
            into.put(prefix + "Direction", port.direction().wire());
        }
        if (operator) {
            into.put(prefix + "Usage", port.usage());
        }
        String active = port.normallyClosed() ? "open" : "closed";
        if (operator && (port.configurable() || !port.isOutput())) {
            into.put(prefix + "Input.Name", port.name());
            into.put(prefix + "Input.Trig", active);
        }
        if (viewerPart && (port.configurable() || port.isOutput())) {
            into.put(prefix + "Output.Active", active);
            into.put(prefix + "Output.Button", "none");
            into.put(prefix + "Output.DelayTime", "1");
            into.put(prefix + "Output.Mode", "bistable");
            into.put(prefix + "Output.Name", port.name());
            into.put(prefix + "Output.PulseTime", "0");
        }
    }
}
