package dev.openaxis.testkit.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The A9210 network I/O relay module. Its port list is reference 02 section 8.2: relay and inputs observed and
 * documented, outputs 3, 4 and 6 inference from the order. Its parameters are those recorded on a D4200-VE (12.9.57),
 * reduced; no recording of an A9210 is public.
 */
public final class A9210 {
    private static final List<String> PARAMETERS = Recorded.lines("parameters-12.9.57.txt");

    private A9210() {}

    /**
     * The product.
     *
     * @return its description
     */
    public static Product product() {
        Set<String> endpoints = new HashSet<>(Product.CLASSIC);
        endpoints.addAll(Set.of(
                "api-discovery",
                "basic-device-info",
                "systemready",
                "io-port-management",
                "supervised-io",
                "event-streaming-over-websocket",
                "mqtt-client",
                "event-mqtt-bridge",
                "device-config",
                "soap"));
        return new Product(
                "A9210",
                "12.9.57",
                Set.copyOf(endpoints),
                ports(),
                new Product.Terminals(List.of(1, 2, 5, 9, 10), List.of(7, 8), List.of(0)),
                16,
                6,
                new Product.Description("Network I/O Relay Module", null, config -> PARAMETERS, PortKeys.OF_12));
    }

    private static List<PortSpec> ports() {
        return List.of(
                PortSpec.output(0, "relay"),
                PortSpec.input(1, "I1"),
                PortSpec.input(2, "I2"),
                PortSpec.output(3, "output 1 (RS485 connector pin 5)"),
                PortSpec.output(4, "output 2 (RS485 connector pin 6)"),
                PortSpec.input(5, "I3"),
                PortSpec.output(6, "output 3 (RS485 connector pin 8)"),
                PortSpec.auxiliary(7, "I/O 1"),
                PortSpec.auxiliary(8, "I/O 2"),
                PortSpec.input(9, "I4"),
                PortSpec.input(10, "I5"));
    }
}
