package dev.openaxis.examples;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.WrongPortException;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;

/** Counts and times calls with Micrometer. */
public final class Metrics {
    private Metrics() {}

    /**
     * Runs it on a simulated device.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (SimulatedDevice simulated = SimulatedDevice.a9210().start();
                AxisRuntime runtime = AxisRuntime.builder()
                        .onCall(new MicrometerCalls(registry))
                        .build();
                AxisDevice device = Stage.device(simulated, runtime).connect()) {
            device.io().ports();
            device.io().relay(RelayId.of(0)).activate();
            try {
                device.io().output(PortId.of(1)).activate();
                throw new IllegalStateException("an input was driven");
            } catch (WrongPortException e) {
                System.out.println("as it should be: " + e.getMessage());
            }
        }
        long calls = 0;
        long failures = 0;
        for (Timer timer : registry.find("axis.calls").timers()) {
            System.out.printf(
                    "%-12s %-20s %d x, %.1f ms%n",
                    timer.getId().getTag("operation"),
                    timer.getId().getTag("outcome"),
                    timer.count(),
                    timer.mean(TimeUnit.MILLISECONDS));
            calls += timer.count();
            failures += "ok".equals(timer.getId().getTag("outcome")) ? 0 : timer.count();
        }
        if (calls != 4 || failures != 1) {
            throw new IllegalStateException("four calls were made and one failed, not " + calls + " and " + failures);
        }
        System.out.println("OK metrics calls=" + calls + " failures=" + failures);
    }
}
