package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PullPointTest {
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";
    private static final String OUTPUT = "tns1:Device/tnsaxis:IO/OutputPort";
    private static final String VIRTUAL = "tns1:Device/tnsaxis:IO/VirtualInput";

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().variant(readings).start();
    }

    private static String body(String envelope) {
        return envelope.substring(envelope.indexOf("<SOAP-ENV:Body>"))
                .replaceAll("<([^ >]+)([^>]*)/>", "<$1$2></$1>")
                .replaceFirst(" xmlns:wsrfr=\"[^\"]*\"", "")
                .strip();
    }

    private static void setVirtualInput(SimulatedDevice device, int number, boolean active) {
        new Client(device)
                .get("/axis-cgi/virtualinput/" + (active ? "activate" : "deactivate") + ".cgi?schemaversion=1&port="
                        + number);
    }

    private static void isUnknown(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer.body()))
                .isEqualTo(body(Recordings.text("pullpoint/composed-ResourceUnknownFault-response.xml")));
    }

    @Test
    void aPullPointIsToldInTheComposedForm() {
        TestClock clock = new TestClock();
        String composed = Recordings.text("pullpoint/composed-CreatePullPointSubscription-response.xml");
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .variant(SoapVariant.XADDR_AS_ASKED)
                .start()) {
            String answer = PullClient.create(device, PORT, "", "PT600S").body();
            assertThat(body(answer))
                    .isEqualTo(body(composed)
                            .replace("http://192.0.2.10", device.httpUri().toString())
                            .replace(">7<", ">1<")
                            .replace("2025-05-06T07:08:09Z", "2026-05-01T10:00:00Z")
                            .replace("2025-05-06T07:18:09Z", "2026-05-01T10:10:00Z"));
            assertThat(PullClient.id(Soap.body(
                            PullClient.create(device, PORT, "", "PT600S").body())))
                    .isEqualTo("2");
        }
    }

    @Test
    void messagesHaveTheComposedForm() {
        String composed = Recordings.text("pullpoint/composed-PullMessages-response.xml");
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .variant(Variant.NOTIFY_WITHOUT_KEY)
                .start()) {
            PullClient points = PullClient.open(device, PORT, "boolean(//SimpleItem[@Name=\"port\" and @Value=\"5\"])");
            clock.advance(Duration.ofSeconds(1));
            String answer = points.pullAnswer("PT30S", 40).body();
            assertThat(body(answer))
                    .isEqualTo(body(composed)
                            .replace("tns1:Door/State/DoorMode", PORT)
                            .replace("\"DoorToken\"", "\"port\"")
                            .replace("\"Axis-accc8e000001:1714979000.000000000\"", "\"5\"")
                            .replace("\"State\" Value=\"Locked\"", "\"state\" Value=\"0\"")
                            .replace("2025-05-06T07:08:10Z", "2026-05-01T10:00:01Z")
                            .replace("2025-05-06T07:18:09Z", "2026-05-01T10:10:00Z")
                            .replace("2025-05-06T07:08:09.500000Z", "2026-05-01T10:00:00.123456Z"));
        }
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, "tns1:Device/tnsaxis:Status/SystemReady", "");
            assertThat(points.pullAnswer("PT30S", 40).body())
                    .contains("<tt:Source></tt:Source><tt:Key></tt:Key><tt:Data>");
        }
    }

    @Test
    void onlyTheHeaderTellsWhichPullPointIsMeant() {
        try (SimulatedDevice device = with()) {
            PullClient first = PullClient.open(device, PORT, "");
            PullClient second = PullClient.open(device, VIRTUAL, "");
            assertThat(first.all()).hasSize(8).allMatch(message -> message.contains(PORT));
            assertThat(second.all()).hasSize(64).allMatch(message -> message.contains(VIRTUAL));
            for (String operation : List.of("PullMessages", "Renew", "Unsubscribe")) {
                String envelope = Recordings.text("pullpoint/composed-" + operation + "-request.xml");
                isUnknown(PullClient.post(new Client(device), envelope));
                isUnknown(PullClient.post(
                        new Client(device), envelope.replaceFirst("<dom0:SubscriptionId.*</dom0:SubscriptionId>", "")));
                isUnknown(PullClient.post(
                        new Client(device),
                        envelope.replace("http://www.axis.com/2009/event\"", "urn:x\"")
                                .replace(">7<", ">1<")));
            }
        }
    }

    @Test
    void aPullWaitsForAMessageAndBringsTheChange() throws Exception {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, PORT, "");
            points.all();
            CompletableFuture<HttpResponse<String>> waiting = points.waiting("PT30S");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.requests().stream()
                            .anyMatch(request -> request.bodyText().contains("PT30S")));
            assertThat(waiting).isNotDone();
            device.input(1).close();
            assertThat(PullClient.messages(waiting.get(20, TimeUnit.SECONDS)))
                    .containsExactly("Changed " + PORT + " [port=1] [state=1]");
            assertThat(points.pull("PT30S", 40)).containsExactly("Changed " + PORT + " [port=-1] [state=1]");
        }
    }

    @Test
    void aPullIsAnsweredWithNothingAfterItsTime() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, PORT, "");
            points.all();
            long before = System.nanoTime();
            assertThat(points.pull("PT0.3S", 40)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(15));
        }
    }

    @Test
    void theNewestChangesComeInOrderAndNoMoreThanAskedFor() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, VIRTUAL, "");
            assertThat(points.pull("PT5S", 10)).hasSize(10);
            assertThat(points.all()).hasSize(54).allMatch(message -> message.startsWith("Initialized "));
            setVirtualInput(device, 3, true);
            setVirtualInput(device, 4, true);
            setVirtualInput(device, 3, false);
            assertThat(points.pull("PT5S", 2))
                    .containsExactly(
                            "Changed " + VIRTUAL + " [port=3] [active=1]",
                            "Changed " + VIRTUAL + " [port=4] [active=1]");
            assertThat(points.all()).containsExactly("Changed " + VIRTUAL + " [port=3] [active=0]");
            assertThat(device.counters().messagesPulled()).isEqualTo(67);
            assertThat(device.counters().notificationsSent()).isZero();
        }
    }

    @Test
    void pulsesHaveNoOperationAndVanishedInstancesAreDeleted() {
        try (SimulatedDevice device = SimulatedDevice.a9210().shockDetection().start()) {
            new Client(device).get("/axis-cgi/shockdetection/setenabled.cgi?schemaversion=1&enabled=true");
            PullClient points = PullClient.open(device, PORT + "|" + OUTPUT + "|tns1:Device/tnsaxis:Tampering//.", "");
            points.all();
            device.shockDetection().strike();
            assertThat(points.all()).containsExactly("tns1:Device/tnsaxis:Tampering/ShockDetected [channel=1] []");
            device.changeTopology(7, Direction.OUTPUT);
            assertThat(points.all())
                    .containsExactlyInAnyOrder(
                            "Initialized " + OUTPUT + " [port=7] [state=0]", "Deleted " + PORT + " [port=7] [state=0]");
        }
    }

    @Test
    void aFilterOfContentIsUnderstoodAndAMalformedOneRefused() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, "//.", "boolean(//SimpleItem[@Name=\"InputToken\"])");
            assertThat(points.all()).hasSize(7).allMatch(message -> message.contains("Trigger/DigitalInput"));
            HttpResponse<String> topic = PullClient.create(device, "definitely not a topic !@#$", "", "PT60S");
            assertThat(Soap.fault(topic, 400)).isEqualTo("Sender");
            assertThat(topic.body())
                    .contains("failed to parse topic expression 'definitely not a topic !@#$'")
                    .contains("<SOAP-ENV:Detail><wsnt:InvalidTopicExpressionFault><wsrfbf:Timestamp>");
            HttpResponse<String> content = PullClient.create(device, PORT, "not[valid[xpath", "PT60S");
            assertThat(Soap.fault(content, 400)).isEqualTo("Sender");
            assertThat(content.body())
                    .contains(">around character 1: syntax error, unexpected [, expecting (<")
                    .contains("<wsnt:InvalidMessageContentExpressionFault><wsrfbf:Timestamp>");
            assertThat(device.counters().pullPointsOpen()).isEqualTo(1);
        }
    }

    @Test
    void aFilterOfAnotherDialectIsRefused() {
        String create = Recordings.text("pullpoint/composed-CreatePullPointSubscription-request.xml");
        try (SimulatedDevice device = with()) {
            assertThat(Soap.fault(PullClient.post(new Client(device), create.replace("ConcreteSet", "Full")), 400))
                    .isEqualTo("Sender");
            assertThat(PullClient.post(new Client(device), create.replaceFirst("<tev:Filter>.*</tev:Filter>", ""))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPullPointLivesUntilItsTimeByTheClockOfTheDevice() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210().clock(clock).start()) {
            PullClient points = PullClient.open(device);
            clock.advance(Duration.ofSeconds(599));
            assertThat(points.all()).isNotEmpty();
            Element renewed = Soap.result(points.renew("PT10S"), PullClient.WSNT, "Renew");
            assertThat(Soap.shape(renewed))
                    .isEqualTo("RenewResponse(TerminationTime=2026-05-01T10:10:09Z CurrentTime=2026-05-01T10:09:59Z)");
            clock.advance(Duration.ofSeconds(9));
            assertThat(points.pull("PT0S", 1)).isEmpty();
            Soap.result(points.renew("2026-05-01T10:20:00+00:00"), PullClient.WSNT, "Renew");
            clock.advance(Duration.ofSeconds(1));
            assertThat(points.pull("PT0S", 1)).isEmpty();
            assertThat(device.counters().pullPointsOpen()).isEqualTo(1);
            clock.advance(Duration.ofMinutes(10));
            isUnknown(points.ask("PullMessages"));
            isUnknown(points.renew("PT600S"));
            assertThat(device.counters().pullPointsOpen()).isZero();
        }
    }

    @Test
    void aPullThatWaitsIsEndedWithItsPullPoint() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, PORT, "");
            points.all();
            Soap.result(points.renew("PT0.4S"), PullClient.WSNT, "Renew");
            isUnknown(points.pullAnswer("PT30S", 40));
            PullClient other = PullClient.open(device, PORT, "");
            other.all();
            CompletableFuture<HttpResponse<String>> waiting = other.waiting("PT29S");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.requests().stream()
                            .anyMatch(request -> request.bodyText().contains("PT29S")));
            Soap.result(other.ask("Unsubscribe"), PullClient.WSNT, "Unsubscribe");
            isUnknown(waiting.join());
            isUnknown(other.ask("Unsubscribe"));
        }
    }

    @Test
    void senselessTimesAndLimitsAreRefused() {
        try (SimulatedDevice device = with()) {
            for (String life : List.of("PT0S", "-PT5S", "tomorrow", "2001-01-01T00:00:00Z", "P", "PT", "PT5", "")) {
                assertThat(Soap.fault(PullClient.create(device, PORT, "", life), 400))
                        .as(life)
                        .isEqualTo("Sender ter:InvalidArgVal");
            }
            PullClient points = PullClient.open(device);
            for (String timeout : List.of("5", "-PT5S", "PT99999999999S", "")) {
                assertThat(Soap.fault(points.pullAnswer(timeout, 5), 400))
                        .as(timeout)
                        .isEqualTo("Sender ter:InvalidArgs");
            }
            assertThat(Soap.fault(points.pullAnswer("PT5S", 0), 400)).isEqualTo("Sender ter:InvalidArgs");
            assertThat(Soap.fault(points.pullAnswer("PT5S", -1), 400)).isEqualTo("Sender ter:InvalidArgs");
            for (String life :
                    List.of("P1D", "P1DT2H3M4.5S", Instant.now().plusSeconds(60).toString())) {
                assertThat(PullClient.create(device, PORT, "", life).statusCode())
                        .as(life)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aSynchronisationPointRepeatsTheStates() {
        for (Reading[] readings :
                List.of(new Reading[0], new Reading[] {PullPointVariant.STATES_ONLY_WHEN_SYNCHRONISED})) {
            try (SimulatedDevice device = with(readings)) {
                device.input(1).close();
                PullClient points = PullClient.open(device, PORT, "");
                assertThat(points.all()).hasSize(readings.length == 0 ? 8 : 0);
                Soap.result(points.synchronise(), PullClient.TEV, "SetSynchronizationPoint");
                assertThat(points.all()).hasSize(8).contains("Initialized " + PORT + " [port=1] [state=1]");
            }
        }
    }

    @Test
    void tooManyMessagesLoseTheOldestOrEndThePullPoint() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, OUTPUT, "");
            toggle(device, 1001);
            List<String> messages = points.all();
            assertThat(messages).hasSize(1000).allMatch(message -> message.startsWith("Changed "));
            assertThat(messages.get(999)).endsWith("[state=1]");
        }
        try (SimulatedDevice device = with(PullPointVariant.OVERFLOW_ENDS_PULL_POINT)) {
            PullClient points = PullClient.open(device, OUTPUT, "");
            toggle(device, 996);
            Soap.result(points.renew("PT60S"), PullClient.WSNT, "Renew");
            device.toggledByAnotherClient(0, true);
            isUnknown(points.ask("PullMessages"));
        }
    }

    private static void toggle(SimulatedDevice device, int times) {
        for (int i = 0; i < times; i++) {
            device.toggledByAnotherClient(0, i % 2 == 0);
        }
    }

    @Test
    void whoAskedFirstIsAnsweredFirstAndWhoHasLeftTakesNothingAway() throws Exception {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, VIRTUAL, "");
            points.all();
            CompletableFuture<HttpResponse<String>> first = points.waiting("PT28S");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.requests().stream()
                            .anyMatch(request -> request.bodyText().contains("PT28S")));
            device.faults().cutConnections();
            assertThat(first).failsWithin(Duration.ofSeconds(20)).withThrowableOfType(ExecutionException.class);
            setVirtualInput(device, 1, true);
            assertThat(points.onNewConnection().pull("PT10S", 5))
                    .containsExactly("Changed " + VIRTUAL + " [port=1] [active=1]");
        }
    }

    @Test
    void dropsAndRestartsForgetPullPoints() throws Exception {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start()) {
            PullClient points = PullClient.open(device, PORT, "");
            points.all();
            EventClient socket = EventClient.open(device);
            CompletableFuture<HttpResponse<String>> waiting = points.waiting("PT27S");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.requests().stream()
                            .anyMatch(request -> request.bodyText().contains("PT27S")));
            device.faults().dropEventStreams();
            assertThat(waiting)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .asInstanceOf(InstanceOfAssertFactories.type(UncheckedIOException.class))
                    .isNotNull();
            assertThat(socket.closed()).failsWithin(Duration.ofSeconds(20));
            isUnknown(points.ask("PullMessages"));
            PullClient again = PullClient.open(device);
            assertThat(again.id()).isEqualTo("2");
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreException(UncheckedIOException.class)
                    .untilAsserted(() -> isUnknown(again.ask("PullMessages")));
            assertThat(PullClient.open(device).id()).isEqualTo("3");
        }
        try (SimulatedDevice device = with(PullPointVariant.IDS_START_AGAIN)) {
            PullClient.open(device);
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> PullClient.open(device).id(), "1"::equals);
        }
    }

    @Test
    void limitsLifeTopicsAndPresenceFollowTheVariants() {
        try (SimulatedDevice device = with(PullPointVariant.PULLS_LIMITED)) {
            PullClient points = PullClient.open(device);
            for (HttpResponse<String> refused : List.of(points.pullAnswer("PT11S", 5), points.pullAnswer("PT5S", 21))) {
                assertThat(Soap.fault(refused, 400)).isEqualTo("Sender");
                assertThat(refused.body())
                        .contains(
                                "<SOAP-ENV:Detail><tev:PullMessagesFaultResponse><tev:MaxTimeout>PT10S</tev:MaxTimeout>"
                                        + "<tev:MaxMessageLimit>20</tev:MaxMessageLimit></tev:PullMessagesFaultResponse>");
            }
            assertThat(points.pull("PT10S", 20)).hasSize(20);
        }
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .variant(PullPointVariant.SHORTER_LIFE_GRANTED)
                .start()) {
            assertThat(PullClient.create(device, PORT, "", "PT600S").body())
                    .contains("<wsnt:TerminationTime>2026-05-01T10:01:00Z<");
            assertThat(PullClient.create(device, PORT, "", "PT6S").body())
                    .contains("<wsnt:TerminationTime>2026-05-01T10:00:06Z<");
        }
        try (SimulatedDevice device = with(PullPointVariant.PULL_TOPIC_MUST_EXIST)) {
            assertThat(Soap.fault(PullClient.create(device, "tns1:Door//.", "", "PT60S"), 400))
                    .isEqualTo("Sender");
            assertThat(PullClient.create(device, "tns1:Device//.", "", "PT60S").statusCode())
                    .isEqualTo(200);
        }
        try (SimulatedDevice device = with(PullPointVariant.NO_PULL_POINTS)) {
            assertThat(Soap.fault(PullClient.create(device, PORT, "", "PT60S"), 400))
                    .isEqualTo("Receiver ter:ActionNotSupported");
            String renew = Recordings.text("pullpoint/composed-Renew-request.xml");
            assertThat(Soap.fault(PullClient.post(new Client(device), renew), 400))
                    .isEqualTo("Receiver ter:ActionNotSupported");
        }
    }

    @Test
    void aViewerMayPullUnlessAnAdministratorIsNeededAndOnvifPathsRefuse() {
        String create = Recordings.text("pullpoint/composed-CreatePullPointSubscription-request.xml");
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {PullPointVariant.PULL_POINTS_NEED_ADMIN})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(readings)
                    .user("guard", "g", SimulatedRole.VIEWER)
                    .start()) {
                Client guard = new Client(device, "guard", "g", false);
                assertThat(PullClient.post(guard, create).statusCode()).isEqualTo(readings.length == 0 ? 200 : 401);
                assertThat(Soap.post(guard, "/onvif/services", create).statusCode())
                        .isEqualTo(readings.length == 0 ? 400 : 401);
            }
        }
    }

    @Test
    void mutedEventsAreLostToPullPointsToo() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, PORT, "");
            points.all();
            device.faults().muteEvents(true);
            device.input(1).close();
            device.faults().muteEvents(false);
            assertThat(points.all()).isEmpty();
        }
    }
}
