package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Restarts that clients ask for. */
class RestartTest {
    private static final String FIRMWARE = "/axis-cgi/firmwaremanagement.cgi";
    private static final String RESTART = "/axis-cgi/restart.cgi";
    private static final String WHO = "/axis-cgi/usergroup.cgi";
    private static final String READY = "/axis-cgi/systemready.cgi";
    private static final String ASK = "{\"apiVersion\":\"1\",\"method\":\"systemready\"}";
    private static final String REBOOT = "{\"apiVersion\":\"1.0\",\"context\":\"r\",\"method\":\"reboot\"}";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Restarts as fast as it can. */
    private static SimulatedDevice.Builder quick() {
        return SimulatedDevice.a9210()
                .restartDelay(Duration.ofMillis(20))
                .restartDowntime(Duration.ofMillis(20))
                .readyAfterRestart(Duration.ZERO);
    }

    private static JsonNode ready(SimulatedDevice device) {
        return new Client(device).anonymousJson(READY, ASK).get("data");
    }

    private static void restarted(SimulatedDevice device, String oldBoot) {
        await().atMost(SOON).until(() -> device.isReady() && !device.bootId().equals(oldBoot));
        assertThat(device.counters().restarts()).isEqualTo(1);
    }

    /** What a raw connection receives for one request with the right credentials. */
    private static String raw(SimulatedDevice device, String method, String target, String body) throws IOException {
        Client client = new Client(device);
        client.get(WHO);
        try (Socket socket = new Socket("127.0.0.1", device.httpUri().getPort())) {
            socket.setSoTimeout(10_000);
            String request = method + " " + target + " HTTP/1.1\r\nHost: d\r\nAuthorization: "
                    + client.digest(method, target, client.nonce(), 50) + "\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return untilItEnds(socket);
        }
    }

    private static String untilItEnds(Socket socket) throws IOException {
        StringBuilder received = new StringBuilder();
        try {
            int next;
            while ((next = socket.getInputStream().read()) >= 0) {
                received.append((char) next);
            }
        } catch (SocketTimeoutException tooLong) {
            throw tooLong;
        } catch (IOException reset) {
            received.append("<reset>");
        }
        return received.toString();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whileItIsDown_itRefusesConnections_andNobodyElseGetsItsPorts() throws IOException {
        try (SimulatedDevice device = quick().start()) {
            device.restart(Duration.ofSeconds(30));
            await().atMost(SOON).until(() -> !device.isReady());
            for (int port :
                    List.of(device.httpUri().getPort(), device.httpsUri().getPort())) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThatThrownBy(() -> new Socket("127.0.0.1", port))
                                .isInstanceOf(ConnectException.class));
                try (ServerSocket other = new ServerSocket()) {
                    other.setReuseAddress(false);
                    assertThatThrownBy(() -> other.bind(new InetSocketAddress("127.0.0.1", port)))
                            .isInstanceOf(BindException.class);
                }
            }
        }
    }

    @Test
    void aRestartIsAnsweredBeforeItBegins() throws IOException {
        try (SimulatedDevice device = quick().start()) {
            String boot = device.bootId();
            assertThat(raw(device, "POST", FIRMWARE, REBOOT))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("content-type: application/json")
                    .endsWith(
                            "\r\n\r\n{\"apiVersion\":\"1.8\",\"context\":\"r\",\"method\":\"reboot\",\"data\":{}}<reset>");
            restarted(device, boot);
        }
        try (SimulatedDevice device = quick().start()) {
            String boot = device.bootId();
            assertThat(raw(device, "GET", RESTART, ""))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("content-type: text/html\r\n")
                    .endsWith("\r\n\r\n<reset>");
            restarted(device, boot);
        }
    }

    @Test
    void anAcceptedRestartLetsTheDeviceWorkOnForAWhile() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().restartDelay(Duration.ofHours(1)).start()) {
            Client client = new Client(device);
            String boot = device.bootId();
            assertThat(client.json(FIRMWARE, REBOOT).has("data")).isTrue();

            assertThat(ready(device).get("systemready").asText()).isEqualTo("yes");
            assertThat(ready(device).get("bootid").asText()).isEqualTo(boot);
            assertThat(device.counters().restarts()).isZero();
            assertThat(client.json(FIRMWARE, REBOOT).at("/error/code").asInt()).isEqualTo(423);
            assertThat(client.json(FIRMWARE, REBOOT.replace("reboot", "factoryDefault"))
                            .at("/error/code")
                            .asInt())
                    .isEqualTo(423);
            assertThat(client.get(WHO).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void askedTwiceItRestartsOnce() {
        try (SimulatedDevice device =
                quick().restartDelay(Duration.ofSeconds(2)).start()) {
            Client client = new Client(device);
            String boot = device.bootId();
            assertThat(client.get(RESTART).statusCode()).isEqualTo(200);
            assertThat(client.get(RESTART).statusCode()).isEqualTo(200);
            restarted(device, boot);
            assertThat(client.get(WHO).statusCode()).isEqualTo(200);
            assertThat(device.counters().restarts()).isEqualTo(1);
        }
    }

    @Test
    void nothingOfTheOldBootIsLeft() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .restartDowntime(Duration.ofMillis(50))
                .readyAfterRestart(Duration.ofHours(1))
                .start()) {
            Client client = new Client(device);
            String boot = device.bootId();
            device.toggledByAnotherClient(0, true);
            clock.advance(Duration.ofSeconds(1020));
            assertThat(ready(device).get("uptime").asText()).isEqualTo("1020");
            EventClient events = EventClient.open(device);
            String token = client.get("/axis-cgi/wssession.cgi").body();
            String oldNonce = client.nonce();

            client.get(RESTART);

            await().atMost(SOON).until(() -> events.closed().isDone());
            assertThat(events.closed()).isCompletedExceptionally();
            assertThat(device.relay(0).isClosed()).isFalse();
            assertThat(device.relay(0).openings()).isEqualTo(1);
            await().atMost(SOON).until(() -> !device.bootId().equals(boot));
            JsonNode starting = await().atMost(SOON)
                    .ignoreException(java.io.UncheckedIOException.class)
                    .until(() -> ready(device), data -> true);
            assertThat(starting.get("systemready").asText()).isEqualTo("no");
            assertThat(starting.get("bootid").asText()).isEqualTo(device.bootId());
            assertThat(starting.get("uptime").asText()).isEqualTo("0");
            assertThat(starting.get("needsetup").asText()).isEqualTo("no");
            assertThat(device.counters().restarts()).isEqualTo(1);
            HttpResponse<String> stale = client.send(client.request(WHO)
                    .header("Authorization", client.digest("GET", WHO, oldNonce, 77))
                    .build());
            assertThat(stale.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("stale=true");
            assertThatThrownBy(() -> EventClient.openWithToken(client, token))
                    .hasMessageContaining("WebSocketHandshakeException");
        }
    }

    @Test
    void connectionsAreRefusedWhileItIsDown() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .restartDelay(Duration.ZERO)
                .restartDowntime(Duration.ofMinutes(5))
                .start()) {
            new Client(device).post(FIRMWARE, REBOOT);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> new Client(device).get(WHO))
                            .hasCauseInstanceOf(ConnectException.class));
            assertThat(device.isReady()).isFalse();
            assertThat(device.counters().restarts()).isEqualTo(1);
        }
    }

    @Test
    void aFastRestartIsSeenByItsBootIdOrNotAtAll() {
        TestClock clock = new TestClock();
        for (String axisOs : List.of("12.9.57", "10.12.323")) {
            try (SimulatedDevice device = quick().clock(clock)
                    .axisOs(axisOs)
                    .restartDowntime(Duration.ZERO)
                    .start()) {
                clock.advance(Duration.ofSeconds(90));
                String boot = device.bootId();
                JsonNode before = ready(device);
                new Client(device).post(FIRMWARE, REBOOT);
                restarted(device, boot);
                JsonNode after = ready(device);
                assertThat(before.get("systemready").asText())
                        .isEqualTo(after.get("systemready").asText())
                        .isEqualTo("yes");
                assertThat(before.equals(after)).as(axisOs).isEqualTo(axisOs.startsWith("10"));
            }
        }
    }

    @Test
    void theAnswerOfARestartMayBeLost() throws IOException {
        for (Variant variant : List.of(Variant.RESTART_ANSWER_LOST, Variant.RESTART_CUTS_AT_ONCE)) {
            try (SimulatedDevice device = quick().variant(variant).start()) {
                String boot = device.bootId();
                assertThat(raw(device, "POST", FIRMWARE, REBOOT)).isEqualTo("<reset>");
                restarted(device, boot);
            }
            try (SimulatedDevice device = quick().variant(variant).start()) {
                String boot = device.bootId();
                assertThat(raw(device, "GET", RESTART, "")).isEqualTo("<reset>");
                restarted(device, boot);
            }
        }
    }

    @Test
    void aLostAnswerDoesNotHurryTheRestart_aCutDoes() {
        SimulatedDevice.Builder slow = SimulatedDevice.a9210().restartDelay(Duration.ofMinutes(5));
        try (SimulatedDevice device = slow.variant(Variant.RESTART_ANSWER_LOST).start()) {
            Client client = new Client(device);
            client.getAsync(RESTART);
            await().atMost(SOON).until(() -> device.requests().stream().anyMatch(request -> request.user() != null));
            assertThat(client.json(FIRMWARE, REBOOT).at("/error/code").asInt()).isEqualTo(423);
            assertThat(device.counters().restarts()).isZero();
        }
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .restartDelay(Duration.ofMinutes(5))
                .restartDowntime(Duration.ofMinutes(5))
                .variant(Variant.RESTART_CUTS_AT_ONCE)
                .start()) {
            assertThatThrownBy(() -> new Client(device).post(FIRMWARE, REBOOT))
                    .hasRootCauseInstanceOf(IOException.class);
            assertThat(device.counters().restarts()).isEqualTo(1);
        }
    }

    @Test
    void openConnectionsMayHearNothingOfARestart() throws Exception {
        SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.RESTART_LEAVES_CONNECTIONS_OPEN)
                .start();
        try (device;
                Socket idle = new Socket("127.0.0.1", device.httpUri().getPort());
                Socket last = new Socket("127.0.0.1", device.httpUri().getPort())) {
            EventClient events = EventClient.open(device);
            await().atMost(SOON).until(() -> device.counters().connectionsOpen() >= 3);
            long requests = device.counters().requests();

            device.restart(Duration.ofHours(1));

            assertThat(device.counters().connectionsOpen()).isZero();
            assertThat(device.counters().webSocketsOpen()).isZero();
            idle.getOutputStream().write("GET / HTTP/1.1\r\nHost: d\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            idle.setSoTimeout(200);
            assertThatThrownBy(() -> idle.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(events.closed()).isNotDone();
            assertThat(device.counters().requests()).isEqualTo(requests);

            device.restart(Duration.ZERO);

            idle.setSoTimeout(10_000);
            assertThat(untilItEnds(idle)).isEqualTo("<reset>");
            await().atMost(SOON).until(() -> events.closed().isCompletedExceptionally());
            assertThat(device.counters().requests()).isEqualTo(requests);
            await().atMost(SOON).until(device::isReady);
            try (Socket late = new Socket("127.0.0.1", device.httpUri().getPort())) {
                device.restart(Duration.ofHours(1));
                device.close();
                late.setSoTimeout(10_000);
                assertThat(untilItEnds(late)).isIn("", "<reset>");
            }
        }
    }

    @Test
    void onlyAdministratorsRestart() {
        SimulatedDevice.Builder builder = quick().user("boss", "b", SimulatedRole.ADMIN)
                .user("chief", "c", SimulatedRole.OPERATOR)
                .user("guard", "g", SimulatedRole.VIEWER);
        refusals(builder, 401);
        refusals(builder.variant(Variant.LOW_ROLE_FORBIDDEN), 403);
        refusals(
                quick().user("boss", "b", SimulatedRole.ADMIN)
                        .user("chief", "c", SimulatedRole.OPERATOR)
                        .user("guard", "g", SimulatedRole.VIEWER)
                        .variant(Variant.LOW_ROLE_IN_BAND),
                401);
    }

    private static void refusals(SimulatedDevice.Builder builder, int status) {
        String versions = "{\"method\":\"getSupportedVersions\"}";
        try (SimulatedDevice device = builder.start()) {
            for (String[] account : new String[][] {{"chief", "c"}, {"guard", "g"}}) {
                Client client = new Client(device, account[0], account[1], false);
                assertThat(client.get(RESTART).statusCode()).isEqualTo(status);
                assertThat(client.get("/axis-cgi/factorydefault.cgi").statusCode())
                        .isEqualTo(status);
                assertThat(client.get("/axis-cgi/hardfactorydefault.cgi").statusCode())
                        .isEqualTo(status);
                assertThat(client.post(FIRMWARE, REBOOT).statusCode()).isEqualTo(status);
                assertThat(client.post(FIRMWARE, versions).statusCode()).isEqualTo(status);
            }
            Client anybody = new Client(device);
            assertThat(anybody.anonymous(anybody.request(RESTART)).statusCode()).isEqualTo(401);
            assertThat(new Client(device, "boss", "wrong", false)
                            .post(FIRMWARE, REBOOT)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(device.counters().restarts()).isZero();
            assertThat(new Client(device, "boss", "b", false)
                            .post(FIRMWARE, versions)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDeviceThatNeedsSetupDoesNotRestart() {
        try (SimulatedDevice device = quick().factoryDefaulted().start()) {
            Client client = new Client(device);
            for (HttpResponse<String> answer : List.of(client.get(RESTART), client.post(FIRMWARE, REBOOT))) {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("Axis-Setup")).hasValue("vapix");
            }
            assertThat(device.counters().restarts()).isZero();
        }
    }

    @Test
    void firmwareManagementAnswersItsErrors() {
        try (SimulatedDevice device = quick().axisOs("12.11.77").start()) {
            Client client = new Client(device);
            assertThat(client.json(FIRMWARE, "{\"apiVersion\":\"1.0\",\"method\":\"bogus\"}"))
                    .isEqualTo(Client.parse(Recordings.text("fwmgr/p3265v-12.11.77-error-405.json")));
            assertThat(client.json(FIRMWARE, "{\"method\":\"getSupportedVersions\"}")
                            .toString())
                    .isEqualTo(Client.parse(Recordings.text("fwmgr/p3265v-12.11.77-getSupportedVersions.json"))
                            .toString());
            assertThat(error(client, "{\"apiVersion\":\"2.0\",\"method\":\"reboot\"}"))
                    .isEqualTo(417);
            for (String wrong : List.of(
                    "no JSON",
                    "{\"apiVersion\":\"1.0\"}",
                    "{\"method\":\"reboot\"}",
                    "{\"apiVersion\":\"1.0\",\"method\":\"reboot\",\"params\":{\"when\":1}}",
                    "{\"apiVersion\":\"1.0\",\"method\":\"reboot\",\"params\":[]}",
                    "{\"apiVersion\":\"1.0\",\"method\":\"factoryDefault\",\"params\":{\"hard\":true}}",
                    "{\"apiVersion\":\"1.0\",\"method\":\"factoryDefault\",\"params\":{\"factoryDefaultMode\":\"none\"}}",
                    "{\"apiVersion\":\"1.0\",\"method\":\"factoryDefault\",\"params\":{\"factoryDefaultMode\":1}}")) {
                assertThat(error(client, wrong)).as(wrong).isEqualTo(400);
            }
            assertThat(client.get(FIRMWARE).statusCode()).isEqualTo(405);
            assertThat(client.form(RESTART, "").statusCode()).isEqualTo(405);
            assertThat(client.post(FIRMWARE, "{\"apiVersion\":\"1.0\",\"method\":\"upgrade\"}")
                            .statusCode())
                    .isEqualTo(501);
            assertThat(client.authorized("POST", FIRMWARE, "multipart/form-data; boundary=b", "--b--")
                            .statusCode())
                    .isEqualTo(501);
            assertThat(device.counters().restarts()).isZero();
            String boot = device.bootId();
            client.post(FIRMWARE, "{\"apiVersion\":\"1.0\",\"method\":\"reboot\",\"params\":{}}");
            restarted(device, boot);
        }
    }

    private static int error(Client client, String request) {
        return client.json(FIRMWARE, request).at("/error/code").asInt();
    }

    @Test
    void everyGenerationOfFirmwareManagementTellsItsVersion() {
        for (String[] pair : new String[][] {
            {"9.80.2.2", "1.4"}, {"10.12.323", "1.4"}, {"11.11.192", "1.5"}, {"12.9.57", "1.8"}, {"12.11.77", "1.10"}
        }) {
            try (SimulatedDevice device =
                    SimulatedDevice.a9210().axisOs(pair[0]).start()) {
                assertThat(new Client(device)
                                .json(FIRMWARE, "{\"method\":\"getSupportedVersions\"}")
                                .at("/data/apiVersions/0")
                                .asText())
                        .isEqualTo(pair[1]);
            }
        }
    }

    @Test
    void anOlderDeviceRestartsWithItsCgiOnly() {
        String property = "/axis-cgi/param.cgi?action=list&group=root.Properties.FirmwareManagement";
        for (SimulatedDevice.Builder builder : List.of(quick().axisOs("7.30.1"), quick().without("fwmgr"))) {
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device);
                String boot = device.bootId();
                assertThat(client.post(FIRMWARE, REBOOT).statusCode()).isEqualTo(404);
                assertThat(client.get(property).body()).startsWith("# Error");
                assertThat(client.get(RESTART).statusCode()).isEqualTo(200);
                restarted(device, boot);
            }
        }
        try (SimulatedDevice device = quick().without("restart.cgi").start()) {
            assertThat(new Client(device).get(RESTART).statusCode()).isEqualTo(404);
            assertThat(new Client(device).get(property).body())
                    .isEqualTo("root.Properties.FirmwareManagement.Version=1.8\n");
        }
    }

    @Test
    void faultsHitARestartAsTheyHitOtherRequests() {
        try (SimulatedDevice device = quick().start()) {
            Client client = new Client(device);
            String boot = device.bootId();
            client.get(WHO);
            device.faults().inject(Fault.errorInsideOk(500, "Internal error").on(FIRMWARE));
            assertThat(error(client, REBOOT)).isEqualTo(500);
            device.faults().inject(Fault.status(503).on(FIRMWARE));
            assertThat(client.post(FIRMWARE, REBOOT).statusCode()).isEqualTo(503);
            device.faults().inject(Fault.resetBeforeExecuting().on(FIRMWARE));
            assertThatThrownBy(() -> client.post(FIRMWARE, REBOOT)).hasRootCauseInstanceOf(IOException.class);
            assertThat(device.counters().restarts()).isZero();
            assertThat(device.bootId()).isEqualTo(boot);

            device.faults().inject(Fault.resetAfterExecuting().on(FIRMWARE));
            assertThatThrownBy(() -> client.post(FIRMWARE, REBOOT)).hasRootCauseInstanceOf(IOException.class);
            restarted(device, boot);
        }
        try (SimulatedDevice device = quick().start()) {
            String boot = device.bootId();
            device.faults().inject(Fault.lateAnswer(Duration.ofSeconds(5)).on(FIRMWARE));
            assertThatThrownBy(() -> new Client(device).post(FIRMWARE, REBOOT))
                    .hasRootCauseInstanceOf(IOException.class);
            restarted(device, boot);
        }
    }

    @Test
    void aRestartByTheTestTakesThePlaceOfOneThatIsDue() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .restartDelay(Duration.ofHours(1))
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            String boot = device.bootId();
            new Client(device).post(FIRMWARE, REBOOT);
            device.restart(Duration.ofMillis(20));
            restarted(device, boot);
            assertThat(new Client(device).json(FIRMWARE, REBOOT).has("data")).isTrue();
        }
    }
}
