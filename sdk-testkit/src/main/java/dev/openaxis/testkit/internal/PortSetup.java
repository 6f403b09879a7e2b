package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;

/**
 * Changes to a port's configuration that several interfaces make, each in its own words. They tell the settings of both
 * directions apart (recorded on an A1001: active states that differ).
 */
final class PortSetup {
    private final DeviceCore device;

    PortSetup(DeviceCore device) {
        this.device = device;
    }

    void turn(Port port, Direction direction) {
        if (direction != port.direction()) {
            device.sequences().cancel(port.index());
            device.board().setDirection(port, direction);
            device.actions().writtenByOthers(port);
        }
    }

    /** The name the port has, or would have, in a direction. */
    static void rename(Port port, Direction set, String name) {
        port.separateSettings();
        if (set == port.direction()) {
            port.rename(name);
        } else {
            port.renameOther(name);
        }
    }

    /** The circuit in which the port is, or would be, idle in a direction. */
    void idleClosed(Port port, Direction set, boolean closed) {
        port.separateSettings();
        if (set != port.direction()) {
            port.setOtherNormallyClosed(closed);
        } else if (closed != port.normallyClosed()) {
            device.sequences().cancel(port.index());
            device.board().setNormallyClosed(port, closed);
        }
    }
}
