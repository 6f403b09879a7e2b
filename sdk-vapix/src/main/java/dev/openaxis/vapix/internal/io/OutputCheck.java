package dev.openaxis.vapix.internal.io;

import dev.openaxis.core.TopologyChangedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.core.internal.operation.CallContext;
import dev.openaxis.vapix.DeviceInfo;
import dev.openaxis.vapix.internal.DeviceSession;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortMap;
import java.util.concurrent.CompletableFuture;

/** What must be certain about an output before anything drives it: this client at once, or a rule of the device some time. */
public final class OutputCheck {
    private OutputCheck() {}

    /**
     * Looks at the ports and refuses what is not certain; gives the port.
     *
     * @param doorsAllowed whether the caller asked to drive a door controller's ports
     */
    public static CompletableFuture<Port> drivable(
            IoSession io, CallContext context, PortId output, boolean doorsAllowed) {
        return PortWire.read(io, context).thenApply(ports -> {
            io.requireSeen(context, ports);
            Port port = requireOutput(context, ports, output);
            requireMayAct(io, context, ports, doorsAllowed);
            return port;
        });
    }

    static Port requireOutput(CallContext context, PortList ports, PortId id) {
        Port port = ports.require(context, id);
        if (port.direction() != Port.Direction.OUTPUT) {
            throw new WrongPortException(context.failure(port + " is not an output"));
        }
        if (port.readOnly()) {
            throw new WrongPortException(context.failure(port + " is read-only"));
        }
        return port;
    }

    /** The account may act, the accepted map is for these ports, and no door is driven unasked. */
    static void requireMayAct(IoSession io, CallContext context, PortList ports, boolean doorsAllowed) {
        io.requireOperator(context);
        DeviceInfo info = io.session().known().map(DeviceSession.Identity::info).orElseThrow();
        PortMap map = io.acceptedMap();
        if (map != null) {
            if (!map.serial().equalsIgnoreCase(info.serial())) {
                throw new UnverifiedMappingException(context.failure("the accepted port map was made for the device "
                        + map.serial() + ", this is " + info.serial()));
            }
            if (!map.topology().equals(ports.topology())) {
                throw new TopologyChangedException(
                        context.failure("the device's ports are not the ones the accepted port map was made for")
                                .advice("Check the wiring and accept a new map"));
            }
        }
        if (!doorsAllowed && ProductTable.doorController(info.model(), info.productType())) {
            throw new UnverifiedMappingException(
                    context.failure("this is a door controller, whose outputs may be doors and locks")
                            .advice("Use its door functions, or ask for bare ports with drivingDoorController()"));
        }
    }

    /** Something proves that the port is a relay. */
    public static void requireRelay(CallContext context, Port port) {
        if (port.kind() != Port.Kind.RELAY) {
            throw new UnverifiedMappingException(context.failure("nothing proves that " + port + " is a relay")
                    .advice("Check it and accept a port map that says so, or drive it as an output by its port id"));
        }
    }
}
