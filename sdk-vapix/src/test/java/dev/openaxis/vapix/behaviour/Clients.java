package dev.openaxis.vapix.behaviour;

import static org.awaitility.Awaitility.await;

import dev.openaxis.core.Credentials;
import dev.openaxis.core.tls.TrustPolicy;
import dev.openaxis.testkit.ReceivedRequest;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** How these tests reach a simulated device, and what they ask it afterwards. */
final class Clients {
    static final String PASSWORD = SimulatedDevice.DEFAULT_PASSWORD;
    static final Credentials ACCOUNT = Credentials.of(SimulatedDevice.DEFAULT_USER, PASSWORD);

    /** Long enough for a loaded machine; nothing waits this long when all is well. */
    static final Duration SOON = Duration.ofSeconds(20);

    private Clients() {}

    static AxisDevice.Builder clearText(SimulatedDevice device) {
        return at(device.httpUri());
    }

    static AxisDevice.Builder secure(SimulatedDevice device) {
        return at(device.httpsUri()).trust(TrustPolicy.pinned(device.certificateSha256()));
    }

    static AxisDevice.Builder at(URI address) {
        return AxisDevice.builder(address.toString()).credentials(ACCOUNT);
    }

    static AxisDevice connect(SimulatedDevice device) {
        return clearText(device).connect();
    }

    /** What was asked of {@code port.cgi} in its own words, for example {@code 1:/300\}; and every change over JSON. */
    static List<String> actions(SimulatedDevice device) {
        return device.requests().stream()
                .filter(Clients::isAction)
                .map(Clients::words)
                .toList();
    }

    private static boolean isAction(ReceivedRequest request) {
        return request.target().contains("port.cgi?action=")
                || request.bodyText().contains("setPorts")
                || request.bodyText().contains("setStateSequence");
    }

    private static String words(ReceivedRequest request) {
        String target = request.target();
        int action = target.indexOf("action=");
        return action < 0
                ? request.bodyText()
                : URLDecoder.decode(target.substring(action + "action=".length()), StandardCharsets.UTF_8);
    }

    /** Waits until the device has executed this many actions, and no more shortly after. */
    static void awaitExecuted(SimulatedDevice device, long actions) {
        await().atMost(SOON)
                .during(Duration.ofMillis(150))
                .until(() -> device.counters().actionsExecuted() == actions);
    }
}
