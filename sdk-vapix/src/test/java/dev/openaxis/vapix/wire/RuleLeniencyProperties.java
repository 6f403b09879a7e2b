package dev.openaxis.vapix.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.internal.service.Element;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.recordings.Mangled;
import dev.openaxis.vapix.recordings.Recorded;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.ReplaceOrder;
import dev.openaxis.vapix.rules.RuleCondition;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Every answer of the services, mangled: a value or a typed error; one odd entry never takes the others away. */
class RuleLeniencyProperties {
    private static final String FOLDER = "rules/action-rules/";

    private final RulesDevice device = new RulesDevice();

    @AfterProperty
    void close() {
        device.close();
    }

    private static List<String> recorded(String operation) {
        return Stream.concat(
                        Recorded.names("rules/action-rules").stream(), Recorded.names("rules/event-service").stream())
                .filter(name -> name.contains(operation) && name.endsWith("-response.xml"))
                .map(Recorded::text)
                .toList();
    }

    // ---- anything ----

    @Property(tries = 20)
    void reading(@ForAll("answers") String answer) {
        for (String operation : List.of(
                "GetActionTemplates",
                "GetRecipientTemplates",
                "GetActionConfigurations",
                "GetRecipientConfigurations",
                "GetActionRules",
                "GetScheduledEvents")) {
            device.says(operation, answer);
        }

        Leniently.valueOrTyped(
                () -> assertThat(device.rules().actionTemplates()).isNotNull());
        Leniently.valueOrTyped(
                () -> assertThat(device.rules().recipientTemplates()).isNotNull());
        Leniently.valueOrTyped(() -> assertThat(device.rules().actionConfigurations())
                .allSatisfy(one -> assertThat(one.id().value()).isNotBlank()));
        Leniently.valueOrTyped(() -> assertThat(device.rules().recipients())
                .allSatisfy(one -> assertThat(one.toString()).isNotBlank()));
        Leniently.valueOrTyped(() -> assertThat(device.rules().list()).allSatisfy(rule -> {
            assertThat(rule.id().value()).isNotBlank();
            assertThat(rule.conditions())
                    .allSatisfy(one -> assertThat(one.filter()).isNotNull());
        }));
        Leniently.valueOrTyped(() -> assertThat(device.rules().schedules())
                .allSatisfy(one -> assertThat(one.schedule().recurrence()).isNotNull()));
    }

    @Provide
    Arbitrary<String> answers() {
        List<String> all = new ArrayList<>(recorded("Get"));
        all.addAll(recorded("get_action_rules"));
        all.add(RulesDevice.recordedList("action-templates.xml", "GetActionTemplates"));
        all.add(RulesDevice.recordedList("recipient-templates.xml", "GetRecipientTemplates"));
        return Mangled.text(all);
    }

    @Property(tries = 20)
    void changing(@ForAll("changes") String answer) {
        device.says("AddActionConfiguration", answer);
        device.says("AddActionRule", answer);
        device.says("RemoveActionRule", answer);
        device.says("RemoveActionConfiguration", answer);
        device.says("AddRecipientConfiguration", answer);
        device.says("AddScheduledEvent", answer);
        device.says("RemoveScheduledEvent", answer);
        device.says(
                "GetRecipientTemplates", RulesDevice.recordedList("recipient-templates.xml", "GetRecipientTemplates"));
        device.hasRules("4");
        var rule = ActionRule.named("r")
                .when(RuleCondition.inputActive(PortId.of(1)))
                .pulses(PortId.of(0), Duration.ofSeconds(1));

        Leniently.valueOrTyped(() -> device.rules().add(rule));
        Leniently.valueOrTyped(() -> device.rules().removeWithAction(RuleId.of("1")));
        Leniently.valueOrTyped(() -> device.rules().replace(RuleId.of("1"), rule, ReplaceOrder.OLD_FIRST));
        Leniently.valueOrTyped(() -> device.rules().removeAction(ConfigurationId.of("1")));
        Leniently.valueOrTyped(
                "planted",
                () -> device.rules().addRecipient("r", Recipient.ftp("h", "/").login("u", "planted")));
        Leniently.valueOrTyped(() -> device.rules().addSchedule("s", Schedule.every(Duration.ofHours(1))));
    }

    @Provide
    Arbitrary<String> changes() {
        List<String> all = new ArrayList<>(recorded("Add"));
        all.addAll(recorded("Remove"));
        return Mangled.text(all);
    }

    // ---- one odd entry ----

    /** What becomes of one element of an entry. */
    private record Edit(int place, int kind, String text) {
        Element applied(Element entry) {
            int[] left = {place % count(entry)};
            return edited(entry, left);
        }

        private static int count(Element element) {
            return 1 + element.children().stream().mapToInt(Edit::count).sum();
        }

        private Element edited(Element element, int[] left) {
            if (left[0]-- == 0) {
                return switch (kind) {
                    case 0 -> new Element(element.name(), element.attributes(), text, List.of());
                    case 1 -> new Element(new QName("urn:other", "Other"), Map.of(), text, element.children());
                    case 2 -> new Element(element.name(), Map.of(), element.text(), element.children());
                    default -> {
                        List<Element> twice = new ArrayList<>(element.children());
                        twice.addAll(element.children());
                        yield new Element(element.name(), element.attributes(), element.text() + text, twice);
                    }
                };
            }
            return new Element(
                    element.name(),
                    element.attributes(),
                    element.text(),
                    element.children().stream()
                            .map(child -> edited(child, left))
                            .toList());
        }
    }

    @Provide
    Arbitrary<Edit> edits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(
                                "", " ", "odd", "\t1\n2", "x".repeat(5000), "9".repeat(30), "//.|", "é\uD83D\uDE00"))
                .as(Edit::new)
                .withoutEdgeCases();
    }

    private static Element replaced(Element element, Element old, Element now) {
        return element == old
                ? now
                : new Element(
                        element.name(),
                        element.attributes(),
                        element.text(),
                        element.children().stream()
                                .map(child -> replaced(child, old, now))
                                .toList());
    }

    private void oneOdd(String operation, String answer, Edit edit, int place, Supplier<List<?>> reading)
            throws Exception {
        device.says(operation, answer);
        List<Object> others = new ArrayList<>(reading.get());
        assertThat(others).isNotEmpty();
        int at = place % others.size();
        others.remove(at);
        Element whole = Element.parse(answer);
        Element list = whole.children().get(0).children().get(0).children().get(0);
        Element entry = list.children().get(at);
        device.says(operation, replaced(whole, entry, edit.applied(entry)).xml());

        assertThat(new ArrayList<Object>(reading.get())).containsAll(others);
    }

    @Property(tries = 20)
    void ofTheRules(@ForAll("edits") Edit edit, @ForAll("places") int place) throws Exception {
        oneOdd(
                "GetActionRules",
                Recorded.text(FOLDER + "get_action_rules-D4200-VE-12.9.57-00-GetActionRules-response.xml"),
                edit,
                place,
                () -> device.rules().list());
    }

    @Property(tries = 20)
    void ofTheActionConfigurations(@ForAll("edits") Edit edit, @ForAll("places") int place) throws Exception {
        oneOdd(
                "GetActionConfigurations",
                Recorded.text(
                        FOLDER + "get_action_configurations-D4200-VE-12.9.57-00-GetActionConfigurations-response.xml"),
                edit,
                place,
                () -> device.rules().actionConfigurations());
    }

    @Property(tries = 20)
    void ofTheTemplates(@ForAll("edits") Edit edit, @ForAll("places") int place) throws Exception {
        oneOdd(
                "GetActionTemplates",
                RulesDevice.recordedList("action-templates.xml", "GetActionTemplates"),
                edit,
                place,
                () -> device.rules().actionTemplates());
        oneOdd(
                "GetRecipientTemplates",
                RulesDevice.recordedList("recipient-templates.xml", "GetRecipientTemplates"),
                edit,
                place,
                () -> device.rules().recipientTemplates());
    }

    @Property(tries = 20)
    void ofTheSchedules(@ForAll("edits") Edit edit, @ForAll("places") int place) throws Exception {
        String one =
                "<aev:ScheduledEvent><aev:EventID>a%d</aev:EventID><aev:Name>n</aev:Name><aev:Schedule><aev:ICalendar>"
                        + "DTSTART:19700103T000000\nRRULE:FREQ=WEEKLY</aev:ICalendar></aev:Schedule></aev:ScheduledEvent>";
        oneOdd(
                "GetScheduledEvents",
                RulesDevice.envelope("<aev:GetScheduledEventsResponse><aev:ScheduledEvents>" + one.formatted(1)
                        + one.formatted(2) + one.formatted(3)
                        + "</aev:ScheduledEvents></aev:GetScheduledEventsResponse>"),
                edit,
                place,
                () -> device.rules().schedules());
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 1000).withoutEdgeCases();
    }
}
