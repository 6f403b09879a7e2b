package dev.openaxis.examples;

import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Port;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits until an input becomes active. */
public final class WaitForInput {
    private WaitForInput() {}

    /**
     * Runs it.
     *
     * @param arguments as for the quickstart
     * @throws IOException if the password file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        try (Stage stage = Stage.of(arguments);
                AxisDevice device = stage.device().connect()) {
            PortId input = PortId.of(stage.number("input", 1));
            CompletableFuture<Port> active =
                    device.io().async().awaitState(input, PortState.ACTIVE, Duration.ofSeconds(30));
            stage.simulated().ifPresent(simulated -> simulated.input(1).close());
            System.out.println("OK wait-for-input " + active.join());
        }
    }
}
