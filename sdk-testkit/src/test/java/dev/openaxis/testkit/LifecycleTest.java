package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final String READY = "/axis-cgi/systemready.cgi";
    private static final String ASK = "{\"apiVersion\":\"1.4\",\"method\":\"systemready\"}";

    private static void refused(URI uri) {
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 2000);
                    }
                })
                .isInstanceOf(ConnectException.class);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("testkit-"))
                .count();
    }

    @Test
    void closingLeavesNoThreadAndNoOpenSocket() {
        SimulatedDevice device = SimulatedDevice.a9210().start();
        URI http = device.httpUri();
        URI https = device.httpsUri();
        Client client = new Client(device);
        CompletableFuture<HttpResponse<String>> held = client.getAsync("/axis-cgi/io/port.cgi?action=1%3A%2F60000%5C");
        EventClient events = EventClient.open(device);
        await().atMost(Duration.ofSeconds(20)).until(() -> device.relay(0).isClosed());
        assertThat(threads()).isPositive();

        device.close();
        device.close();

        assertThatThrownBy(held::get).hasRootCauseInstanceOf(IOException.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> events.closed().isDone());
        assertThat(device.counters().connectionsOpen()).isZero();
        assertThat(device.counters().webSocketsOpen()).isZero();
        refused(http);
        refused(https);
        assertThatThrownBy(() -> device.input(1).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        await().atMost(Duration.ofSeconds(20)).until(() -> threads() == 0);
    }

    @Test
    void aRestartDropsEverythingAndComesBackOnTheSamePorts() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .normallyClosed(3)
                .readyAfterRestart(Duration.ofMillis(800))
                .start()) {
            Client client = new Client(device);
            client.get("/axis-cgi/io/port.cgi?action=1%3A%2F");
            String oldNonce = client.nonce();
            String token = client.get("/axis-cgi/wssession.cgi").body();
            EventClient events = EventClient.open(device);
            String oldBoot = device.bootId();
            X509Certificate certificate = device.certificate();

            device.restart(Duration.ofMillis(400));

            assertThat(device.relay(0).isClosed()).isFalse();
            assertThat(device.output(3).isClosed()).isFalse();
            assertThat(device.counters().connectionsOpen()).isZero();
            refused(device.httpUri());
            refused(device.httpsUri());
            await().atMost(Duration.ofSeconds(20)).until(() -> events.closed().isDone());

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> answer(client).at("/data/systemready").asText().equals("no"));
            assertThat(answer(client).at("/data/bootid").asText())
                    .isEqualTo(device.bootId())
                    .isNotEqualTo(oldBoot);
            JsonNode waited = client.anonymousJson(
                    READY, "{\"apiVersion\":\"1.4\",\"method\":\"systemready\",\"params\":{\"timeout\":10}}");
            assertThat(waited.at("/data/systemready").asText()).isEqualTo("yes");
            assertThat(device.isReady()).isTrue();
            assertThat(device.output(3).isClosed()).isTrue();
            assertThat(device.certificate()).isSameAs(certificate);

            HttpResponse<String> stale = client.send(client.request("/axis-cgi/usergroup.cgi")
                    .header("Authorization", client.digest("GET", "/axis-cgi/usergroup.cgi", oldNonce, 77))
                    .build());
            assertThat(stale.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("stale=true");
            assertThat(client.get("/axis-cgi/usergroup.cgi").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> EventClient.openWithToken(client, token)).isNotNull();
            assertThat(new Client(device, "root", "pass-of-tests", true)
                            .get("/axis-cgi/usergroup.cgi")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static JsonNode answer(Client client) {
        return client.anonymousJson(READY, ASK);
    }

    @Test
    void systemReadyWaitsNoLongerThanAsked() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().readyAfterRestart(Duration.ofMinutes(5)).start()) {
            device.restart(Duration.ZERO);
            Client client = new Client(device);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> answer(client).at("/data/systemready").asText().equals("no"));
            long begin = System.nanoTime();
            JsonNode waited = client.anonymousJson(
                    READY, "{\"apiVersion\":\"1.4\",\"method\":\"systemready\",\"params\":{\"timeout\":1}}");
            assertThat(waited.at("/data/systemready").asText()).isEqualTo("no");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(950), Duration.ofSeconds(5));
        }
    }

    @Test
    void aBootingDeviceMayAnswer503AndOldNoncesMayLookLikeWrongPasswords() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .variant(Variant.BOOTING_ANSWERS_503, Variant.OLD_BOOT_NONCE_NOT_STALE)
                .readyAfterRestart(Duration.ofMillis(700))
                .start()) {
            Client client = new Client(device);
            client.get("/axis-cgi/usergroup.cgi");
            String old = client.digest("GET", "/axis-cgi/usergroup.cgi", client.nonce(), 9);
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> answer(client).at("/data/systemready").asText().equals("no"));
            assertThat(client.get("/axis-cgi/usergroup.cgi").statusCode()).isEqualTo(503);
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            HttpResponse<String> challenge = client.send(client.request("/axis-cgi/usergroup.cgi")
                    .header("Authorization", old)
                    .build());
            assertThat(challenge.statusCode()).isEqualTo(401);
            assertThat(challenge.headers().firstValue("WWW-Authenticate").orElse(""))
                    .doesNotContain("stale");
        }
    }

    @Test
    void aSecondRestartStartsAllOver() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .readyAfterRestart(Duration.ofMillis(100))
                .start()) {
            String first = device.bootId();
            device.restart(Duration.ofMillis(200));
            long again = System.nanoTime();
            device.restart(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(20)).until(() -> !device.bootId().equals(first));
            assertThat(Duration.ofNanos(System.nanoTime() - again)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            String second = device.bootId();
            await().atMost(Duration.ofSeconds(20)).until(device::isReady);
            assertThat(device.bootId()).isEqualTo(second);
        }
    }

    @Test
    void systemReadyIsAlsoAnEvent() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
                EventClient events = EventClient.open(device);
                events.configure("tns1:Device/tnsaxis:Status/SystemReady");
                String first = events.notification();
                return first.contains("\"0\"") ? events.notification().contains("\"1\"") : first.contains("\"1\"");
            });
        }
    }

    @Test
    void aSiteHasManyDevicesOnFewThreads() {
        try (SimulatedSite site = SimulatedSite.of(20, SimulatedDevice.a9210().serial("ACCC8E0000FE"))) {
            Set<String> serials = new HashSet<>();
            Set<String> fingerprints = new HashSet<>();
            for (SimulatedDevice device : site.devices()) {
                assertThat(new Client(device, "root", "pass-of-tests", true)
                                .get("/axis-cgi/usergroup.cgi")
                                .statusCode())
                        .isEqualTo(200);
                serials.add(device.serial());
                fingerprints.add(device.certificateSha256());
            }
            assertThat(serials).hasSize(20).contains("ACCC8E0000FE", "ACCC8E0000FF", "ACCC8E000111");
            assertThat(fingerprints).hasSize(20);
            assertThat(threads()).isLessThanOrEqualTo(4);
            site.device(0).close();
            assertThat(new Client(site.device(1)).get("/axis-cgi/usergroup.cgi").statusCode())
                    .isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> threads() == 0);
    }

    @Test
    void requestsAreRecordedBeforeTheyAreAnswered() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210().requestLog(3).start()) {
            Client client = new Client(device);
            client.post("/axis-cgi/io/portmanagement.cgi", "{\"method\":\"getSupportedVersions\"}");
            ReceivedRequest first = device.takeRequest(Duration.ofSeconds(5));
            ReceivedRequest second = device.takeRequest(Duration.ofSeconds(5));
            assertThat(first.user()).isNull();
            assertThat(second.user()).isEqualTo("root");
            assertThat(second.method()).isEqualTo("POST");
            assertThat(second.target()).isEqualTo("/axis-cgi/io/portmanagement.cgi");
            assertThat(second.bodyText()).isEqualTo("{\"method\":\"getSupportedVersions\"}");
            assertThat(second.header("content-type")).contains("application/json");
            assertThat(second.connection()).isEqualTo(1);
            assertThat(second.tls()).isFalse();
            assertThat(second.toString()).contains("33 bytes").doesNotContain("Digest");
            for (int i = 0; i < 5; i++) {
                client.get("/axis-cgi/io/port.cgi?check=" + (i + 1));
            }
            assertThat(device.requests())
                    .extracting(ReceivedRequest::target)
                    .containsExactly(
                            "/axis-cgi/io/port.cgi?check=3",
                            "/axis-cgi/io/port.cgi?check=4",
                            "/axis-cgi/io/port.cgi?check=5");
            assertThatThrownBy(() -> {
                        while (true) {
                            device.takeRequest(Duration.ofMillis(10));
                        }
                    })
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void idleConnectionsAreClosedAndTooManyAreReset() throws Exception {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .keepAlive(Duration.ofMillis(300))
                .connectionLimit(2)
                .start()) {
            try (Socket first = new Socket("127.0.0.1", device.httpUri().getPort());
                    Socket second = new Socket("127.0.0.1", device.httpUri().getPort())) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> device.counters().connectionsOpen() == 2);
                try (Socket third = new Socket("127.0.0.1", device.httpUri().getPort())) {
                    third.setSoTimeout(2000);
                    assertThat(ended(third)).isTrue();
                }
                first.setSoTimeout(5000);
                assertThat(first.getInputStream().read()).isEqualTo(-1);
                second.setSoTimeout(5000);
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(device.counters().connectionsAccepted()).isEqualTo(3);
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    @Test
    void theExtensionGivesEveryTestAFreshDevice() {
        SimulatedDeviceExtension extension = SimulatedDeviceExtension.of(SimulatedDevice.a9210());
        assertThatThrownBy(extension::device).isInstanceOf(IllegalStateException.class);
        assertThat(List.of(1, 2)).allSatisfy(round -> {
            extension.beforeEach(null);
            assertThat(extension.device().counters().requests()).isZero();
            extension.device().toggledByAnotherClient(0, true);
            assertThat(extension.device().relay(0).closures()).isEqualTo(1);
            extension.afterEach(null);
        });
        assertThatThrownBy(extension::device).isInstanceOf(IllegalStateException.class);
    }
}
