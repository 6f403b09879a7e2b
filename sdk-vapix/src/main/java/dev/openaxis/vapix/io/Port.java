package dev.openaxis.vapix.io;

import java.net.URI;
import java.util.Optional;

/**
 * A port as the device described it at one moment, over one of several APIs: see {@link PortApi}.
 *
 * @param id number, from 0
 * @param kind input, output or relay; relay only where that is proven
 * @param direction input or output at the moment
 * @param name display name, possibly empty
 * @param usage purpose such as {@code Door}, {@code REX}, {@code Button}, {@code Tampering}; possibly empty
 * @param configurable whether the direction can be changed
 * @param readOnly whether nothing about the port can be changed; only io-port-management tells it
 * @param circuit the circuit's state
 * @param normal the circuit's idle state; {@link CircuitState#UNKNOWN} if the device did not say, and then actions never
 *     assume one
 * @param terminal the terminal it is wired to, where that is known
 * @param activateUrl address that switches the port to active, the web interface's toggle URL, without credentials; empty
 *     for inputs
 * @param deactivateUrl address that switches the port to inactive; empty for inputs
 * @param source the device API that told all this
 */
public record Port(
        PortId id,
        Kind kind,
        Direction direction,
        String name,
        String usage,
        boolean configurable,
        boolean readOnly,
        CircuitState circuit,
        CircuitState normal,
        Optional<Terminal> terminal,
        Optional<URI> activateUrl,
        Optional<URI> deactivateUrl,
        PortApi source) {

    /** Which way a port works. */
    public enum Direction {
        /** Senses. */
        INPUT,
        /** Drives. */
        OUTPUT,
        /** The device said something else. */
        UNKNOWN
    }

    /** What a port is. */
    public enum Kind {
        /** Senses a contact. */
        INPUT,
        /** Drives a load to ground, or a relay that nothing proves to be one. */
        OUTPUT,
        /** A relay, by the device's own word over axgpio, the product table or an accepted port map. */
        RELAY,
        /** The device said something else. */
        UNKNOWN
    }

    /**
     * A screw terminal.
     *
     * @param name its print, for example {@code I1} or {@code I/O 2}
     * @param basis how it is known that the port is wired to it
     */
    public record Terminal(String name, Basis basis) {
        @Override
        public String toString() {
            return basis == Basis.INFERRED ? name + "?" : name;
        }
    }

    /** How a mapping is known. */
    public enum Basis {
        /** The manufacturer's documentation says so. */
        DOCUMENTED,
        /** It was seen on a real device. */
        OBSERVED,
        /**
         * The print follows from the order of things. The port can be driven by its id, which is the device's own; which
         * terminal that is has to be checked on site, and accepted as a {@link PortMap}.
         */
        INFERRED,
        /** The host checked the wiring and accepted a {@link PortMap}. */
        COMMISSIONED
    }

    /**
     * The logical state.
     *
     * @return active if the circuit differs from its normal state; unknown if either is
     */
    public PortState state() {
        if (circuit == CircuitState.UNKNOWN || normal == CircuitState.UNKNOWN) {
            return PortState.UNKNOWN;
        }
        return circuit == normal ? PortState.INACTIVE : PortState.ACTIVE;
    }

    @Override
    public String toString() {
        return id + terminal.map(t -> " (" + t + ")").orElse("") + " "
                + kind.name().toLowerCase(java.util.Locale.ROOT) + " \"" + name + "\" " + state();
    }
}
