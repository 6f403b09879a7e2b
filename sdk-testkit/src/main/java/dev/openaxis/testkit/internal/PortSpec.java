package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a port is when the device starts.
 *
 * @param index 0-based port number
 * @param terminal print on the casing
 * @param direction direction when the device starts
 * @param configurable true if the direction can be changed
 * @param name nice name
 * @param otherName nice name after a change of direction, null for the same
 * @param normallyClosed true if the idle circuit is closed
 * @param sensing how it reads a wire
 * @param origin how it left the factory, null if it has not been changed since
 */
public record PortSpec(
        int index,
        String terminal,
        Direction direction,
        boolean configurable,
        String name,
        @Nullable String otherName,
        boolean normallyClosed,
        Sensing sensing,
        @Nullable PortSpec origin) {

    /** A port that has one name, whatever its direction. */
    PortSpec(
            int index,
            String terminal,
            Direction direction,
            boolean configurable,
            String name,
            boolean normallyClosed,
            Sensing sensing) {
        this(index, terminal, direction, configurable, name, null, normallyClosed, sensing, null);
    }

    static PortSpec input(int index, String terminal) {
        return new PortSpec(index, terminal, Direction.INPUT, false, defaultName(index), false, Sensing.INPUT);
    }

    static PortSpec output(int index, String terminal) {
        return new PortSpec(index, terminal, Direction.OUTPUT, false, defaultName(index), false, Sensing.NONE);
    }

    static PortSpec auxiliary(int index, String terminal) {
        return new PortSpec(index, terminal, Direction.INPUT, true, defaultName(index), false, Sensing.AUXILIARY);
    }

    static String defaultName(int index) {
        return "Port " + (index + 1);
    }

    /** The print on the casing tells a relay from other outputs. */
    boolean isRelay() {
        return terminal.toLowerCase(Locale.ROOT).startsWith("relay");
    }

    /** How the port leaves the factory. */
    PortSpec factory() {
        return origin == null ? this : origin;
    }

    /**
     * The same port with another name.
     *
     * @param newName the nice name
     * @return a copy
     */
    public PortSpec named(String newName) {
        return changed(newName, normallyClosed);
    }

    /**
     * The same port with a closed idle circuit.
     *
     * @return a copy
     */
    public PortSpec whichIsNormallyClosed() {
        return changed(name, true);
    }

    private PortSpec changed(String newName, boolean closed) {
        return new PortSpec(index, terminal, direction, configurable, newName, otherName, closed, sensing, factory());
    }
}
