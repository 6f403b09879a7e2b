package dev.openaxis.testkit;

import static dev.openaxis.testkit.Rules.condition;
import static dev.openaxis.testkit.Rules.conditions;
import static dev.openaxis.testkit.Rules.startEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Scheduled events follow the clock of the device, which starts on Friday, 2026-05-01, at 10:00 in most of these tests. */
class ScheduleTest {
    private static final String INTERVAL = "tns1:UserAlarm/tnsaxis:Recurring/Interval";
    private static final String PULSE = "tns1:UserAlarm/tnsaxis:Recurring/Pulse";
    private static final String OFFICE = "com.axis.schedules.office_hours";
    private static final String WEEKENDS = "com.axis.schedules.weekends";
    private static final String OWN = "com.axis.schedules.genid.id-0";

    private final TestClock clock = new TestClock();

    private SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().clock(clock).variant(readings).start();
    }

    private static HttpResponse<String> play(SimulatedDevice device, String file) {
        return Soap.post(new Client(device), Soap.VAPIX, Recordings.text("event-service/composed-" + file + ".xml"));
    }

    private static String shape(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Soap.shape(Soap.body(answer.body()));
    }

    private static String recorded(String file) {
        return Soap.shape(Soap.body(Recordings.text("event-service/composed-" + file + ".xml")));
    }

    private static HttpResponse<String> add(SimulatedDevice device, String id, String lines) {
        return Soap.ask(
                device,
                Soap.EVENT,
                "AddScheduledEvent",
                "<NewScheduledEvent>" + id + "<Name>n</Name><Schedule>"
                        + "<ICalendar Dialect=\"http://www.axis.com/vapix/ws/ical1\">" + lines
                        + "</ICalendar></Schedule></NewScheduledEvent>");
    }

    private static List<String> ids(SimulatedDevice device, String file) {
        Element list = Soap.children(Soap.result(play(device, file), Soap.EVENT, "GetScheduledEvents"))
                .get(0);
        return Soap.children(list).stream()
                .map(item -> Soap.children(item).get(0).getTextContent())
                .toList();
    }

    @Test
    void schedulesAreStoredAndListedInTheComposedForm() {
        try (SimulatedDevice device = with()) {
            assertThat(shape(play(device, "AddScheduledEvent-interval-request")))
                    .isEqualTo(recorded("AddScheduledEvent-response"));
            assertThat(shape(play(device, "AddScheduledEvent-pulse-request")))
                    .endsWith("(EventID=" + OWN.replace('0', '1') + ")");
            assertThat(ids(device, "GetScheduledEvents-request"))
                    .containsExactlyInAnyOrder(OFFICE, WEEKENDS, OWN, OWN.replace('0', '1'));
            assertThat(ids(device, "GetScheduledEvents-filtered-request")).containsExactly(OWN.replace('0', '1'));
            String composed = Recordings.text("event-service/composed-GetScheduledEvents-response.xml");
            String item = composed.replaceAll("(?s).*(<aev:ScheduledEvent>.*</aev:ScheduledEvent>).*", "$1");
            assertThat(play(device, "GetScheduledEvents-request").body())
                    .contains(item)
                    .contains(
                            "DTSTART:20250106T220000\nDTEND:20250107T060000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR<");
            Soap.result(play(device, "RemoveScheduledEvent-request"), Soap.EVENT, "RemoveScheduledEvent");
            assertThat(ids(device, "GetScheduledEvents-request"))
                    .doesNotContain(OWN)
                    .hasSize(3);
            assertThat(Soap.fault(play(device, "RemoveScheduledEvent-request"), 400))
                    .isEqualTo("Sender ter:InvalidArgVal");
        }
    }

    @Test
    void anIntervalIsAStateThatChangesWithTheClock() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(INTERVAL);
            assertThat(events.notifications(2))
                    .containsExactlyInAnyOrder(
                            INTERVAL + " {\"id\":\"" + OFFICE + "\"} {\"active\":\"1\"}",
                            INTERVAL + " {\"id\":\"" + WEEKENDS + "\"} {\"active\":\"0\"}");
            clock.advance(Duration.ofHours(8));
            assertThat(events.notification()).isEqualTo(INTERVAL + " {\"id\":\"" + OFFICE + "\"} {\"active\":\"0\"}");
            clock.advance(Duration.ofHours(6));
            assertThat(events.notification()).isEqualTo(INTERVAL + " {\"id\":\"" + WEEKENDS + "\"} {\"active\":\"1\"}");
            clock.advance(Duration.ofDays(-1));
            assertThat(events.notification()).isEqualTo(INTERVAL + " {\"id\":\"" + WEEKENDS + "\"} {\"active\":\"0\"}");
        }
    }

    @Test
    void timesAreLocalTimesOfTheDevice() {
        Clock tokyo = Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneId.of("Asia/Tokyo"));
        try (SimulatedDevice device = SimulatedDevice.a9210().clock(tokyo).start()) {
            PullClient points = PullClient.open(device, INTERVAL, "");
            assertThat(points.all()).contains("Initialized " + INTERVAL + " [id=" + OFFICE + "] [active=0]");
        }
    }

    @Test
    void aPulseIsAnEventAndDeclaredWhileThereIsOne() {
        try (SimulatedDevice device = with()) {
            assertThat(Declared.ask(device)).doesNotContainKey(PULSE);
            play(device, "AddScheduledEvent-pulse-request");
            Map<String, Declared> declared = Declared.ask(device);
            assertThat(declared.get(PULSE).isProperty()).isFalse();
            assertThat(declared.get(PULSE).sourceValues("id")).containsExactly(OWN);
            PullClient points = PullClient.open(device, PULSE, "");
            points.renew("P10D");
            assertThat(points.pull("PT0.3S", 5)).isEmpty();
            clock.advance(Duration.ofMinutes(4));
            assertThat(points.pull("PT0.3S", 5)).isEmpty();
            clock.advance(Duration.ofMinutes(1));
            assertThat(points.pull("PT20S", 5)).containsExactly(PULSE + " [id=" + OWN + "] []");
            clock.advance(Duration.ofMinutes(60));
            assertThat(points.pull("PT20S", 5)).hasSize(1);
        }
    }

    @Test
    void aNewIntervalIsDeclaredByNameAndARemovedOneDeleted() {
        try (SimulatedDevice device = with()) {
            PullClient points = PullClient.open(device, INTERVAL, "");
            points.renew("P10D");
            points.all();
            play(device, "AddScheduledEvent-interval-request");
            assertThat(points.all()).containsExactly("Initialized " + INTERVAL + " [id=" + OWN + "] [active=0]");
            Element id =
                    Declared.ask(device).get(INTERVAL).items("SourceInstance").get("id");
            assertThat(Soap.children(id)).anySatisfy(value -> {
                assertThat(value.getTextContent()).isEqualTo(OWN);
                assertThat(value.getAttributeNS(Soap.EVENT, "NiceName")).isEqualTo("Night shift");
            });
            clock.advance(Duration.ofHours(12));
            assertThat(points.pull("PT20S", 5)).isNotEmpty();
            play(device, "RemoveScheduledEvent-request");
            assertThat(points.all()).contains("Deleted " + INTERVAL + " [id=" + OWN + "] [active=1]");
        }
    }

    @Test
    void theRealClockMovesSchedulesByItself() {
        try (SimulatedDevice device = SimulatedDevice.a9210().start()) {
            PullClient points = PullClient.open(device, PULSE, "");
            add(device, "<EventID>tick</EventID>", "DTSTART:20260101T000000 RRULE:FREQ=SECONDLY");
            assertThat(points.pull("PT20S", 1)).containsExactly(PULSE + " [id=tick] []");
            assertThat(points.pull("PT20S", 1)).containsExactly(PULSE + " [id=tick] []");
        }
    }

    @Test
    void rulesFollowSchedules() {
        try (SimulatedDevice device = with()) {
            String hold = Rules.makeAction(device, "unlimited.io.toggle", "port", "0", "state", "high");
            Rules.make(device, conditions(condition(INTERVAL, "id", OFFICE, "active", "1")), hold);
            assertThat(device.relay(0).isClosed()).isTrue();
            add(device, "<EventID>tick</EventID>", "DTSTART:19700101T000000 RRULE:FREQ=HOURLY");
            String stay = Rules.makeAction(device, "fixed.io.toggle", "port", "3", "state", "high", "duration", "0");
            Rules.make(device, startEvent(PULSE, "id", "tick"), stay);
            clock.advance(Duration.ofHours(8));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(device.relay(0).isClosed()).isFalse();
                assertThat(device.output(3).isClosed()).isTrue();
            });
        }
        try (SimulatedDevice device =
                SimulatedDevice.recorded(RecordedDevice.D4200_VE_12_9).start()) {
            HttpResponse<String> added = Soap.post(
                    new Client(device),
                    Soap.VAPIX,
                    Recordings.text("action-rules/composed-AddActionRule-start-event-and-condition-request.xml"));
            assertThat(Soap.result(added, Soap.ACTION, "AddActionRule").getTextContent())
                    .isEqualTo("5");
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        try (SimulatedDevice device = with()) {
            String good = "DTSTART:20260101T000000\nRRULE:FREQ=DAILY";
            assertThat(add(device, "", good).statusCode()).isEqualTo(200);
            for (String wrong :
                    List.of("", "x", "RRULE:FREQ=DAILY", good + ";COUNT=3", good + "\nEXDATE:20260102T000000")) {
                assertThat(Soap.fault(add(device, "", wrong), 400)).as(wrong).isEqualTo("Sender ter:InvalidArgs");
            }
            assertThat(Soap.fault(add(device, "<EventID>" + OWN + "</EventID>", good), 400))
                    .isEqualTo("Sender ter:InvalidArgVal");
            String next = OWN.replace('0', '1');
            assertThat(shape(add(device, "<EventID>" + next + "</EventID>", good)))
                    .contains(next);
            assertThat(shape(add(device, "", good))).contains(OWN.replace('0', '2'));
            String filter = "<ScheduleFilter><ScheduleType>Sometimes</ScheduleType></ScheduleFilter>";
            assertThat(Soap.fault(Soap.ask(device, Soap.EVENT, "GetScheduledEvents", filter), 400))
                    .isEqualTo("Sender ter:InvalidArgs");
        }
    }

    @Test
    void schedulesOutliveARestartAndFollowTheVariants() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .clock(clock)
                .variant(EventVariant.NO_FACTORY_SCHEDULES, EventVariant.SCHEDULES_NAMED_AS_NEW)
                .readyAfterRestart(Duration.ZERO)
                .start()) {
            assertThat(Declared.ask(device)).doesNotContainKey(INTERVAL);
            play(device, "AddScheduledEvent-interval-request");
            String boot = device.bootId();
            device.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> device.isReady() && !device.bootId().equals(boot));
            Element list = Soap.children(
                            Soap.result(play(device, "GetScheduledEvents-request"), Soap.EVENT, "GetScheduledEvents"))
                    .get(0);
            assertThat(Soap.children(list)).hasSize(1);
            assertThat(Soap.children(list).get(0).getLocalName()).isEqualTo("NewScheduledEvent");
        }
    }

    @Test
    void onlyAnAdministratorSeesAndMakesSchedulesUnlessAnOperatorMay() {
        for (Reading[] readings : List.of(new Reading[0], new Reading[] {RuleVariant.OPERATORS_MAKE_RULES})) {
            try (SimulatedDevice device = SimulatedDevice.a9210()
                    .variant(readings)
                    .user("chief", "c", SimulatedRole.OPERATOR)
                    .start()) {
                String request = Recordings.text("event-service/composed-GetScheduledEvents-request.xml");
                assertThat(Soap.post(new Client(device, "chief", "c", false), Soap.VAPIX, request)
                                .statusCode())
                        .isEqualTo(readings.length == 0 ? 401 : 200);
            }
        }
    }
}
