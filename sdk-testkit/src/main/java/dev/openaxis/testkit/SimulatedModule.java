package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.DeviceCore;
import dev.openaxis.testkit.internal.ExpansionModule;
import dev.openaxis.testkit.internal.Port;

/**
 * An A9910 I/O relay expansion module on the RS485 bus of a device: eight configurable I/Os and four form C relays
 * (reference 02 section 8.2). Its ports are in the device's port list and work like the device's own.
 */
public final class SimulatedModule {
    private static final int IOS = 8;
    private static final int RELAYS = 4;

    private final DeviceCore device;
    private final ExpansionModule module;

    SimulatedModule(DeviceCore device, ExpansionModule module) {
        this.device = device;
        this.module = module;
    }

    ExpansionModule inside() {
        return module;
    }

    /**
     * The wires of an I/O, an input when the module is added.
     *
     * @param terminal 1 to 8
     * @return its wires; they have no effect while the port is an output
     */
    public SimulatedInput input(int terminal) {
        return new SimulatedInput(device, io(terminal));
    }

    /**
     * The contact of an I/O that is an output now.
     *
     * @param terminal 1 to 8
     * @return the contact
     */
    public SimulatedOutput output(int terminal) {
        Port port = io(terminal);
        if (port.direction() != Direction.OUTPUT) {
            throw new IllegalArgumentException(port.terminal() + " is an input");
        }
        return new SimulatedOutput(port);
    }

    private Port io(int terminal) {
        if (terminal < 1 || terminal > IOS) {
            throw new IllegalArgumentException("There is no I/O " + terminal + ", there are I/O 1 to I/O " + IOS);
        }
        return module.io(terminal);
    }

    /**
     * The contact of a relay.
     *
     * @param relay 1 to 4
     * @return the contact
     */
    public SimulatedOutput relay(int relay) {
        if (relay < 1 || relay > RELAYS) {
            throw new IllegalArgumentException("There is no relay " + relay + ", there are relays 1 to " + RELAYS);
        }
        return new SimulatedOutput(module.relay(relay));
    }

    /**
     * The number of the module's first port, I/O 1; the eleven others follow.
     *
     * @return its present 0-based port number
     */
    public int firstPort() {
        return module.io(1).index();
    }

    /**
     * The DIP switch. Only its order matters; its range is not in the reference.
     *
     * @return unique on the bus
     */
    public int address() {
        return module.address();
    }

    /**
     * Cuts the module off the bus: its contacts stay as they are, its inputs are no longer read, and what runs on its ports
     * ends. What the device then does with its ports is a {@link Variant} of question {@code OFFLINE_MODULE}.
     */
    public void disconnect() {
        device.expansion().setOnline(module, false);
    }

    /** Connects the module again: its inputs are read, and its outputs return to normal as after a restart (inference). */
    public void reconnect() {
        device.expansion().setOnline(module, true);
    }

    /**
     * Tells whether the device reaches the module.
     *
     * @return false after {@link #disconnect}, and after the module was removed
     */
    public boolean isOnline() {
        return module.online();
    }

    @Override
    public String toString() {
        return "A9910 with address " + address() + ", first port " + firstPort();
    }
}
