package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.internal.json.Json;
import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.ActionConfiguration;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.ActionTemplate;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.RecipientId;
import dev.openaxis.vapix.rules.RecipientTemplate;
import dev.openaxis.vapix.rules.Recurrence;
import dev.openaxis.vapix.rules.RuleCondition;
import dev.openaxis.vapix.rules.RuleFault;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.Schedule;
import dev.openaxis.vapix.rules.ScheduleId;
import dev.openaxis.vapix.rules.ScheduleType;
import dev.openaxis.vapix.rules.StartEvent;
import dev.openaxis.vapix.rules.StoredRecipient;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded exchange of the action service, and the composed ones: the same is sent, and the answer read. */
class RecordedRulesTest {
    private static final String FOLDER = "rules/action-rules/";
    private static final String EVENTS = "rules/event-service/";
    private static final String AA = "http://www.axis.com/vapix/ws/action1";
    private static final String WSNT = "http://docs.oasis-open.org/wsn/b-2";

    private final RulesDevice device = new RulesDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static Element body(String envelope) throws Exception {
        return Element.parse(envelope).children().get(0).children().get(0);
    }

    private static String text(Element of, String name) {
        return of.childText(AA, name).orElseThrow();
    }

    // ---- recorded ----

    record Exchange(String operation, int status, String request, String response) {
        @Override
        public String toString() {
            return request;
        }
    }

    static Stream<Exchange> exchanges() throws Exception {
        return Json.parse("{\"all\":" + Recorded.text(FOLDER + "index.json") + "}", field -> {}).objects("all").stream()
                .map(one -> new Exchange(
                        one.text("operation", ""),
                        (int) one.integer("httpStatus").orElse(0),
                        FOLDER + one.text("request", ""),
                        FOLDER + one.text("response", "")));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void whatWasRecordedIsSent_andItsAnswerRead(Exchange exchange) throws Exception {
        String answer = Recorded.text(exchange.response());
        device.says(
                exchange.operation(),
                new MockResponse.Builder().code(exchange.status()).body(answer).build());
        Element request = body(Recorded.text(exchange.request()));

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> call(exchange, request, body(answer)));

        if (unwritable(request)) {
            assertThat(device.sent(exchange.operation())).hasSize(1);
        } else {
            assertThat(device.sent(exchange.operation()))
                    .singleElement()
                    .satisfies(sent -> assertThat(Element.parse(sent))
                            .isEqualTo(Element.parse(Recorded.text(exchange.request()))));
        }
        assertThat(refused == null).isEqualTo(exchange.status() == 200);
        if (refused != null) {
            assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE);
            assertThat(RuleFault.of(refused)).isPresent();
            assertThat(refused).hasMessageContaining(RuleFault.of(refused).get().advice());
        }
    }

    private void call(Exchange exchange, Element request, Element answer) {
        switch (exchange.operation()) {
            case "AddActionConfiguration" -> {
                Element configuration = request.children().get(0);
                Map<String, String> parameters = new LinkedHashMap<>();
                configuration
                        .child(AA, "Parameters")
                        .orElseThrow()
                        .children()
                        .forEach(one -> parameters.put(
                                one.attribute("Name").orElseThrow(),
                                one.attribute("Value").orElseThrow()));
                String token = text(configuration, "TemplateToken");
                device.says(
                        "GetActionTemplates",
                        RulesDevice.templates(token, parameters.keySet().toArray(String[]::new)));
                assertThat(device.rules()
                                .addAction(Action.of(token, parameters))
                                .value())
                        .isEqualTo(text(answer, "ConfigurationID"));
            }
            case "AddActionRule" -> {
                Element rule = request.children().get(0);
                var builder = ActionRule.named(text(rule, "Name"));
                if (unwritable(request)) {
                    builder.when(RuleCondition.inputActive(PortId.of(0)));
                } else {
                    conditions(rule).forEach(filter -> builder.when(RuleCondition.of(filter)));
                }
                assertThat(device.rules()
                                .add(builder.uses(ConfigurationId.of(text(rule, "PrimaryAction"))))
                                .rule()
                                .value())
                        .isEqualTo(text(answer, "RuleID"));
            }
            case "GetActionRules" ->
                assertThat(device.rules().list())
                        .hasSize(answer.child(AA, "ActionRules")
                                .orElseThrow()
                                .children()
                                .size());
            case "RemoveActionRule" -> device.rules().remove(RuleId.of(text(request, "RuleID")));
            case "GetActionConfigurations" ->
                assertThat(device.rules().actionConfigurations())
                        .hasSize(answer.child(AA, "ActionConfigurations")
                                .orElseThrow()
                                .children()
                                .size());
            case "RemoveActionConfiguration" ->
                device.rules().removeAction(ConfigurationId.of(text(request, "ConfigurationID")));
            default -> throw new IllegalArgumentException(exchange.operation());
        }
    }

    private static List<EventFilter> conditions(Element rule) {
        return rule.child(AA, "Conditions").stream()
                .flatMap(all -> all.children().stream())
                .map(one -> EventFilter.parse(
                        one.childText(WSNT, "TopicExpression").orElseThrow(),
                        one.childText(WSNT, "MessageContent").orElseThrow()))
                .toList();
    }

    /** Whether this client refuses to make such a request: its answer is then read to another one. */
    private static boolean unwritable(Element request) {
        if (!request.name().getLocalPart().equals("AddActionRule")) {
            return false;
        }
        try {
            return conditions(request.children().get(0)).isEmpty();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    @Test
    void everyRecordingIsUsed() throws Exception {
        Set<String> used = new TreeSet<>(Set.of(
                FOLDER + "index.json",
                FOLDER + "action-templates.xml",
                FOLDER + "recipient-templates.xml",
                FOLDER + "get_action_rules-conditions-response-rs4acap.xml",
                FOLDER + "get_action_rules-start-event-response-rs4acap.xml"));
        exchanges().forEach(one -> {
            used.add(one.request());
            used.add(one.response());
        });
        Set<String> recorded = new HashSet<>(Recorded.names("rules/action-rules"));
        recorded.removeIf(name -> name.contains("composed-"));

        assertThat(used).isEqualTo(recorded);
        assertThat(exchanges().map(Exchange::request).filter(name -> {
                    try {
                        return unwritable(body(Recorded.text(name)));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .hasSize(3);
    }

    @Test
    void theFactoryRulesOfASpeaker() {
        device.says(
                "GetActionRules",
                Recorded.text(FOLDER + "get_action_rules-D4200-VE-12.9.57-00-GetActionRules-response.xml"));

        List<ActionRule> rules = device.rules().list();

        assertThat(rules).extracting(rule -> rule.id().value()).containsExactly("4", "1", "3", "2");
        ActionRule ringer = rules.get(1);
        assertThat(ringer.name()).isEqualTo("Loud ringer");
        assertThat(ringer.enabled()).hasValue(false);
        assertThat(ringer.startEvent()).isEmpty();
        assertThat(ringer.atMostEvery()).isEmpty();
        assertThat(ringer.action()).hasValue(ConfigurationId.of("1"));
        assertThat(ringer.conditions()).hasSize(1);
        assertThat(ringer.conditions().get(0).topicExpression()).isEqualTo("tnsaxis:Call/State");
        EventFilter asked = EventFilter.topic("tnsaxis:Call/State")
                .where(Content.item("Source", "NetworkSpeaker").and(Content.item("CallState", "Ringing")));
        assertThat(ringer.conditions().get(0).means(asked)).isTrue();
        assertThat(ringer.conditions().get(0).means(EventFilter.topic("tnsaxis:Call/State")))
                .isFalse();
        assertThat(rules)
                .extracting(ActionRule::enabled)
                .filteredOn(Optional.of(true)::equals)
                .hasSize(3);
    }

    @Test
    void theActionsOfASpeaker() {
        device.says(
                "GetActionConfigurations",
                Recorded.text(
                        FOLDER + "get_action_configurations-D4200-VE-12.9.57-00-GetActionConfigurations-response.xml"));

        List<ActionConfiguration> configurations = device.rules().actionConfigurations();

        assertThat(configurations)
                .contains(new ActionConfiguration(
                        ConfigurationId.of("1"),
                        Optional.of("loudringer_ringtone"),
                        "com.axis.action.unlimited.play.audioclip",
                        Map.of("location", "%2Fetc%2Faudioclips%2Falarm.mp3")));
        assertThat(configurations.get(1).action())
                .isEqualTo(Action.of(
                                "com.axis.action.unlimited.play.audioclip",
                                Map.of("location", "%2Fetc%2Faudioclips%2Falarm.mp3"))
                        .named("loudringer_ringtone"));
        assertThat(configurations.get(1).toString()).doesNotContain("alarm.mp3");
    }

    /** AXIS OS 10.12 tells another topic than it was given. */
    @Test
    void aTopicWithEverythingBelowItMeansTheOneThatWasGiven() {
        device.says(
                "GetActionRules",
                Recorded.text(FOLDER + "action_rule_crud-P8815-2-10.12.323-02-GetActionRules-response.xml"));

        assertThat(device.rules().list().get(0).conditions().get(0))
                .hasToString(
                        "tns1:Device/tnsaxis:Status/SystemReady//. where boolean(//SimpleItem[@Name=\"ready\" and @Value=\"1\"])")
                .matches(told -> told.means(EventFilter.topic("tns1:Device/tnsaxis:Status/SystemReady")
                        .where(Content.item("ready", "1"))))
                .matches(told -> !told.means(
                        EventFilter.topic("tns1:Device/tnsaxis:Status").where(Content.item("ready", "1"))));
    }

    @Test
    void rulesOfCameras() {
        device.says("GetActionRules", Recorded.text(FOLDER + "get_action_rules-start-event-response-rs4acap.xml"));
        ActionRule started = device.rules().list().get(0);
        assertThat(started.conditions()).isEmpty();
        assertThat(started.startEvent().orElseThrow().filter().orElseThrow())
                .isEqualTo(EventFilter.topic("tnsaxis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1")
                        .where(Content.item("active", "1")));
        assertThat(started.action()).hasValue(ConfigurationId.of("17"));

        device.says("GetActionRules", Recorded.text(FOLDER + "get_action_rules-conditions-response-rs4acap.xml"));
        ActionRule held = device.rules().list().get(0);
        assertThat(held.startEvent()).isEmpty();
        assertThat(held.conditions()).hasSize(1);
        assertThat(held.conditions().get(0).filter()).isPresent();
    }

    @Test
    void templates() {
        device.hasRecordedTemplates();

        List<ActionTemplate> actions = device.rules().actionTemplates();
        assertThat(actions).hasSize(36);
        assertThat(actions)
                .filteredOn(one -> one.token().equals("com.axis.action.fixed.notification.http"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.recipientTemplate()).hasValue("com.axis.recipient.http");
                    assertThat(one.parameters())
                            .extracting(parameter -> parameter.name() + ":" + parameter.type())
                            .containsExactly("parameters:string", "message:string");
                });
        List<RecipientTemplate> recipients = device.rules().recipientTemplates();
        assertThat(recipients).hasSize(6);
        assertThat(recipients.get(0).token()).isEqualTo("com.axis.recipient.https");
        assertThat(recipients.get(0).parameters()).hasSize(9);
    }

    @Test
    void whatKeepsAnActionFromBeingRemoved() {
        device.says(
                "RemoveActionConfiguration",
                new MockResponse.Builder()
                        .code(400)
                        .body(
                                Recorded.text(
                                        FOLDER
                                                + "remove_action_configuration_in_use-M1075-L-12.9.57-02-RemoveActionConfiguration-response.xml"))
                        .build());

        assertThatThrownBy(() -> device.rules().removeAction(ConfigurationId.of("7")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(RuleFault.of(refused)).hasValue(RuleFault.CONFIGURATION_IN_USE);
                    assertThat(RuleFault.usedBy(refused)).containsExactly(RuleId.of("2"));
                    assertThat(refused.details())
                            .containsEntry("ActionRuleID", "2")
                            .containsEntry("ActionRuleName", "cassette test rule");
                    assertThat(refused.code()).isEqualTo(400);
                })
                .hasMessageContaining("used by the rules [2]");
    }

    // ---- composed ----

    private void sentAsComposed(String operation, String file) throws Exception {
        assertThat(device.sent(operation)).hasSize(1);
        assertThat(Element.parse(device.sent(operation).get(0))).isEqualTo(Element.parse(Recorded.text(file)));
    }

    @Test
    void aRuleWithAStartEventAndACondition() throws Exception {
        StartEvent forced = StartEvent.when(RuleCondition.inputActive(PortId.of(0)));

        device.rules()
                .add(ActionRule.named("Door forced: siren")
                        .startingAt(forced)
                        .when(RuleCondition.during(ScheduleId.AFTER_HOURS))
                        .atMostEvery(Duration.ofSeconds(10))
                        .uses(ConfigurationId.of("1")));

        sentAsComposed("AddActionRule", FOLDER + "composed-AddActionRule-start-event-and-condition-request.xml");
    }

    @Test
    void recipients() throws Exception {
        device.hasRecordedTemplates();
        device.says(
                "AddRecipientConfiguration", Recorded.text(FOLDER + "composed-AddRecipientConfiguration-response.xml"));
        device.says(
                "GetRecipientConfigurations",
                Recorded.text(FOLDER + "composed-GetRecipientConfigurations-response.xml"));

        StoredRecipient sink = device.rules().recipients().get(0);
        assertThat(sink)
                .isEqualTo(new StoredRecipient(
                        RecipientId.of("2"),
                        "Tcp sink",
                        "com.axis.recipient.tcp",
                        Map.of("host", "192.0.2.20", "port", "50000", "qos", "0")));
        assertThat(sink.recipient().parameters())
                .isEqualTo(Recipient.tcp("192.0.2.20", 50000).qos(0).parameters());

        RecipientId added = device.rules()
                .addRecipient(
                        "Central server",
                        Recipient.https("https://192.0.2.20/notify")
                                .login("dev", "secret")
                                .qos(0));

        assertThat(added).isEqualTo(RecipientId.of("2"));
        assertThat(sorted(device.sent("AddRecipientConfiguration").get(0)))
                .isEqualTo(sorted(Recorded.text(FOLDER + "composed-AddRecipientConfiguration-https-request.xml")));
    }

    /** Parameters have no order: devices tell them in another than they were given (recorded). */
    private static Element sorted(String xml) throws Exception {
        Element recipient = body(xml).children().get(0);
        return Element.of(
                AA,
                "sorted",
                recipient.children().stream()
                        .map(part -> part.is(AA, "Parameters")
                                ? Element.of(
                                        AA,
                                        "Parameters",
                                        part.children().stream()
                                                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                                                .toArray(Element[]::new))
                                : part)
                        .toArray(Element[]::new));
    }

    @Test
    void schedules() throws Exception {
        device.says("AddScheduledEvent", Recorded.text(EVENTS + "composed-AddScheduledEvent-response.xml"));
        device.says("GetScheduledEvents", Recorded.text(EVENTS + "composed-GetScheduledEvents-response.xml"));
        device.says("RemoveScheduledEvent", RulesDevice.envelope("<aev:RemoveScheduledEventResponse/>"));
        ScheduleId id = ScheduleId.of("com.axis.schedules.genid.id-0");

        assertThat(device.rules()
                        .addSchedule(
                                "Night shift",
                                Schedule.weekly(
                                                DayOfWeek.MONDAY,
                                                DayOfWeek.TUESDAY,
                                                DayOfWeek.WEDNESDAY,
                                                DayOfWeek.THURSDAY,
                                                DayOfWeek.FRIDAY)
                                        .startingOn(LocalDate.of(2025, 1, 6))
                                        .from(LocalTime.of(22, 0))
                                        .to(LocalTime.of(6, 0))))
                .isEqualTo(id);
        sentAsComposed("AddScheduledEvent", EVENTS + "composed-AddScheduledEvent-interval-request.xml");

        assertThat(device.rules().schedules()).singleElement().satisfies(weekends -> {
            assertThat(weekends.id()).isEqualTo(ScheduleId.WEEKENDS);
            assertThat(weekends.name()).isEqualTo("Weekends");
            assertThat(weekends.schedule().type()).isEqualTo(ScheduleType.INTERVAL);
            assertThat(weekends.schedule().recurrence()).hasValue(Recurrence.weekly());
            assertThat(weekends.schedule().start())
                    .hasValue(LocalDate.of(1970, 1, 3).atStartOfDay());
            assertThat(weekends.schedule().end())
                    .hasValue(LocalDate.of(1970, 1, 5).atStartOfDay());
        });
        sentAsComposed("GetScheduledEvents", EVENTS + "composed-GetScheduledEvents-request.xml");

        device.rules().removeSchedule(id);
        sentAsComposed("RemoveScheduledEvent", EVENTS + "composed-RemoveScheduledEvent-request.xml");
    }

    @Test
    void pulses() throws Exception {
        device.says("AddScheduledEvent", Recorded.text(EVENTS + "composed-AddScheduledEvent-response.xml"));
        device.says("GetScheduledEvents", Recorded.text(EVENTS + "composed-GetScheduledEvents-response.xml"));

        device.rules().addSchedule("Every 5 minutes", Schedule.every(Duration.ofMinutes(5)));
        sentAsComposed("AddScheduledEvent", EVENTS + "composed-AddScheduledEvent-pulse-request.xml");

        device.rules().schedules(ScheduleType.PULSE);
        sentAsComposed("GetScheduledEvents", EVENTS + "composed-GetScheduledEvents-filtered-request.xml");
    }

    @Test
    void aScheduleUnderAnIdOfOnesOwn() throws Exception {
        device.says("AddScheduledEvent", Recorded.text(EVENTS + "composed-AddScheduledEvent-response.xml"));

        device.rules().addSchedule(ScheduleId.of("my.shift"), "Shift", Schedule.every(Duration.ofDays(1)));

        assertThat(body(device.sent("AddScheduledEvent").get(0))
                        .children()
                        .get(0)
                        .children())
                .extracting(part -> part.name().getLocalPart())
                .containsExactly("EventID", "Name", "Schedule");
    }

    /** The answers of the virtual inputs, which rules use, are read by their own client. */
    @Test
    void virtualInputs() {
        device.device.answers(
                "/axis-cgi/virtualinput/activate.cgi",
                Recorded.text(EVENTS + "composed-virtualinput-activate-response.xml"));
        assertThat(device.device.client().io().virtualInputs().activate(10)).isTrue();

        device.device.answers(
                "/axis-cgi/virtualinput/activate.cgi",
                Recorded.text(EVENTS + "composed-virtualinput-error-20-response.xml"));
        assertThatThrownBy(() -> device.device.client().io().virtualInputs().activate(10))
                .isInstanceOf(dev.openaxis.core.WrongPortException.class);
    }
}
