package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.Variant;
import java.util.ArrayList;
import java.util.List;

/** An A9910: eight configurable I/Os, then four form C relays (reference 02 section 8.2, order inferred). */
public final class ExpansionModule {
    static final int PORTS = 12;

    private static final int RELAYS_FROM = 8;

    private final int address;
    private final List<Port> ports = new ArrayList<>();
    private volatile boolean online = true;

    ExpansionModule(int address, int firstPort, DeviceConfig config) {
        this.address = address;
        for (int i = 0; i < PORTS; i++) {
            ports.add(
                    new Port(i < RELAYS_FROM ? io(i, firstPort + i, config) : relay(i, firstPort + i, config), config));
        }
    }

    private static PortSpec io(int number, int index, DeviceConfig config) {
        String terminal = "I/O " + (number + 1);
        return new PortSpec(
                index, terminal, Direction.INPUT, true, name(terminal, index, config), false, Sensing.MODULE);
    }

    private static PortSpec relay(int number, int index, DeviceConfig config) {
        String terminal = "Relay " + (number - RELAYS_FROM + 1);
        return new PortSpec(
                index, terminal, Direction.OUTPUT, false, name(terminal, index, config), false, Sensing.NONE);
    }

    /** Names of a module's ports when it is added are not found. */
    private static String name(String terminal, int index, DeviceConfig config) {
        if (config.is(Variant.MODULE_PORTS_UNNAMED)) {
            return "";
        }
        return config.is(Variant.MODULE_PORTS_NAMED_BY_TERMINAL) ? terminal : PortSpec.defaultName(index);
    }

    /**
     * The DIP switch.
     *
     * @return a number no other module on the bus has
     */
    public int address() {
        return address;
    }

    /**
     * Tells whether the device reaches the module.
     *
     * @return false while it is off the bus
     */
    public boolean online() {
        return online;
    }

    /**
     * A configurable I/O.
     *
     * @param terminal 1 to 8
     * @return its port
     */
    public Port io(int terminal) {
        return ports.get(terminal - 1);
    }

    /**
     * A relay.
     *
     * @param relay 1 to 4
     * @return its port
     */
    public Port relay(int relay) {
        return ports.get(RELAYS_FROM + relay - 1);
    }

    List<Port> ports() {
        return ports;
    }

    void renumber(int firstPort) {
        for (int i = 0; i < PORTS; i++) {
            ports.get(i).renumber(firstPort + i);
        }
    }

    void setOnline(boolean isOnline) {
        online = isOnline;
        ports.forEach(port -> port.setReachable(isOnline));
    }
}
