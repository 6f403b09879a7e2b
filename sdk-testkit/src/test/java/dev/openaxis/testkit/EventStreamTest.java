package dev.openaxis.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final String IO = "tns1:Device/tnsaxis:IO//.";
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";
    private static final String OUTPUT = "tns1:Device/tnsaxis:IO/OutputPort";
    private static final String RELAY = "tns1:Device/Trigger/Relay";

    private static SimulatedDevice with(Variant... variants) {
        return SimulatedDevice.a9210().variant(variants).start();
    }

    @Test
    void theStreamOpensWithDigestTokenOrBasic() {
        try (SimulatedDevice device = with()) {
            Client http = new Client(device);
            http.get("/axis-cgi/usergroup.cgi");
            EventClient digest =
                    EventClient.open(http, EventClient.TARGET, http.credentials("GET", EventClient.TARGET));
            assertThat(digest.configure(PORT).toString())
                    .isEqualTo(
                            "{\"apiVersion\":\"1.0\",\"context\":\"c\",\"method\":\"events:configure\",\"data\":{}}");
            Client https = new Client(device, "root", "pass-of-tests", true);
            EventClient.open(https, EventClient.TARGET, https.credentials("GET", EventClient.TARGET));
            EventClient.open(device);
            assertThat(device.counters().webSocketsOpen()).isEqualTo(3);
            assertThatThrownBy(() -> EventClient.open(http, EventClient.TARGET, null))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }

    @Test
    void aTokenIsALargeDecimalNumberThatLives15SecondsAndWorksOnce() {
        TestClock clock = new TestClock();
        for (boolean reusable : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210().clock(clock);
            if (reusable) {
                builder.variant(Variant.WS_TOKEN_REUSABLE);
            }
            try (SimulatedDevice device = builder.start()) {
                Client client = new Client(device);
                String token = client.get("/axis-cgi/wssession.cgi").body();
                assertThat(Long.parseLong(token)).isGreaterThan(1L << 53);
                EventClient.openWithToken(client, token);
                if (reusable) {
                    EventClient.openWithToken(client, token);
                } else {
                    assertThatThrownBy(() -> EventClient.openWithToken(client, token))
                            .hasCauseInstanceOf(WebSocketHandshakeException.class);
                }
                String late = client.get("/axis-cgi/wssession.cgi").body();
                clock.advance(Duration.ofSeconds(15));
                assertThatThrownBy(() -> EventClient.openWithToken(client, late))
                        .hasCauseInstanceOf(WebSocketHandshakeException.class);
            }
        }
    }

    @Test
    void thePresentStatesComeAfterTheAnswerAndChangesFollow() {
        try (SimulatedDevice device = with()) {
            device.input(1).close();
            EventClient events = EventClient.open(device);
            assertThat(events.configure(PORT).has("data")).isTrue();
            assertThat(events.notifications(8))
                    .contains(
                            PORT + " {\"port\":\"1\"} {\"state\":\"1\"}", PORT + " {\"port\":\"-1\"} {\"state\":\"1\"}")
                    .contains(PORT + " {\"port\":\"10\"} {\"state\":\"0\"}");
            device.input(2).close();
            assertThat(events.notification()).isEqualTo(PORT + " {\"port\":\"2\"} {\"state\":\"1\"}");
            device.input(1).open();
            device.input(2).open();
            assertThat(events.notifications(3))
                    .containsExactly(
                            PORT + " {\"port\":\"1\"} {\"state\":\"0\"}",
                            PORT + " {\"port\":\"2\"} {\"state\":\"0\"}",
                            PORT + " {\"port\":\"-1\"} {\"state\":\"0\"}");
            assertThat(device.counters().notificationsSent()).isEqualTo(12);
        }
    }

    @Test
    void notificationsHaveTheReportedMembers() {
        TestClock clock = new TestClock();
        JsonNode reported = Client.parse(Recordings.text("websocket/notify-VirtualInput-port38-acap-rs.json"));
        try (SimulatedDevice device = SimulatedDevice.a9210().clock(clock).start()) {
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/tnsaxis:Status/SystemReady");
            JsonNode ready = events.next();
            assertThat(ready.toString())
                    .isEqualTo("{\"apiVersion\":\"1.0\",\"method\":\"events:notify\",\"params\":{\"notification\":{"
                            + "\"topic\":\"tns1:Device/tnsaxis:Status/SystemReady\",\"timestamp\":"
                            + clock.millis()
                            + ",\"message\":{\"source\":{},\"key\":{},\"data\":{\"ready\":\"1\"}}}}}");
            assertThat(fields(ready)).isEqualTo(fields(reported));
            assertThat(fields(ready.at("/params/notification"))).isEqualTo(fields(reported.at("/params/notification")));
            assertThat(fields(ready.at("/params/notification/message")))
                    .isEqualTo(fields(reported.at("/params/notification/message")));
        }
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aRelayIsReportedOnBothTopicsAfterTheAnswer() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(OUTPUT + "|" + RELAY);
            events.notifications(8);
            new Client(device).get("/axis-cgi/io/port.cgi?action=1%3A%2F");
            assertThat(events.notifications(2))
                    .containsExactly(
                            OUTPUT + " {\"port\":\"0\"} {\"state\":\"1\"}",
                            RELAY + " {\"RelayToken\":\"0\"} {\"LogicalState\":\"active\"}");
            device.toggledByAnotherClient(6, true);
            assertThat(events.notifications(2))
                    .contains(RELAY + " {\"RelayToken\":\"6\"} {\"LogicalState\":\"active\"}");
        }
    }

    private static List<String> afterSwitching(int port, String filter, int initial, int count, Variant... variants) {
        try (SimulatedDevice device = with(variants)) {
            EventClient events = EventClient.open(device);
            events.configure(filter);
            events.notifications(initial);
            device.toggledByAnotherClient(port, true);
            return events.notifications(count);
        }
    }

    @Test
    void outputTopicsFollowTheVariants() {
        assertThat(afterSwitching(3, OUTPUT, 4, 1, Variant.OUTPUT_PORT_HIGH_LOW))
                .containsExactly(OUTPUT + " {\"port\":\"3\"} {\"state\":\"high\"}");
        assertThat(afterSwitching(3, OUTPUT, 4, 1, Variant.OUTPUT_PORT_ONE_BASED))
                .containsExactly(OUTPUT + " {\"port\":\"4\"} {\"state\":\"1\"}");
        assertThat(afterSwitching(3, "//.", 88, 1, Variant.NO_OUTPUT_PORT_TOPIC))
                .containsExactly(RELAY + " {\"RelayToken\":\"3\"} {\"LogicalState\":\"active\"}");
        assertThat(afterSwitching(3, "//.", 81, 1, Variant.NO_TRIGGER_TOPICS))
                .containsExactly(OUTPUT + " {\"port\":\"3\"} {\"state\":\"1\"}");
        assertThat(afterSwitching(4, RELAY, 4, 1, Variant.RELAY_TOKEN_COUNTED))
                .containsExactly(RELAY + " {\"RelayToken\":\"2\"} {\"LogicalState\":\"active\"}");
        assertThat(afterSwitching(4, RELAY, 4, 1, Variant.RELAY_TOKEN_OPAQUE))
                .containsExactly(RELAY + " {\"RelayToken\":\"RelayOutput-2\"} {\"LogicalState\":\"active\"}");
    }

    @Test
    void outputStateIsActivityOrCircuit() {
        for (boolean circuit : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210().normallyClosed(0);
            if (circuit) {
                builder.variant(Variant.OUTPUT_PORT_STATE_IS_CIRCUIT);
            }
            try (SimulatedDevice device = builder.start()) {
                EventClient events = EventClient.open(device);
                events.configure(OUTPUT);
                assertThat(events.notifications(4))
                        .contains(OUTPUT + " {\"port\":\"0\"} {\"state\":\"" + (circuit ? 1 : 0) + "\"}");
            }
        }
    }

    @Test
    void inputTopicsFollowTheVariants() {
        try (SimulatedDevice device = with(Variant.TRIGGER_BOOLEANS_AS_WORDS, Variant.NO_ANY_INSTANCE)) {
            EventClient events = EventClient.open(device);
            events.configure(PORT + "|tns1:Device/Trigger/DigitalInput");
            assertThat(events.notifications(14)).noneMatch(text -> text.contains("-1"));
            device.input(5).close();
            assertThat(events.notifications(2))
                    .containsExactly(
                            PORT + " {\"port\":\"10\"} {\"state\":\"1\"}",
                            "tns1:Device/Trigger/DigitalInput {\"InputToken\":\"10\"} {\"LogicalState\":\"true\"}");
        }
    }

    @Test
    void timestampsFollowTheVariants() {
        TestClock clock = new TestClock();
        long boot = clock.millis();
        assertThat(firstTimestamp(clock)).isEqualTo(boot);
        assertThat(firstTimestamp(clock, Variant.INITIAL_TIMESTAMP_OF_SUBSCRIPTION))
                .isEqualTo(clock.millis());
        long before = clock.millis();
        assertThat(firstTimestamp(clock, Variant.TIMESTAMP_LOCAL)).isEqualTo(before + TimeUnit.HOURS.toMillis(2));
        assertThat(firstTimestamp(clock, Variant.TIMESTAMP_ABSENT)).isEqualTo(-1);
    }

    private static long firstTimestamp(TestClock clock, Variant... variants) {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().clock(clock).variant(variants).start()) {
            clock.advance(Duration.ofMinutes(5));
            EventClient events = EventClient.open(device);
            events.configure(PORT);
            return events.next().at("/params/notification/timestamp").asLong(-1);
        }
    }

    @Test
    void aNewConfigurationReplacesTheFiltersAndSendsTheStatesAgain() {
        for (boolean again : List.of(true, false)) {
            try (SimulatedDevice device = again ? with() : with(Variant.INITIAL_STATES_NOT_REPEATED)) {
                EventClient events = EventClient.open(device);
                events.configure(PORT);
                events.notifications(8);
                events.configure(RELAY);
                if (again) {
                    assertThat(events.notifications(4)).allMatch(text -> text.startsWith(RELAY));
                }
                device.input(1).close();
                assertThat(events.isQuiet()).isTrue();
            }
        }
        try (SimulatedDevice device = with(Variant.NO_INITIAL_STATES)) {
            EventClient events = EventClient.open(device);
            events.configure("");
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void statesMayComeBeforeTheAnswer() {
        try (SimulatedDevice device = with(Variant.NOTIFY_BEFORE_CONFIGURE_ANSWER)) {
            EventClient events = EventClient.open(device);
            assertThat(events.configure("tns1:Device/tnsaxis:Status//.")
                            .at("/method")
                            .asText())
                    .isEqualTo("events:notify");
            assertThat(events.next().at("/method").asText()).isEqualTo("events:configure");
        }
    }

    @Test
    void emptyGroupsMayBeMissing() {
        try (SimulatedDevice device = with(Variant.NOTIFY_WITHOUT_KEY)) {
            EventClient events = EventClient.open(device);
            events.configure("tns1:Device/tnsaxis:Status/SystemReady");
            assertThat(events.next().at("/params/notification/message").toString())
                    .isEqualTo("{\"data\":{\"ready\":\"1\"}}");
        }
    }

    @Test
    void anEventThatMatchesTwoElementsIsDeliveredTwice() {
        try (SimulatedDevice device = with(Variant.NO_INITIAL_STATES)) {
            EventClient events = EventClient.open(device);
            events.send(
                    "{\"apiVersion\":\"1\",\"method\":\"events:configure\",\"params\":{\"eventFilterList\":["
                            + "{\"topicFilter\":\"" + PORT + "\"},{\"topicFilter\":\"" + IO
                            + "\",\"contentFilter\":\"boolean(//SimpleItem[@Name=\\\"port\\\" and @Value=\\\"1\\\"]) and boolean(//SimpleItem[@Name=\\\"state\\\" and @Value=\\\"1\\\"])\"}]}}");
            assertThat(events.next().toString())
                    .isEqualTo("{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"data\":{}}");
            device.input(1).close();
            assertThat(events.notifications(3))
                    .containsExactly(
                            PORT + " {\"port\":\"1\"} {\"state\":\"1\"}",
                            PORT + " {\"port\":\"1\"} {\"state\":\"1\"}",
                            PORT + " {\"port\":\"-1\"} {\"state\":\"1\"}");
            device.input(1).open();
            assertThat(events.notifications(2)).hasSize(2);
            assertThat(events.isQuiet()).isTrue();
        }
    }

    @Test
    void mistakesGetTheCodesOfTheReference() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.send("{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"params\":{\"eventFilterList\":[]}}");
            assertThat(events.next())
                    .isEqualTo(
                            Client.parse(Recordings.text("websocket/configure-response-error-2104-empty-list.json")));
            assertThat(code(events, "nonsense")).isEqualTo(2101);
            assertThat(code(events, "{\"apiVersion\":\"1.0\",\"method\":\"events:subscribe\"}"))
                    .isEqualTo(2102);
            assertThat(code(events, "{\"apiVersion\":\"2.0\",\"method\":\"events:configure\"}"))
                    .isEqualTo(2100);
            assertThat(code(events, "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\"}"))
                    .isEqualTo(2103);
            assertThat(
                            code(
                                    events,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"params\":{\"eventFilterList\":[{}]}}"))
                    .isEqualTo(2103);
            assertThat(
                            code(
                                    events,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"params\":{\"eventFilterList\":[{\"contentFilter\":\"port=1\"}]}}"))
                    .isEqualTo(2104);
            assertThat(code(events, " ".repeat(70_000))).isEqualTo(2107);
            events.configure("tns1:No/Such");
            assertThat(events.isQuiet()).isTrue();
            events.sendBinary();
            assertThat(events.closed().join()).isEqualTo(1003);
        }
        try (SimulatedDevice device = with(Variant.UNKNOWN_TOPIC_REFUSED, Variant.CONTENT_FILTER_REFUSED)) {
            EventClient events = EventClient.open(device);
            assertThat(events.configure("tns1:No/Such").at("/error/code").asInt())
                    .isEqualTo(2104);
            assertThat(
                            code(
                                    events,
                                    "{\"apiVersion\":\"1.0\",\"method\":\"events:configure\",\"params\":{\"eventFilterList\":[{\"contentFilter\":\"boolean(//SimpleItem[@Name=\\\"port\\\"])\"}]}}"))
                    .isEqualTo(2104);
        }
    }

    private static int code(EventClient events, String request) {
        events.send(request);
        return events.next().at("/error/code").asInt();
    }

    @Test
    void theNeededRoleMayBeAdministrator() {
        for (boolean admin : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210().user("guard", "x", SimulatedRole.VIEWER);
            if (admin) {
                builder.variant(Variant.EVENTS_NEED_ADMIN);
            }
            try (SimulatedDevice device = builder.start()) {
                Client guard = new Client(device, "guard", "x", false);
                String token = guard.get("/axis-cgi/wssession.cgi").body();
                if (admin) {
                    assertThatThrownBy(() -> EventClient.openWithToken(guard, token))
                            .hasCauseInstanceOf(WebSocketHandshakeException.class);
                } else {
                    EventClient.openWithToken(guard, token);
                }
            }
        }
    }

    @Test
    void theSessionCgiMayOfferBasicWhateverThePolicy() {
        try (SimulatedDevice device = with(Variant.WS_SESSION_BASIC_CHALLENGE)) {
            Client client = new Client(device);
            HttpResponse<String> answer = client.anonymous(client.request("/axis-cgi/wssession.cgi"));
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic ");
        }
    }

    @Test
    void theDevicePingsIfTheVariantSaysSo() {
        try (SimulatedDevice device = with(Variant.WEBSOCKET_PINGS)) {
            EventClient answering = EventClient.open(device);
            // The JDK's client answers pings by itself: after four seconds it would have been dropped.
            await().pollDelay(Duration.ofSeconds(5))
                    .until(() -> device.counters().webSocketsOpen() == 1);
            assertThat(answering.isQuiet()).isTrue();
        }
    }

    @Test
    void eventsOfARequestMayComeBeforeItsAnswer() {
        // Both are written in one go; what is checked is that nothing is lost in either order.
        for (boolean before : List.of(false, true)) {
            try (SimulatedDevice device = before ? with(Variant.EVENT_BEFORE_ANSWER) : with()) {
                EventClient events = EventClient.open(device);
                events.configure(OUTPUT);
                events.notifications(4);
                device.faults().inject(Fault.lateAnswer(Duration.ofMillis(300)).on("/axis-cgi/io/port.cgi"));
                new Client(device).get("/axis-cgi/io/port.cgi?action=1%3A%2F");
                assertThat(events.notification()).endsWith("{\"state\":\"1\"}");
            }
        }
    }

    @Test
    void eventsCanBeDelayed() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().eventDelay(Duration.ofMillis(300)).start()) {
            EventClient events = EventClient.open(device);
            events.configure(OUTPUT);
            events.notifications(4);
            long begin = System.nanoTime();
            device.toggledByAnotherClient(0, true);
            events.notification();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        }
    }

    @Test
    void aPortThatChangesItsDirectionAppearsOnTheOtherTopic() {
        try (SimulatedDevice device = with(Variant.NO_INITIAL_STATES)) {
            EventClient events = EventClient.open(device);
            events.configure(IO);
            device.changeTopology(7, Direction.OUTPUT);
            assertThat(events.notification()).isEqualTo(OUTPUT + " {\"port\":\"7\"} {\"state\":\"0\"}");
        }
    }

    @Test
    void plainRequestsAndOtherSourcesAreRefused() {
        try (SimulatedDevice device = with()) {
            Client client = new Client(device);
            assertThat(client.get(EventClient.TARGET).statusCode()).isEqualTo(400);
            assertThat(client.get("/vapix/ws-data-stream").statusCode()).isEqualTo(400);
        }
    }
}
