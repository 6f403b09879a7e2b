package dev.openaxis.examples;

import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Port;
import java.io.IOException;
import java.util.List;

/** Lists a device's ports. */
public final class ListPorts {
    private ListPorts() {}

    /**
     * Runs it.
     *
     * @param arguments as for the quickstart
     * @throws IOException if the password file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        try (Stage stage = Stage.of(arguments);
                AxisDevice device = stage.device().connect()) {
            List<Port> ports = device.io().ports();
            for (Port port : ports) {
                System.out.println(port);
                port.activateUrl().ifPresent(url -> System.out.println("  switch on:  " + url));
                port.deactivateUrl().ifPresent(url -> System.out.println("  switch off: " + url));
            }
            System.out.println("OK list-ports ports=" + ports.size());
        }
    }
}
