package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.io.CircuitState;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All ports of a device at one moment.
 *
 * @param ports the ports by number
 * @param topology fingerprint of ids, directions and configurability
 */
public record PortList(List<Port> ports, String topology) {

    /** Sorts the ports and takes their fingerprint. */
    static PortList of(List<Port> ports) {
        List<Port> sorted =
                ports.stream().sorted(Comparator.comparing(Port::id)).toList();
        StringBuilder text = new StringBuilder();
        for (Port port : sorted) {
            text.append(port.id().index())
                    .append(':')
                    .append(port.direction())
                    .append(':')
                    .append(port.configurable());
            text.append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return new PortList(sorted, HexFormat.of().formatHex(hash, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** A port by number. */
    public Optional<Port> port(PortId id) {
        return ports.stream().filter(port -> port.id().equals(id)).findFirst();
    }

    /** A port by number, which the device must have. */
    Port require(CallContext context, PortId id) {
        return port(id).orElseThrow(() -> new WrongPortException(
                context.failure("the device has no " + id + "; it has " + ports.size() + " ports")));
    }

    /** Whether it tells circuits at all; a list of parameters alone does not. */
    boolean tellsCircuits() {
        return ports.stream().anyMatch(port -> port.circuit() != CircuitState.UNKNOWN);
    }

    /** A port's logical state; unknown if there is no such port. */
    PortState state(PortId id) {
        return port(id).map(Port::state).orElse(PortState.UNKNOWN);
    }
}
