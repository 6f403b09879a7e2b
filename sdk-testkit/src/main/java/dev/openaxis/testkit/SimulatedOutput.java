package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.Port;
import java.util.List;

/**
 * The contact of a relay or open-drain output, seen with a meter: what really switched, whatever the device said about
 * it.
 */
public final class SimulatedOutput {
    private final Port port;

    SimulatedOutput(Port port) {
        this.port = port;
    }

    /**
     * The present circuit.
     *
     * @return true if closed (relay: COM connected to NO; open-drain output: driven to ground)
     */
    public boolean isClosed() {
        return port.closed();
    }

    /**
     * Tells whether the circuit differs from the port's normal state.
     *
     * @return true if active
     */
    public boolean isActive() {
        return port.active();
    }

    /**
     * How often the circuit really closed.
     *
     * @return count since the device was started
     */
    public long closures() {
        return port.closures();
    }

    /**
     * How often the circuit really opened.
     *
     * @return count since the device was started
     */
    public long openings() {
        return port.openings();
    }

    /**
     * Every change of the circuit, oldest first; the first 100,000 are kept.
     *
     * @return a copy
     */
    public List<Transition> transitions() {
        return port.transitions();
    }

    /**
     * The port the contact belongs to.
     *
     * @return its present 0-based port number
     */
    public int port() {
        return port.index();
    }

    @Override
    public String toString() {
        return port.terminal() + (isClosed() ? " closed" : " open");
    }
}
