package dev.openaxis.vapix.internal.io;

import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortApi;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device itself says about a port, over whichever API; what the SDK knows besides is added here.
 *
 * @param id number, from 0
 * @param direction input or output at the moment
 * @param name display name of that direction
 * @param usage purpose
 * @param configurable whether the direction can be changed
 * @param readOnly whether nothing can be changed
 * @param circuit the circuit's state, unknown if not told
 * @param normal the circuit's idle state, unknown if not told
 * @param relay whether the device itself says that it is a relay
 */
record ToldPort(
        PortId id,
        Port.Direction direction,
        String name,
        String usage,
        boolean configurable,
        boolean readOnly,
        CircuitState circuit,
        CircuitState normal,
        boolean relay) {

    /**
     * The ports with their kinds, terminals and fingerprint.
     *
     * @param source the API that told of them
     * @param all how many ports the device told of, readable or not
     */
    static PortList list(IoSession io, DeviceInfo info, PortApi source, List<ToldPort> told, int all) {
        PortMap map = io.acceptedMap();
        if (map != null) {
            // A map of another device or of other ports says nothing about these.
            String topology =
                    PortList.of(ports(io, info, source, told, all, null)).topology();
            boolean fits = map.serial().equalsIgnoreCase(info.serial())
                    && map.topology().equals(topology);
            map = fits ? map : null;
        }
        return PortList.of(ports(io, info, source, told, all, map));
    }

    private static List<Port> ports(
            IoSession io, DeviceInfo info, PortApi source, List<ToldPort> told, int all, @Nullable PortMap map) {
        return told.stream()
                .map(port -> port.port(io, info.model(), source, all, map))
                .toList();
    }

    /** The same with a circuit that was read besides. */
    ToldPort with(CircuitState read) {
        return new ToldPort(id, direction, name, usage, configurable, readOnly, read, normal, relay);
    }

    private Port port(IoSession io, String model, PortApi source, int all, @Nullable PortMap map) {
        PortMap.Entry checked = map == null ? null : map.entries().get(id);
        boolean proven = relay || (checked != null ? checked.relay() : ProductTable.provenRelay(model, id));
        Port.Kind kind = switch (direction) {
            case INPUT -> Port.Kind.INPUT;
            case OUTPUT -> proven ? Port.Kind.RELAY : Port.Kind.OUTPUT;
            case UNKNOWN -> Port.Kind.UNKNOWN;
        };
        Optional<Port.Terminal> terminal =
                checked != null && !checked.terminal().isEmpty()
                        ? Optional.of(new Port.Terminal(
                                checked.module().map(module -> module + " ").orElse("") + checked.terminal(),
                                Port.Basis.COMMISSIONED))
                        : ProductTable.terminal(model, id, all);
        boolean output = direction == Port.Direction.OUTPUT;
        return new Port(
                id,
                kind,
                direction,
                name,
                usage,
                configurable,
                readOnly,
                circuit,
                normal,
                terminal,
                output ? Optional.of(PortWire.toggleUrl(io, id, '/')) : Optional.empty(),
                output ? Optional.of(PortWire.toggleUrl(io, id, '\\')) : Optional.empty(),
                source);
    }

    /** {@code input} or {@code output}. */
    static Port.Direction direction(String word) {
        return switch (word) {
            case "input" -> Port.Direction.INPUT;
            case "output" -> Port.Direction.OUTPUT;
            default -> Port.Direction.UNKNOWN;
        };
    }

    /** {@code open} or {@code closed}. */
    static CircuitState circuit(String word) {
        return switch (word) {
            case "open" -> CircuitState.OPEN;
            case "closed" -> CircuitState.CLOSED;
            default -> CircuitState.UNKNOWN;
        };
    }

    /** The other circuit state; unknown stays unknown. */
    static CircuitState opposite(CircuitState state) {
        return switch (state) {
            case OPEN -> CircuitState.CLOSED;
            case CLOSED -> CircuitState.OPEN;
            case UNKNOWN -> CircuitState.UNKNOWN;
        };
    }
}
