package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.DeviceCore;
import dev.openaxis.testkit.internal.Port;

/**
 * The wires of one input terminal, handled from outside. Closed means connected to ground (reference 02 section 1).
 * Methods return after the device has noticed.
 */
public final class SimulatedInput {
    private final DeviceCore device;
    private final Port port;
    private final int index;

    SimulatedInput(DeviceCore device, Port port, int index) {
        this.device = device;
        this.port = port;
        this.index = index;
    }

    /** Connects the terminal to ground. */
    public void close() {
        wire(true);
    }

    /** Disconnects the terminal. */
    public void open() {
        wire(false);
    }

    private void wire(boolean closed) {
        device.wire(port, closed);
    }

    /**
     * The present wiring.
     *
     * @return true if connected to ground
     */
    public boolean isClosed() {
        return port.wiredClosed();
    }

    /**
     * The port the terminal belongs to.
     *
     * @return 0-based port number
     */
    public int port() {
        return index;
    }

    @Override
    public String toString() {
        return port.terminal() + (isClosed() ? " closed" : " open");
    }
}
