package dev.openaxis.examples;

import dev.openaxis.core.live.Gap;
import dev.openaxis.core.live.LiveItem;
import dev.openaxis.core.live.Subscription;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.PortEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.PortState;
import dev.openaxis.vapix.io.RelayId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps listening while the device restarts: the stream comes back by itself, tells the gap and what changed in it, and the
 * same device object switches again.
 */
public final class SurviveRestart {
    private SurviveRestart() {}

    /**
     * Runs it on a simulated device.
     *
     * @param arguments none
     * @throws IOException never in the simulated form
     * @throws InterruptedException if the program is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Stage stage = Stage.of(arguments);
                AxisDevice device = stage.device().connect()) {
            SimulatedDevice simulated = stage.simulated().orElseThrow();
            device.io().relay(RelayId.of(0)).activate();
            CountDownLatch firstStates = new CountDownLatch(1);
            CountDownLatch gapTold = new CountDownLatch(1);
            CountDownLatch relayOpened = new CountDownLatch(1);
            try (Subscription live = device.events().subscribe(item -> {
                System.out.println(item);
                if (item instanceof Gap) {
                    gapTold.countDown();
                } else if (item instanceof LiveItem.Happened happened && happened.event() instanceof PortEvent event) {
                    firstStates.countDown();
                    if (event.port().equals(PortId.of(0)) && event.state() == PortState.INACTIVE) {
                        relayOpened.countDown();
                    }
                }
            })) {
                require(firstStates.await(10, TimeUnit.SECONDS), "no states came");
                simulated.restart(Duration.ofMillis(500));
                require(gapTold.await(60, TimeUnit.SECONDS), "no gap was told");
                // Outputs are open after a restart, and the gap is followed by what changed.
                require(relayOpened.await(10, TimeUnit.SECONDS), "the open relay was not told");
                device.io().relay(RelayId.of(0)).activate();
                require(live.active(), "the stream ended");
            }
            System.out.println(
                    "OK survive-restart closures=" + simulated.relay(0).closures() + " gaps=1");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
