package dev.openaxis.vapix.internal.io;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.WireApi;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a handle was made for.
 *
 * @param port which port
 * @param relay whether the caller says that it is a relay
 * @param topology the ports the handle was made for; filled in at the first use if none were seen before
 * @param wire the API the caller insists on, or {@code null}
 * @param feedback the input that follows the output, or {@code null}
 * @param doorsAllowed whether the caller asked to drive a door controller's ports
 */
public record Target(
        PortId port,
        boolean relay,
        AtomicReference<@Nullable String> topology,
        @Nullable WireApi wire,
        @Nullable PortId feedback,
        boolean doorsAllowed) {

    /** The same with an API the caller insists on. */
    public Target via(WireApi api) {
        return new Target(port, relay, topology, api, feedback, doorsAllowed);
    }

    /** The same with an input that follows. */
    public Target confirmedBy(PortId input) {
        return new Target(port, relay, topology, wire, input, doorsAllowed);
    }

    /** The same, also on a door controller. */
    public Target allowingDoors() {
        return new Target(port, relay, topology, wire, feedback, true);
    }
}
