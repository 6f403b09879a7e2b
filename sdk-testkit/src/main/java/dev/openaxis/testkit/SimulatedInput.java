package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.DeviceCore;
import dev.openaxis.testkit.internal.LoopState;
import dev.openaxis.testkit.internal.Port;

/**
 * The wires of one input terminal, handled from outside. Closed means connected to ground (reference 02 section 1).
 *
 * <p>At an unsupervised input there is a bare contact. At a supervised one the methods act on a contact with end-of-line
 * resistors: they bring a level from within the range in force for that state, and the device makes of it what its ranges
 * say. They therefore fit whatever ranges a client has set; to judge a client's ranges set a {@link #level} of the
 * reference. A level stays when supervision or ranges change afterwards: a bare contact is then a cut or shorted cable.
 *
 * <p>Methods return after the device has noticed, unless the terminal is on a module that is off the bus.
 */
public final class SimulatedInput {
    private final DeviceCore device;
    private final Port port;

    SimulatedInput(DeviceCore device, Port port) {
        this.device = device;
        this.port = port;
    }

    /** Closes the contact: connects the terminal to ground. */
    public void close() {
        device.wire(port, LoopState.CLOSED);
    }

    /** Opens the contact: disconnects the terminal. */
    public void open() {
        device.wire(port, LoopState.OPEN);
    }

    /**
     * Cuts the cable: the level is that of an unconnected terminal (observed 1013 to 1018, on I/O 1 and I/O 2 744 to 746)
     * or, if the range in force does not have it, one it has.
     */
    public void cutCable() {
        device.wire(port, LoopState.CUT);
    }

    /** Shorts the cable to ground. */
    public void shortCircuit() {
        device.wire(port, LoopState.SHORT);
    }

    /**
     * Brings a level to the terminal, as the device's converter counts it: on I1 to I5 a cut cable is low and a shorted
     * one high, on I/O 1 and I/O 2 the other way round (reference 02 section 4.3). An A9188 has mV.
     *
     * @param counts 0 to 4095, on an A9188 0 to 12,000 mV
     */
    public void level(int counts) {
        if (counts < 0 || counts > port.maxLevel()) {
            throw new IllegalArgumentException("The converter counts from 0 to " + port.maxLevel() + ", not " + counts);
        }
        device.wire(port, counts);
    }

    /**
     * The present level at the terminal, whether the device tells it or not.
     *
     * @return 0 to 4095, on an A9188 mV
     */
    public int level() {
        return port.level();
    }

    /**
     * The present wiring.
     *
     * @return true if connected to ground, over resistors or not
     */
    public boolean isClosed() {
        return port.wiredClosed();
    }

    /**
     * Tells whether a client has switched supervision on.
     *
     * @return true if the device judges the level by ranges
     */
    public boolean isSupervised() {
        return port.isSupervised();
    }

    /**
     * The port the terminal belongs to.
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
