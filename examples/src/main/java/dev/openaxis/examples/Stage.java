package dev.openaxis.examples;

import dev.openaxis.core.AxisRuntime;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What an example plays on: a simulated A9210, or the real device named on the command line. */
final class Stage implements AutoCloseable {
    private static final String SIMULATED_USER = "root";
    private static final String SIMULATED_PASSWORD = "pass-of-tests";

    private final Map<String, String> options;
    private final @Nullable SimulatedDevice simulated;

    private Stage(Map<String, String> options, @Nullable SimulatedDevice simulated) {
        this.options = options;
        this.simulated = simulated;
    }

    /** Reads {@code --name value} pairs; without {@code --device} a simulated device is started. */
    static Stage of(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 >= arguments.length) {
                throw new IllegalArgumentException("options come as --name value: " + arguments[i]);
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return new Stage(
                options,
                options.containsKey("device") ? null : SimulatedDevice.a9210().start());
    }

    /** The simulated device, if there is one. */
    Optional<SimulatedDevice> simulated() {
        return Optional.ofNullable(simulated);
    }

    /** An option's value. */
    int number(String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    /** How to reach the device. */
    AxisDevice.Builder device() throws IOException {
        if (simulated != null) {
            return AxisDevice.builder(simulated.httpsUri().toString())
                    .credentials(Credentials.of(SIMULATED_USER, SIMULATED_PASSWORD))
                    .trust(TrustPolicy.pinned(simulated.certificateSha256()));
        }
        return AxisDevice.builder(required("device"))
                .credentials(Credentials.fromFile(required("user"), Path.of(required("password-file"))))
                .trust(trust());
    }

    /** How to reach another simulated device, sharing threads. */
    static AxisDevice.Builder device(SimulatedDevice other, AxisRuntime runtime) {
        return AxisDevice.builder(other.httpsUri().toString())
                .credentials(Credentials.of(SIMULATED_USER, SIMULATED_PASSWORD))
                .trust(TrustPolicy.pinned(other.certificateSha256()))
                .runtime(runtime);
    }

    /** Waits for what the simulation does to arrive. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("not within a minute: " + what);
            }
            Thread.sleep(50);
        }
    }

    private TrustPolicy trust() {
        String trust = options.getOrDefault("trust", "public");
        return trust.startsWith("pin:") ? TrustPolicy.pinned(trust.substring(4)) : TrustPolicy.publicAuthorities();
    }

    private String required(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    @Override
    public void close() {
        if (simulated != null) {
            simulated.close();
        }
    }
}
