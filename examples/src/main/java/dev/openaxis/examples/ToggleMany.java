package dev.openaxis.examples;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.CallOptions;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedSite;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.Actuation;
import dev.openaxis.vapix.io.RelayId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Switches a relay on 500 simulated devices at once, with one runtime and a handful of threads. */
public final class ToggleMany {
    private ToggleMany() {}

    /**
     * Runs it.
     *
     * @param arguments {@code --devices N}, default 500
     * @throws IOException never in the simulated form
     */
    public static void main(String[] arguments) throws IOException {
        int count = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 500;
        long started = System.nanoTime();
        try (SimulatedSite site = SimulatedSite.of(count, SimulatedDevice.a9210());
                AxisRuntime runtime = AxisRuntime.create()) {
            List<CompletableFuture<AxisDevice>> connecting = new ArrayList<>();
            for (SimulatedDevice simulated : site.devices()) {
                connecting.add(Stage.device(simulated, runtime)
                        .with(CallOptions.deadline(Duration.ofSeconds(60)))
                        .connectAsync());
            }
            List<AxisDevice> devices =
                    connecting.stream().map(CompletableFuture::join).toList();
            long connected = System.nanoTime();
            List<CompletableFuture<Actuation>> switching = devices.stream()
                    .map(device -> device.io().relay(RelayId.of(0)).async().activate())
                    .toList();
            long confirmed = switching.stream()
                    .map(CompletableFuture::join)
                    .filter(Actuation::changed)
                    .count();
            long closed = site.devices().stream()
                    .filter(simulated ->
                            simulated.relay(0).isClosed() && simulated.relay(0).closures() == 1)
                    .count();
            if (closed != count || confirmed != count) {
                throw new IllegalStateException(confirmed + " confirmed, " + closed + " relays closed exactly once");
            }
            System.out.printf(
                    Locale.ROOT,
                    "OK toggle-many devices=%d confirmed=%d relays_closed_once=%d connect_s=%.1f switch_s=%.1f%n",
                    count,
                    confirmed,
                    closed,
                    (connected - started) / 1e9,
                    (System.nanoTime() - connected) / 1e9);
        }
    }
}
