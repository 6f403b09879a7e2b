package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FirstContactTest {
    @Test
    void aDeviceIsStartedInOneLineAndAnswersOnBothListeners() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client http = new Client(device);
            Client https = new Client(device, "root", "pass-of-tests", true);

            assertThat(http.get("/axis-cgi/usergroup.cgi").body()).isEqualTo("root\nadmin operator viewer ptz\n");
            assertThat(https.get("/axis-cgi/usergroup.cgi").body()).isEqualTo("root\nadmin operator viewer ptz\n");
            assertThat(device.certificateSha256()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void theRelayReallySwitches() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            JsonNode answer = client.json(
                    "/axis-cgi/io/portmanagement.cgi",
                    "{\"apiVersion\":\"1.0\",\"context\":\"x\",\"method\":\"setPorts\",\"params\":{\"ports\":[{\"port\":\"0\",\"state\":\"closed\"}]}}");

            assertThat(answer.at("/data/ports/0").asText()).isEqualTo("0");
            assertThat(answer.at("/context").asText()).isEqualTo("x");
            assertThat(device.relay(0).isClosed()).isTrue();
            assertThat(device.relay(0).closures()).isEqualTo(1);
            assertThat(device.counters().actionsExecuted()).isEqualTo(1);
        }
    }

    @Test
    void aPulseIsHeldUntilItEnds() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            Client client = new Client(device);
            long begin = System.nanoTime();
            CompletableFuture<HttpResponse<String>> pulse =
                    client.getAsync("/axis-cgi/io/port.cgi?action=1%3A%2F300%5C");
            HttpResponse<String> answer = pulse.get();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(device.relay(0).transitions())
                    .extracting(Transition::closed)
                    .containsExactly(true, false);
        }
    }

    @Test
    void aWiredInputIsReported() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            device.input(3).close();
            assertThat(new Client(device).get("/axis-cgi/io/port.cgi?check=6,7").body())
                    .isEqualTo("port6=1\nport7=0\n");
        }
    }
}
