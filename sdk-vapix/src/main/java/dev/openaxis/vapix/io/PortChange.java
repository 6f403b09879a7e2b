package dev.openaxis.vapix.io;

import java.util.List;

/**
 * What a change of settings did, as read back.
 *
 * @param port the port now
 * @param moved other ports whose logical state is not what it was before: devices may return all outputs to normal when a
 *     setting changes (manual A1710-B)
 */
public record PortChange(Port port, List<Port> moved) {

    /** Makes the list immutable. */
    public PortChange {
        moved = List.copyOf(moved);
    }
}
