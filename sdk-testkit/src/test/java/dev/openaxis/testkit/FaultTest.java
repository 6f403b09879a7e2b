package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultTest {
    private static final String ACTIVATE = "/axis-cgi/io/port.cgi?action=1%3A%2F";
    private static final String PORTS = "/axis-cgi/io/portmanagement.cgi";
    private static final String GET_PORTS = "{\"apiVersion\":\"1.0\",\"context\":\"q\",\"method\":\"getPorts\"}";

    @RegisterExtension
    SimulatedDeviceExtension a9210 = SimulatedDeviceExtension.of(SimulatedDevice.a9210());

    private static void fails(ThrowingCallable request) {
        assertThatThrownBy(request).hasRootCauseInstanceOf(IOException.class);
    }

    private static Duration timed(Runnable task) {
        long begin = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void latencyDelaysTheWork(SimulatedDevice device) throws Exception {
        Client client = new Client(device);
        device.faults().inject(Fault.latency(Duration.ofMillis(300)).on("/axis-cgi/io/"));
        CompletableFuture<HttpResponse<String>> slow = client.getAsync(ACTIVATE);
        assertThat(device.takeRequest(Duration.ofSeconds(5)).user()).isNull();
        device.takeRequest(Duration.ofSeconds(5));
        assertThat(device.relay(0).isClosed()).isFalse();
        assertThat(slow.get().statusCode()).isEqualTo(200);
        assertThat(device.relay(0).isClosed()).isTrue();
    }

    @Test
    void aDelayedRequestIsNotCarriedOutAfterARestart(SimulatedDevice device) throws Exception {
        Client client = new Client(device);
        device.faults().inject(Fault.latency(Duration.ofMillis(400)).on("/axis-cgi/io/"));
        CompletableFuture<HttpResponse<String>> slow = client.getAsync(ACTIVATE);
        device.takeRequest(Duration.ofSeconds(5));
        device.takeRequest(Duration.ofSeconds(5));
        String before = device.bootId();

        // Down for longer than the delay, so that a client that sends again by itself finds nobody.
        device.restart(Duration.ofMillis(800));
        fails(slow::join);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> device.isReady() && !device.bootId().equals(before));
        assertThat(device.counters().actionsExecuted()).isZero();
        assertThat(device.relay(0).closures()).isZero();
    }

    @Test
    void aLateAnswerComesAfterTheWork(SimulatedDevice device) throws Exception {
        Client client = new Client(device);
        device.faults().inject(Fault.lateAnswer(Duration.ofMillis(500)));
        CompletableFuture<HttpResponse<String>> late = client.getAsync(ACTIVATE);
        await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
        assertThat(late).isNotDone();
        assertThat(late.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aStalledRequestIsNeverAnswered(SimulatedDevice device) {
        Client client = new Client(device);
        device.faults().inject(Fault.stall()).inject(Fault.stallAfterExecuting());
        CompletableFuture<HttpResponse<String>> first = client.getAsync(ACTIVATE);
        await().atMost(Duration.ofSeconds(20)).until(() -> device.faults().pending() == 1);
        assertThat(device.relay(0).isClosed()).isFalse();
        CompletableFuture<HttpResponse<String>> second = client.getAsync(ACTIVATE);
        await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(device.counters().actionsExecuted()).isEqualTo(1);
    }

    @Test
    void aResetHappensBeforeOrAfterTheRelayMoved(SimulatedDevice device) {
        Client client = new Client(device);
        client.get("/axis-cgi/usergroup.cgi");
        device.faults().inject(Fault.resetBeforeExecuting().always());
        // The JDK's client may send a GET again by itself.
        fails(() -> client.get(ACTIVATE));
        assertThat(device.relay(0).closures()).isZero();
        device.faults().clear();
        device.faults().inject(Fault.resetAfterExecuting().always());
        fails(() -> client.get(ACTIVATE));
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.counters().actionsExecuted()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aHeldPulseIsCutAtOnceAndRunsOn(SimulatedDevice device) {
        Client client = new Client(device);
        device.faults().inject(Fault.resetAfterExecuting().always());
        fails(() -> client.get("/axis-cgi/io/port.cgi?action=1%3A%2F400%5C"));
        assertThat(device.relay(0).isClosed()).isTrue();
        await().atMost(Duration.ofSeconds(20)).until(() -> !device.relay(0).isClosed());
    }

    @Test
    void bodiesAreCutResetOrSlow(SimulatedDevice device) {
        Client client = new Client(device);
        client.post(PORTS, GET_PORTS);
        device.faults().inject(Fault.resetMidBody());
        fails(() -> client.post(PORTS, GET_PORTS));
        device.faults().inject(Fault.truncate());
        fails(() -> client.post(PORTS, GET_PORTS));
        device.faults().inject(Fault.slowBody(Duration.ofMillis(5)).on("/axis-cgi/usergroup.cgi"));
        assertThat(timed(() -> assertThat(client.get("/axis-cgi/usergroup.cgi").body())
                        .isEqualTo("root\nadmin operator viewer ptz\n")))
                .isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void answersAreReplaced(SimulatedDevice device) {
        Client client = new Client(device);
        client.get("/axis-cgi/usergroup.cgi");
        device.faults()
                .inject(Fault.status(503, "Retry-After", "3").on(ACTIVATE))
                .inject(Fault.errorInsideOk(1100, "Internal error").on(PORTS))
                .inject(Fault.body("text/html", "<html>login</html>").on(PORTS).times(2));
        HttpResponse<String> unavailable = client.get(ACTIVATE);
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("3");
        assertThat(client.json(PORTS, GET_PORTS).toString())
                .isEqualTo("{\"apiVersion\":\"1.0\",\"context\":\"q\",\"method\":\"getPorts\","
                        + "\"error\":{\"code\":1100,\"message\":\"Internal error\"}}");
        assertThat(client.post(PORTS, GET_PORTS).body()).isEqualTo("<html>login</html>");
        assertThat(client.post(PORTS, GET_PORTS).headers().firstValue("Content-Type"))
                .contains("text/html");
        assertThat(client.json(PORTS, GET_PORTS).has("data")).isTrue();
        assertThat(device.faults().pending()).isZero();
        assertThat(device.counters().actionsExecuted()).isZero();
    }

    @Test
    void garbageComesInsteadOfHttp(SimulatedDevice device) {
        Client client = new Client(device);
        client.get("/axis-cgi/usergroup.cgi");
        device.faults()
                .inject(Fault.garbage("\u0000\u0001SSH-2.0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))
                        .always());
        fails(() -> client.get(ACTIVATE));
        assertThat(device.relay(0).transitions()).isEmpty();
    }

    @Test
    void aHugeBodyGoesOnForAsLongAsItWasAskedTo(SimulatedDevice device) {
        Client client = new Client(device);
        client.get("/axis-cgi/usergroup.cgi");
        device.faults().inject(Fault.hugeBody(3_000_000));
        fails(() -> client.post(PORTS, GET_PORTS));
        assertThat(client.json(PORTS, GET_PORTS).has("data")).isTrue();
    }

    @Test
    void aFreshNonceIsCalledStale(SimulatedDevice device) {
        Client client = new Client(device);
        client.get("/axis-cgi/usergroup.cgi");
        device.faults().inject(Fault.staleNonce());
        HttpResponse<String> answer = client.get(ACTIVATE);
        // The client takes the new nonce and repeats.
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(device.counters().challenges()).isEqualTo(2);
        assertThat(device.relay(0).closures()).isEqualTo(1);
        assertThat(device.counters().failedLogins()).isZero();
    }

    @Test
    void faultsSpareRequestsThatAreChallengedUnlessToldOtherwise(SimulatedDevice device) {
        Client client = new Client(device);
        device.faults().inject(Fault.status(500));
        HttpResponse<String> challenge = client.anonymous(client.request(ACTIVATE));
        assertThat(challenge.statusCode()).isEqualTo(401);
        assertThat(device.faults().pending()).isEqualTo(1);
        device.faults().clear();
        device.faults().inject(Fault.status(500).beforeAuthentication());
        assertThat(client.anonymous(client.request(ACTIVATE)).statusCode()).isEqualTo(500);
    }

    @Test
    void webSocketsAreFrozenMutedAndClosed(SimulatedDevice device) {
        EventClient events = EventClient.open(device);
        events.configure("tns1:Device/tnsaxis:IO/Port");
        events.notifications(8);
        device.faults().muteEvents(true);
        device.input(1).close();
        device.faults().muteEvents(false);
        device.input(2).close();
        assertThat(events.notification()).contains("{\"port\":\"2\"}");

        EventClient frozen = EventClient.open(device);
        frozen.configure("tns1:No/Topic");
        device.faults().closeWebSockets();
        assertThat(events.closed().join()).isEqualTo(1001);
        await().atMost(Duration.ofSeconds(20)).until(() -> device.counters().webSocketsOpen() == 0);
    }

    @Test
    void aHalfOpenWebSocketIsSilentButConnected(SimulatedDevice device) {
        EventClient events = EventClient.open(device);
        events.configure("tns1:Device/tnsaxis:IO/Port");
        events.notifications(8);
        long sent = device.counters().notificationsSent();
        device.faults().halfOpenWebSockets();
        device.input(1).close();
        assertThat(device.counters().notificationsSent()).isEqualTo(sent);
        assertThat(device.counters().webSocketsOpen()).isEqualTo(1);
        assertThat(events.closed()).isNotDone();
        device.faults().cutConnections();
        assertThatThrownBy(() -> events.closed().join()).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aFaultMayStandInForAnEndpointThatIsNotBuilt(SimulatedDevice device) {
        device.faults()
                .inject(Fault.body("text/plain", "report")
                        .on("/axis-cgi/serverreport.cgi")
                        .always());
        assertThat(new Client(device).get("/axis-cgi/serverreport.cgi").body()).isEqualTo("report");
        assertThat(new Client(device).get("/axis-cgi/other.cgi").statusCode()).isEqualTo(404);
    }

    @Test
    void aFaultCanHitTheUpgrade(SimulatedDevice device) {
        device.faults().inject(Fault.status(503).on("/vapix/ws-data-stream"));
        assertThatThrownBy(() -> EventClient.open(device)).hasMessageContaining("WebSocketHandshakeException");
        EventClient.open(device);
    }
}
