package dev.openaxis.testkit.internal;

import dev.openaxis.testkit.Direction;
import dev.openaxis.testkit.GpioVariant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The A9188 network I/O relay module with its own numbering of versions. {@code Properties} is recorded on 1.84.1; ports
 * are those of the documentation's examples, reference 02 sections 5.2 and 8.1: eight configurable I/Os, eight relays.
 * Nothing else of it is recorded: {@code Brand} is composed.
 */
public final class A9188 {
    private static final int IOS = 8;
    private static final int PORTS = 16;
    private static final List<String> PARAMETERS = Recorded.lines("parameters-A9188-1.84.1.txt");

    /** Documented to identify the service; not on the recorded device. */
    private static final List<String> GPIO_PROPERTIES =
            List.of("root.Properties.API.GPIO.GPIO=yes", "root.Properties.API.GPIO.Version=1.0");

    private static final List<String> PORT_GROUPS =
            List.of("root.Input.NbrOfInputs=${inputs}", ParameterTree.PORTS, "root.Output.NbrOfOutputs=${outputs}");

    private A9188() {}

    /**
     * The product.
     *
     * @return its description
     */
    public static Product product() {
        Set<String> endpoints = new HashSet<>(Product.CLASSIC);
        endpoints.addAll(Set.of("axgpio", "soap"));
        return new Product(
                "A9188",
                "1.84.1",
                Set.copyOf(endpoints),
                ports(),
                new Product.Terminals(List.of(), numbers(0, IOS), numbers(IOS, PORTS)),
                0,
                17,
                new Product.Description("Network I/O Relay Module", null, A9188::parameters, PortKeys.OF_12));
    }

    private static List<PortSpec> ports() {
        List<PortSpec> ports = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            boolean relay = i >= IOS;
            String output = "Output " + (i + 1);
            // "Output 4" for port 3 in a documented example; the name as an input follows it (inference).
            ports.add(new PortSpec(
                    i,
                    relay ? "relay " + (i - IOS + 1) : "I/O " + (i + 1),
                    relay ? Direction.OUTPUT : Direction.INPUT,
                    !relay,
                    relay ? output : "Input " + (i + 1),
                    relay ? null : output,
                    false,
                    relay ? Sensing.NONE : Sensing.MILLIVOLTS,
                    null));
        }
        return List.copyOf(ports);
    }

    private static List<Integer> numbers(int from, int to) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add(i);
        }
        return List.copyOf(numbers);
    }

    private static List<String> parameters(DeviceConfig config) {
        List<String> lines = new ArrayList<>(PARAMETERS);
        if (config.is(GpioVariant.PORT_PARAMETERS)) {
            lines.addAll(PORT_GROUPS);
        }
        if (config.is(GpioVariant.GPIO_PROPERTIES)) {
            lines.addAll(GPIO_PROPERTIES);
        }
        return lines;
    }
}
