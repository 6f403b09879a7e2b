package dev.openaxis.vapix.io;

import java.util.Objects;
import java.util.Optional;

/**
 * What is to be changed about a port; whatever is not named stays.
 *
 * @param name display name
 * @param usage purpose, for example {@code Door}, {@code REX}, {@code Button}, {@code Tampering}
 * @param direction input or output, on configurable ports only
 * @param normal the circuit's idle state
 */
public record PortSettings(
        Optional<String> name,
        Optional<String> usage,
        Optional<Port.Direction> direction,
        Optional<CircuitState> normal) {

    /** Checks what no device has. */
    public PortSettings {
        if (direction.equals(Optional.of(Port.Direction.UNKNOWN)) || normal.equals(Optional.of(CircuitState.UNKNOWN))) {
            throw new IllegalArgumentException("a port is not set to something unknown");
        }
    }

    /**
     * Nothing yet.
     *
     * @return settings that change nothing
     */
    public static PortSettings change() {
        return new PortSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Another display name.
     *
     * @param text the name
     * @return a copy
     */
    public PortSettings name(String text) {
        return new PortSettings(Optional.of(Objects.requireNonNull(text, "name")), usage, direction, normal);
    }

    /**
     * Another purpose.
     *
     * @param text for example {@code Door}
     * @return a copy
     */
    public PortSettings usage(String text) {
        return new PortSettings(name, Optional.of(Objects.requireNonNull(text, "usage")), direction, normal);
    }

    /**
     * Another direction. The topology changes with it: maps and handles made before are void.
     *
     * @param way input or output
     * @return a copy
     */
    public PortSettings direction(Port.Direction way) {
        return new PortSettings(name, usage, Optional.of(way), normal);
    }

    /**
     * Another idle state. An output that is active stays active: its circuit flips. An input's logical state flips.
     *
     * @param state open or closed
     * @return a copy
     */
    public PortSettings normal(CircuitState state) {
        return new PortSettings(name, usage, direction, Optional.of(state));
    }
}
