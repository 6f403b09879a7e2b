package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.AuthorizationException;
import dev.openaxis.core.Credentials;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.testkit.RuleVariant;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.testkit.SimulatedRole;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.rules.Action;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.AddedRule;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.OutputLevel;
import dev.openaxis.vapix.rules.Recipient;
import dev.openaxis.vapix.rules.RuleCondition;
import dev.openaxis.vapix.rules.RuleId;
import dev.openaxis.vapix.rules.Rules;
import dev.openaxis.vapix.rules.StartEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that a device carries out by itself. */
class RulesTest {
    private final SimulatedDevice device = SimulatedDevice.a9210().start();
    private final AxisDevice client = Clients.clearText(device).connect();

    @AfterEach
    void close() {
        client.close();
        device.close();
    }

    @Test
    void whenAnInputCloses_theRelayIsPulsed_withoutAnyClient() {
        AddedRule rule = client.rules()
                .when(RuleCondition.inputActive(PortId.of(2)))
                .pulse(PortId.of(0), Duration.ofSeconds(1))
                .named("Input 2 pulses the relay")
                .add();
        assertThat(client.rules().list()).anyMatch(listed -> listed.id().equals(rule.rule()));
        client.close();

        device.input(1).close();
        device.input(2).close();

        await().atMost(SOON).until(() -> device.relay(0).closures() == 1);
        await().atMost(SOON).until(() -> !device.relay(0).isClosed());
    }

    private static Stream<List<RuleVariant>> everyReading() {
        return Stream.concat(
                Stream.of(List.of()), Stream.of(RuleVariant.values()).map(List::of));
    }

    private static SimulatedDevice like(List<RuleVariant> reading) {
        return SimulatedDevice.a9210()
                .user("root", "pass-of-tests", SimulatedRole.ADMIN)
                .user("operator", "pass-of-operator-1", SimulatedRole.OPERATOR)
                .variant(reading.toArray(new RuleVariant[0]))
                .start();
    }

    @ParameterizedTest
    @MethodSource("everyReading")
    void underEveryReading_aRuleIsMade_readAsItWasMeant_carriedOut_andRemoved(List<RuleVariant> reading) {
        try (SimulatedDevice read = like(reading);
                AxisDevice administrator = Clients.connect(read)) {
            EventFilter bothTests = EventFilter.topic("tns1:Device/tnsaxis:IO/Port")
                    .where(Content.item("port", "2").and(Content.item("state", "1")));
            AddedRule rule = administrator
                    .rules()
                    .when(RuleCondition.of(bothTests), RuleCondition.inputActive(PortId.of(1)))
                    .pulse(PortId.of(0), Duration.ofSeconds(1))
                    .named("Both inputs pulse the relay")
                    .add();
            assertThat(administrator.rules().list())
                    .filteredOn(listed -> listed.id().equals(rule.rule()))
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.conditions())
                            .anyMatch(condition -> condition.means(bothTests))
                            .anyMatch(condition -> condition.means(
                                    RuleCondition.inputActive(PortId.of(1)).filter())));

            read.input(2).close();
            read.input(1).close();
            await().atMost(SOON).until(() -> read.relay(0).closures() == 1);
            await().atMost(SOON).until(() -> !read.relay(0).isClosed());

            administrator.rules().removeWithAction(rule.rule());
            read.input(1).open();
            read.input(1).close();
            assertThat(administrator.rules().list())
                    .noneMatch(listed -> listed.id().equals(rule.rule()));
            assertThat(read.relay(0).closures()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RuleVariant.class,
            names = {"OLD_TEMPLATES", "MQTT_PARAMETERS_AS_DOCUMENTED", "UNKNOWN_PARAMETERS_REFUSED"})
    void aMessageToABrokerHasTheParametersThatTheDeviceNames(RuleVariant reading) {
        try (SimulatedDevice read = like(List.of(reading));
                AxisDevice administrator = Clients.connect(read)) {
            ConfigurationId added = administrator.rules().addAction(Action.mqtt("doors/1", "opened", 1));

            assertThat(administrator.rules().actionConfigurations())
                    .filteredOn(stored -> stored.id().equals(added))
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.action().parameters().entrySet())
                            .extracting(entry -> entry.getKey().toLowerCase(Locale.ROOT) + "=" + entry.getValue())
                            .contains("topic=doors/1", "payload=opened", "qos=1"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RuleVariant.class,
            names = {"PASSWORDS_NOT_RETURNED", "LIMITS_NOT_ENFORCED", "LIMITS_ARE_RECEIVER_FAULTS"})
    void aRecipientIsStored_andMoreThanTwentyAreNotAskedFor(RuleVariant reading) {
        try (SimulatedDevice read = like(List.of(reading));
                AxisDevice administrator = Clients.connect(read)) {
            Recipient site = Recipient.http("http://192.0.2.7/alarms").login("door", "invented-2");
            for (int i = 1; i <= Rules.MOST_RECIPIENTS; i++) {
                administrator.rules().addRecipient("Site " + i, site);
            }

            assertThat(administrator.rules().recipients())
                    .hasSize(Rules.MOST_RECIPIENTS)
                    .allSatisfy(stored -> assertThat(stored.recipient().parameters())
                            .containsEntry("upload_url", "http://192.0.2.7/alarms"));
            assertThatThrownBy(() -> administrator.rules().addRecipient("One more", site))
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("at most 20 recipients");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RuleVariant.class,
            names = {"OPERATORS_MAKE_RULES", "OLD_TEMPLATES"})
    void whoMayNotMakeRules_isToldSo(RuleVariant reading) {
        boolean may = reading == RuleVariant.OPERATORS_MAKE_RULES;
        try (SimulatedDevice read = like(List.of(reading));
                AxisDevice operator = Clients.clearText(read)
                        .credentials(Credentials.of("operator", "pass-of-operator-1"))
                        .connect()) {
            Runnable adding = () -> operator.rules()
                    .when(RuleCondition.inputActive(PortId.of(2)))
                    .pulse(PortId.of(0), Duration.ofSeconds(1))
                    .named("An operator's")
                    .add();
            if (may) {
                adding.run();
                assertThat(operator.rules().list()).anyMatch(rule -> rule.name().equals("An operator's"));
            } else {
                assertThatThrownBy(adding::run).isInstanceOf(AuthorizationException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RuleVariant.class,
            names = {"UNLIMITED_WITHOUT_CONDITION_TAKEN", "OLD_TEMPLATES"})
    void anActionWithoutEndNeedsACondition(RuleVariant reading) {
        try (SimulatedDevice read = like(List.of(reading));
                AxisDevice administrator = Clients.connect(read)) {
            int before = administrator.rules().actionConfigurations().size();
            assertThatThrownBy(() -> administrator
                            .rules()
                            .startingAt(StartEvent.of(EventFilter.topic("tns1:Device/tnsaxis:IO/Port")
                                    .where(Content.item("port", "2"))))
                            .does(Action.outputWhileActive(PortId.of(0), OutputLevel.HIGH))
                            .named("Without an end")
                            .add())
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(administrator.rules().actionConfigurations()).hasSize(before);
        }
    }

    @Test
    void aRemovedRule_doesNothing_andLeavesNothingBehind() {
        int before = client.rules().actionConfigurations().size();
        AddedRule rule = client.rules()
                .when(RuleCondition.inputActive(PortId.of(2)))
                .pulse(PortId.of(0), Duration.ofSeconds(1))
                .named("Short-lived")
                .add();

        client.rules().removeWithAction(rule.rule());
        device.input(2).close();

        assertThat(client.rules().actionConfigurations()).hasSize(before);
        assertThat(client.rules().list()).noneMatch(listed -> listed.id().equals(rule.rule()));
        assertThat(device.relay(0).closures()).isZero();
    }

    @Test
    void aConditionThatMatchesNoState_isRefused_andNothingIsLeft() {
        int before = client.rules().actionConfigurations().size();
        NewRule never = ActionRule.named("Never")
                .when(RuleCondition.of(
                        EventFilter.topic("tns1:Device/tnsaxis:Nowhere").where(Content.item("state", "1"))))
                .pulses(PortId.of(0), Duration.ofSeconds(1));

        assertThatThrownBy(() -> client.rules().add(never)).isInstanceOf(RefusedException.class);

        assertThat(client.rules().actionConfigurations()).hasSize(before);
    }

    @Test
    void aPulseOfAPortThatIsNormallyClosed_isRefused_asNobodyKnowsWhatHighIsThere() {
        try (SimulatedDevice closed = SimulatedDevice.a9210().normallyClosed(0).start();
                AxisDevice other = Clients.connect(closed)) {
            assertThatThrownBy(() -> other.rules()
                            .when(RuleCondition.inputActive(PortId.of(2)))
                            .pulse(PortId.of(0), Duration.ofSeconds(1))
                            .named("Uncertain")
                            .add())
                    .isInstanceOf(UnverifiedMappingException.class)
                    .hasMessageContaining("level");
            assertThat(other.rules().list()).noneMatch(rule -> rule.name().equals("Uncertain"));
        }
    }

    @Test
    void aRuleThatIsNotThere_cannotBeRemoved() {
        assertThatThrownBy(() -> client.rules().remove(RuleId.of("9999"))).isInstanceOf(RefusedException.class);
    }
}
