package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import java.util.List;

/**
 * How a port is when the device starts.
 *
 * @param index 0-based port number
 * @param terminal print on the casing
 * @param direction direction when the device starts
 * @param configurable true if the direction can be changed
 * @param name nice name
 * @param normallyClosed true if the idle circuit is closed
 * @param sensing how it reads a wire
 */
public record PortSpec(
        int index,
        String terminal,
        Direction direction,
        boolean configurable,
        String name,
        boolean normallyClosed,
        Sensing sensing) {

    /**
     * The A9210's port list, reference 02 section 8.2: relay and inputs observed and documented, outputs 3, 4 and 6
     * inference from the order. The default name {@code Port n+1} is documented in 02 section 2.4.
     *
     * @return ports 0 to 10
     */
    public static List<PortSpec> a9210() {
        return List.of(
                output(0, "relay"),
                input(1, "I1"),
                input(2, "I2"),
                output(3, "output 1 (RS485 connector pin 5)"),
                output(4, "output 2 (RS485 connector pin 6)"),
                input(5, "I3"),
                output(6, "output 3 (RS485 connector pin 8)"),
                auxiliary(7, "I/O 1"),
                auxiliary(8, "I/O 2"),
                input(9, "I4"),
                input(10, "I5"));
    }

    private static PortSpec input(int index, String terminal) {
        return new PortSpec(index, terminal, Direction.INPUT, false, defaultName(index), false, Sensing.INPUT);
    }

    private static PortSpec output(int index, String terminal) {
        return new PortSpec(index, terminal, Direction.OUTPUT, false, defaultName(index), false, Sensing.NONE);
    }

    private static PortSpec auxiliary(int index, String terminal) {
        return new PortSpec(index, terminal, Direction.INPUT, true, defaultName(index), false, Sensing.AUXILIARY);
    }

    static String defaultName(int index) {
        return "Port " + (index + 1);
    }

    /** How the port leaves the factory. */
    PortSpec factory() {
        return new PortSpec(index, terminal, direction, configurable, defaultName(index), false, sensing);
    }

    /**
     * The same port with another name.
     *
     * @param name the nice name
     * @return a copy
     */
    public PortSpec named(String name) {
        return new PortSpec(index, terminal, direction, configurable, name, normallyClosed, sensing);
    }

    /**
     * The same port with a closed idle circuit.
     *
     * @return a copy
     */
    public PortSpec whichIsNormallyClosed() {
        return new PortSpec(index, terminal, direction, configurable, name, true, sensing);
    }
}
