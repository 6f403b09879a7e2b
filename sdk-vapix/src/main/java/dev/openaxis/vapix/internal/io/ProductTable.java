package dev.openaxis.vapix.internal.io;

import dev.openaxis.vapix.io.Port.Basis;
import dev.openaxis.vapix.io.Port.Terminal;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.Product;
import dev.openaxis.vapix.io.Product.Kind;
import dev.openaxis.vapix.io.Product.Terminals;
import dev.openaxis.vapix.io.ProductLimits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is publicly known about the terminals of products, each fact with its basis. */
public final class ProductTable {

    private record Known(Terminal terminal, boolean relay) {}

    /**
     * The A9210's own ports in order (manual A9210; supervised-io page for the input ids; the relay was driven as port 1 of
     * port.cgi on a real device). Outputs 3, 4 and 6 follow from the order only.
     */
    private static final List<Known> A9210 = List.of(
            new Known(new Terminal("Relay", Basis.OBSERVED), true),
            new Known(new Terminal("I1", Basis.DOCUMENTED), false),
            new Known(new Terminal("I2", Basis.DOCUMENTED), false),
            new Known(new Terminal("RS485 and I/O pin 5", Basis.INFERRED), false),
            new Known(new Terminal("RS485 and I/O pin 6", Basis.INFERRED), false),
            new Known(new Terminal("I3", Basis.DOCUMENTED), false),
            new Known(new Terminal("RS485 and I/O pin 8", Basis.INFERRED), false),
            new Known(new Terminal("I/O 1", Basis.DOCUMENTED), false),
            new Known(new Terminal("I/O 2", Basis.DOCUMENTED), false),
            new Known(new Terminal("I4", Basis.DOCUMENTED), false),
            new Known(new Terminal("I5", Basis.DOCUMENTED), false));

    /** Door controllers, whose relays and locks belong to doors (VAPIX physical-access-control; manual A1710-B). */
    private static final Set<String> DOOR_CONTROLLERS = Set.of("A1001", "A1210", "A1601", "A1610", "A1710", "A1810");

    private static final Set<String> GPIO_PRODUCTS = Set.of("A9161", "A9188");

    /** Manual A9210: connectors, relay jumper, expansion modules. */
    private static final ProductLimits A9210_LIMITS =
            new ProductLimits(16, 128, 64, 200, 1000, 2000, 30, 100, 30, 50, 200);

    private static final int RELAY_MILLIAMPERES = 2000;

    /** Manuals of A9210, A9910 and A1710-B; examples of the axgpio documentation for the A9188. */
    private static final List<Product> PRODUCTS = List.of(
            new Product(
                    "A9210",
                    List.of(
                            some(Kind.INPUT, 5),
                            some(Kind.CONFIGURABLE, 2, 100),
                            some(Kind.OUTPUT, 3, 100),
                            some(Kind.RELAY, 1, RELAY_MILLIAMPERES),
                            some(Kind.SENSOR, 8)),
                    Optional.of(A9210_LIMITS)),
            new Product(
                    "A9910",
                    List.of(some(Kind.CONFIGURABLE, 8), some(Kind.RELAY, 4), some(Kind.SENSOR, 4)),
                    Optional.empty()),
            new Product("A9188", List.of(some(Kind.CONFIGURABLE, 8), some(Kind.RELAY, 8)), Optional.empty()),
            new Product(
                    "A1710",
                    List.of(
                            some(Kind.INPUT, 3),
                            some(Kind.OUTPUT, 3),
                            some(Kind.CONFIGURABLE, 2),
                            some(Kind.TAMPER_INPUT, 1),
                            some(Kind.ALARM_INPUT, 1),
                            some(Kind.DOOR_INPUT, 8),
                            some(Kind.RELAY, 1, RELAY_MILLIAMPERES),
                            some(Kind.DOOR_RELAY, 4, 2 * RELAY_MILLIAMPERES),
                            some(Kind.AUXILIARY_RELAY, 4, RELAY_MILLIAMPERES)),
                    Optional.empty()));

    private ProductTable() {}

    private static Terminals some(Kind kind, int count) {
        return new Terminals(kind, count, OptionalInt.empty());
    }

    private static Terminals some(Kind kind, int count, int milliamperes) {
        return new Terminals(kind, count, OptionalInt.of(milliamperes));
    }

    /** What a product has on its terminals. */
    public static Optional<Product> product(String model) {
        String family = family(model);
        return PRODUCTS.stream()
                .filter(product -> product.model().equals(family))
                .findFirst();
    }

    static String family(String model) {
        int dash = model.indexOf('-');
        return (dash < 0 ? model : model.substring(0, dash)).trim().toUpperCase(Locale.ROOT);
    }

    /** What each of the twelve ports of an A9910 is that follow an A9210's own, if there is one (one was observed). */
    private static final int A9910_IO = 8;

    private static final int A9910_PORTS = 12;

    private static Optional<Terminal> ofOnlyModule(String model, PortId port, int ports) {
        int place = port.index() - A9210.size();
        if (!family(model).equals("A9210")
                || ports != A9210.size() + A9910_PORTS
                || place < 0
                || place >= A9910_PORTS) {
            return Optional.empty();
        }
        String print = place < A9910_IO ? "I/O " + (place + 1) : "Relay " + (place - A9910_IO + 1);
        return Optional.of(new Terminal("A9910 " + print, Basis.INFERRED));
    }

    private static Optional<Known> known(String model, PortId port) {
        return family(model).equals("A9210") && port.index() < A9210.size()
                ? Optional.of(A9210.get(port.index()))
                : Optional.empty();
    }

    /**
     * The terminal a port is wired to. With several expansion modules nothing is known about the order of their ports.
     *
     * @param ports how many ports the device has
     */
    public static Optional<Terminal> terminal(String model, PortId port, int ports) {
        return known(model, port).map(Known::terminal).or(() -> ofOnlyModule(model, port, ports));
    }

    /** Whether it is proven that the port is a relay. */
    public static boolean provenRelay(String model, PortId port) {
        return known(model, port)
                .filter(known -> known.relay() && known.terminal().basis() != Basis.INFERRED)
                .isPresent();
    }

    /** Whether the product is one of the two with the general purpose I/O service (VAPIX input-and-outputs). */
    static boolean mayHaveGpio(String model) {
        return GPIO_PRODUCTS.contains(family(model));
    }

    /** Whether the product's outputs may be doors. */
    public static boolean doorController(String model, String productType) {
        return DOOR_CONTROLLERS.contains(family(model))
                || productType.toLowerCase(Locale.ROOT).contains("door controller");
    }

    /** Whether {@code port.cgi} was seen to hold its answer until a pulse is over (a real A9210, third-party measurement). */
    public static boolean holdsAnswers(String model) {
        return family(model).equals("A9210");
    }
}
