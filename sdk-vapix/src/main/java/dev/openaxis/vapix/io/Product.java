package dev.openaxis.vapix.io;

import dev.openaxis.vapix.internal.io.ProductTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a product has on its terminals, for checks while planning (manuals; for the A9188 the documentation of its
 * {@code axgpio}). What a device at hand really has, it says itself: {@link Io#ports}.
 *
 * @param model product number without its suffix, for example {@code A1710}
 * @param terminals what there is, each kind once
 * @param limits what its connectors carry and reach, as far as public
 */
public record Product(String model, List<Terminals> terminals, Optional<ProductLimits> limits) {

    /** Makes the list immutable. */
    public Product {
        terminals = List.copyOf(terminals);
    }

    /** What a terminal is for. */
    public enum Kind {
        /** An input that can be supervised. */
        INPUT,
        /** An open-drain output. */
        OUTPUT,
        /** Input or output as configured; as an input it can be supervised. */
        CONFIGURABLE,
        /** A form C relay. */
        RELAY,
        /** An input of a door, not among the ports. */
        DOOR_INPUT,
        /** A form C relay of a door, not to be driven as a port. */
        DOOR_RELAY,
        /** A further form C relay of a door controller. */
        AUXILIARY_RELAY,
        /** The input of a tamper switch. */
        TAMPER_INPUT,
        /** The input of an alarm panel. */
        ALARM_INPUT,
        /** A place for a Modbus sensor. */
        SENSOR
    }

    /**
     * All terminals of one kind.
     *
     * @param kind what they are for
     * @param count how many there are, at least 1
     * @param milliamperes most current through each, where a public manual says it
     */
    public record Terminals(Kind kind, int count, OptionalInt milliamperes) {}

    /**
     * A product by its number: A9210, A9910, A9188 and A1710-B. The A9161's manual was not at hand.
     *
     * @param model product number, for example {@code A9210}, as {@link dev.openaxis.vapix.DeviceInfo#model} tells it
     * @return what it has, empty where it is not known
     */
    public static Optional<Product> of(String model) {
        return ProductTable.product(model);
    }

    /**
     * How many terminals of a kind there are.
     *
     * @param kind what they are for
     * @return the number, 0 if there are none
     */
    public int count(Kind kind) {
        return terminals.stream()
                .filter(terminal -> terminal.kind() == kind)
                .mapToInt(Terminals::count)
                .sum();
    }
}
