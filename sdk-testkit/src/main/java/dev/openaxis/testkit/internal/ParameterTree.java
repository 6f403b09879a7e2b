package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.SimulatedRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the device, names without {@code root.}. The tree is that of the product;
 * {@code Brand}, {@code Properties.System} and the ports are filled in.
 * Values written to it stay through a restart; only those of ports have an effect.
 */
final class ParameterTree {
    /** Where the group {@code IOPort} is listed. */
    static final String PORTS = "@ports";

    /** What a soft factory default keeps, reference 03 section 1.7 (documented). */
    private static final Set<String> KEPT = Set.of(
            "Network.BootProto",
            "Network.IPAddress",
            "Network.DefaultRouter",
            "Network.SubnetMask",
            "Network.Broadcast");

    /** Identifies the API beside its id, reference 03 section 1 (documented). */
    private static final String FIRMWARE_MANAGEMENT = "root.Properties.FirmwareManagement.";

    private static final String METADATA = "root.Properties.API.Metadata.";
    private static final String SERIAL = "root.Properties.Serial.";
    private static final String RTSP_PORT = "root.Network.RTSP.Port=";

    private final DeviceCore device;
    private final DeviceConfig config;
    private final PortBoard board;
    private final AccountStore accounts;
    private final PortParameters ports;
    private final StreamProfiles profiles;
    private final List<String> lines;
    private final Map<String, String> written = new HashMap<>();

    ParameterTree(DeviceCore device) {
        this.device = device;
        this.config = device.config();
        this.board = device.board();
        this.accounts = device.accounts();
        this.ports = new PortParameters(device);
        this.profiles = new StreamProfiles(config);
        this.lines = new ArrayList<>(config.model().description().parameters().apply(config));
        if (config.io().shockDetection()) {
            lines.add("root.Properties.Tampering.ShockDetection=yes");
        }
        if (config.io().serial().count() > 0) {
            lines.removeIf(line -> line.startsWith("root.Serial.") || line.startsWith(SERIAL));
            lines.add(SERIAL + "Serial=yes");
        }
        if (config.rtsp() != null) {
            lines.removeIf(line -> line.startsWith(RTSP_PORT) || line.startsWith(METADATA));
            // Recorded on a D4200-VE, with the port of RTSP everywhere.
            lines.addAll(List.of(METADATA + "Metadata=yes", METADATA + "Version=1.0", RTSP_PORT + "${rtspPort}"));
        }
    }

    StreamProfiles profiles() {
        return profiles;
    }

    /** How many stream profiles there may be. */
    int profileLimit() {
        Parameter limit = find("StreamProfile.MaxGroups");
        return limit == null ? 0 : Integer.parseInt(limit.value());
    }

    /** Everything an account of this role may read, in the order of a listing. */
    List<Parameter> readableBy(SimulatedRole role) {
        return all().stream().filter(parameter -> parameter.isReadableBy(role)).toList();
    }

    @Nullable
    Parameter find(String name) {
        return all().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<Parameter> all() {
        List<Parameter> parameters = new ArrayList<>();
        for (String line : lines) {
            if (line.equals(PORTS)) {
                ports.list(parameters::add);
            } else if (line.equals("@profiles")) {
                profiles.list((name, value) -> parameters.add(ParameterDefinitions.define(name, value)));
            } else if (!line.startsWith(FIRMWARE_MANAGEMENT) || !config.isWithout("fwmgr")) {
                int equals = line.indexOf('=');
                String name = line.substring("root.".length(), equals);
                String factory = fill(line.substring(equals + 1));
                // The definition follows the value from the factory: a type that is not recorded is read off it.
                Parameter parameter = ParameterDefinitions.define(name, factory);
                parameters.add(parameter.holding(written.getOrDefault(name, factory)));
            }
        }
        device.streams().serial().list(parameters::add);
        return parameters;
    }

    /** Takes a value that was checked. */
    void write(String name, String value) {
        if (name.startsWith("IOPort.")) {
            ports.write(name, value);
        } else if (name.startsWith(StreamProfiles.GROUP + ".")) {
            profiles.write(name, value);
        } else if (!device.streams().serial().write(name, value)) {
            written.put(name, value);
        }
    }

    /** Ports return to their defaults elsewhere. */
    void factoryDefault(FactoryDefaultMode mode) {
        written.keySet().retainAll(mode == FactoryDefaultMode.SOFT ? KEPT : Set.of());
        profiles.clear();
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
                // Inference from its name: "no" as long as root has the password every device came with.
                .replace("${rootPwdSet}", FactoryState.isLegacyDefault(config, accounts) ? "no" : "yes")
                .replace("${policy}", Authenticator.policy(config))
                .replace("${supervisedIo}", present("supervised-io"))
                .replace("${supervisedVersion}", config.supervisedVersion())
                .replace("${virtualInput}", present("virtualinput"))
                .replace(
                        "${rtspPort}",
                        config.rtsp() == null
                                ? ""
                                : Integer.toString(device.streams().rtsp().port()))
                .replace("${trigger}", Integer.toString(InputSimulation.triggerNumber(config, board)))
                .replace("${inputs}", count(Direction.INPUT))
                .replace("${outputs}", count(Direction.OUTPUT));
    }

    private String present(String id) {
        return config.without().contains(id) ? "no" : "yes";
    }

    /** Ports currently configured in that direction, reference 02 section 1. */
    private String count(Direction direction) {
        return Long.toString(board.all().stream()
                .filter(port -> port.direction() == direction)
                .count());
    }
}
