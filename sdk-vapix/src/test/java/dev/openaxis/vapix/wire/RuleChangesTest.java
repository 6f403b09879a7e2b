package dev.openaxis.vapix.wire;

import static dev.openaxis.vapix.wire.RulesDevice.added;
import static dev.openaxis.vapix.wire.RulesDevice.envelope;
import static dev.openaxis.vapix.wire.RulesDevice.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaxis.core.AppliedEffect;
import dev.openaxis.core.CallOptions;
import dev.openaxis.core.OutcomeUnknownException;
import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnsupportedCapabilityException;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.AddedRule;
import dev.openaxis.vapix.rules.ConfigurationId;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.ReplaceOrder;
import dev.openaxis.vapix.rules.RuleCondition;
import dev.openaxis.vapix.rules.RuleFault;
import dev.openaxis.vapix.rules.RuleHalfDoneException;
import dev.openaxis.vapix.rules.RuleId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of several steps: in which order they go, and what is told when one of them fails. */
class RuleChangesTest {
    private static final RuleId OLD = RuleId.of("1");
    private static final NewRule NEW = ActionRule.named("new")
            .when(RuleCondition.inputActive(PortId.of(1)))
            .pulses(PortId.of(0), Duration.ofSeconds(5));
    private static final MockResponse REFUSED = fault("Sender", "<aa:InvalidConditionFilterFault/>");
    private static final MockResponse NOT_FOUND = fault("Sender", "<aa:ActionConfigurationNotFoundFault/>");
    private static final MockResponse IN_USE = fault("Sender", "<aa:ActionConfigurationIsInUseFault/>");
    private static final MockResponse BUSY =
            new MockResponse.Builder().code(429).build();

    private final RulesDevice device = new RulesDevice();

    @AfterEach
    void close() {
        device.close();
    }

    private static MockResponse gone() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private List<String> changes() {
        return device.sent().stream()
                .filter(operation -> operation.startsWith("Add") || operation.startsWith("Remove"))
                .toList();
    }

    // ---- adding ----

    @Test
    void aRefusedRule_leavesNoActionBehind() {
        device.says("AddActionRule", REFUSED);

        assertThatThrownBy(() -> device.rules().add(NEW))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(RuleFault.of(refused)).hasValue(RuleFault.INVALID_CONDITION);
                    assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE);
                })
                .hasMessageContaining("A condition names one state");
        assertThat(changes()).containsExactly("AddActionConfiguration", "AddActionRule", "RemoveActionConfiguration");
        assertThat(device.sent("RemoveActionConfiguration").get(0)).contains("<ConfigurationID>5</ConfigurationID>");
    }

    @Test
    void aRefusedAction_letsNoRuleOut() {
        device.says("AddActionConfiguration", fault("Sender", "<aa:ParametersMissmatchFault/>"));

        assertThatThrownBy(() -> device.rules().add(NEW))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(RuleFault.of(refused)).hasValue(RuleFault.PARAMETERS_MISMATCH));
        assertThat(changes()).containsExactly("AddActionConfiguration");
    }

    @Test
    void anActionThatStaysBehind_isTold() {
        device.says("AddActionRule", REFUSED);
        device.says("RemoveActionConfiguration", BUSY);

        assertThatThrownBy(() -> device.rules().add(NEW))
                .isInstanceOfSatisfying(RuleHalfDoneException.class, half -> {
                    assertThat(half.effect()).isEqualTo(AppliedEffect.PARTIAL);
                    assertThat(half.configuration()).hasValue(ConfigurationId.of("5"));
                    assertThat(half.added()).isEmpty();
                    assertThat(half.removed()).isEmpty();
                    assertThat(half.getCause()).isInstanceOf(RefusedException.class);
                })
                .hasMessageContaining("removeAction(5)");
    }

    @Test
    void aRuleThatMayBeThere_keepsItsAction_andIsNotSentAgain() {
        List<MockResponse> unclear = List.of(
                gone(),
                new MockResponse.Builder().body("").build(),
                new MockResponse.Builder()
                        .body(envelope("<aa:AddActionRuleResponse/>"))
                        .build(),
                new MockResponse.Builder().code(503).build(),
                fault("Receiver", "<aa:Other/>"));
        for (int i = 0; i < unclear.size(); i++) {
            device.says("AddActionRule", unclear.get(i));

            assertThatThrownBy(() -> device.rules().add(NEW))
                    .isInstanceOfSatisfying(
                            OutcomeUnknownException.class,
                            unknown -> assertThat(unknown.effect()).isEqualTo(AppliedEffect.POSSIBLE))
                    .hasMessageContaining("the action configuration 5");
            assertThat(device.sent("AddActionRule")).hasSize(i + 1);
        }
        assertThat(device.sent("RemoveActionConfiguration")).isEmpty();
    }

    @Test
    void aRuleThatIsNotAnsweredInTime_saysWhichActionItWasFor() {
        device.rules().list();
        device.says(
                "AddActionRule",
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());

        assertThatThrownBy(() -> device.device
                        .client()
                        .with(CallOptions.deadline(Duration.ofSeconds(4)))
                        .rules()
                        .add(NEW))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("action configuration 5");
        assertThat(device.sent("AddActionRule")).hasSize(1);
    }

    @Test
    void aRuleForAStoredAction_thatMayBeThere() {
        NewRule rule = ActionRule.named("r")
                .when(RuleCondition.inputActive(PortId.of(1)))
                .uses(ConfigurationId.of("3"));
        device.says("AddActionRule", gone());

        assertThatThrownBy(() -> device.rules().add(rule)).isInstanceOf(OutcomeUnknownException.class);

        device.says("AddActionRule", NOT_FOUND);
        assertThatThrownBy(() -> device.rules().add(rule)).isInstanceOf(RefusedException.class);
        assertThat(changes()).containsExactly("AddActionRule", "AddActionRule");
    }

    // ---- removing ----

    @Test
    void aRemovalIsSentOnce() {
        device.says("RemoveActionRule", gone());

        assertThatThrownBy(() -> device.rules().remove(OLD)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(device.sent("RemoveActionRule")).hasSize(1);
    }

    @Test
    void aRuleGoesBeforeItsAction() {
        device.hasRules("4", "6");

        device.rules().removeWithAction(OLD);

        assertThat(changes()).containsExactly("RemoveActionRule", "RemoveActionConfiguration");
        assertThat(device.sent("RemoveActionConfiguration").get(0)).contains("<ConfigurationID>4</ConfigurationID>");
    }

    @Test
    void anActionOfSeveralRulesStays() {
        device.hasRules("4", "4");

        device.rules().removeWithAction(OLD);

        assertThat(changes()).containsExactly("RemoveActionRule");
    }

    @Test
    void anActionThatIsGoneAlready_orThatAnotherRuleTookMeanwhile() {
        device.hasRules("4");
        device.says("RemoveActionConfiguration", NOT_FOUND, IN_USE);

        device.rules().removeWithAction(OLD);
        device.rules().removeWithAction(OLD);

        assertThat(device.sent("RemoveActionConfiguration")).hasSize(2);
    }

    @Test
    void anActionThatStaysAfterItsRule_isTold() {
        device.hasRules("4");
        device.says("RemoveActionConfiguration", BUSY);

        assertThatThrownBy(() -> device.rules().removeWithAction(OLD))
                .isInstanceOfSatisfying(RuleHalfDoneException.class, half -> {
                    assertThat(half.effect()).isEqualTo(AppliedEffect.PARTIAL);
                    assertThat(half.removed()).hasValue(OLD);
                    assertThat(half.configuration()).hasValue(ConfigurationId.of("4"));
                });
    }

    @Test
    void aRuleThatIsNotThere() {
        device.says("RemoveActionRule", fault("Sender", "<aa:ActionRuleNotFoundFault/>"));

        assertThatThrownBy(() -> device.rules().removeWithAction(OLD))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(RuleFault.of(refused)).hasValue(RuleFault.RULE_NOT_FOUND));
        assertThat(changes()).containsExactly("RemoveActionRule");
    }

    // ---- replacing ----

    @Test
    void theNewRuleFirst() {
        device.hasRules("4");

        assertThat(device.rules().replace(OLD, NEW, ReplaceOrder.NEW_FIRST))
                .isEqualTo(new AddedRule(RuleId.of("9"), ConfigurationId.of("5")));
        assertThat(changes())
                .containsExactly(
                        "AddActionConfiguration", "AddActionRule", "RemoveActionRule", "RemoveActionConfiguration");
        assertThat(device.sent("RemoveActionRule").get(0)).contains("<RuleID>1</RuleID>");
        assertThat(device.sent("RemoveActionConfiguration").get(0)).contains("<ConfigurationID>4</ConfigurationID>");
    }

    @Test
    void theOldRuleFirst() {
        device.hasRules("4");

        device.rules().replace(OLD, NEW, ReplaceOrder.OLD_FIRST);

        assertThat(changes())
                .containsExactly(
                        "RemoveActionRule", "AddActionConfiguration", "AddActionRule", "RemoveActionConfiguration");
    }

    @ParameterizedTest
    @EnumSource(ReplaceOrder.class)
    void anActionThatTheNewRuleUses_orAnotherOne_stays(ReplaceOrder order) {
        NewRule same = ActionRule.named("r")
                .when(RuleCondition.inputActive(PortId.of(1)))
                .uses(ConfigurationId.of("4"));

        device.hasRules("4");
        device.rules().replace(OLD, same, order);
        device.hasRules("4", "4");
        device.rules().replace(OLD, NEW, order);

        assertThat(device.sent("RemoveActionConfiguration")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ReplaceOrder.class)
    void nothingIsChanged_ifTheDeviceListsNoSuchRule(ReplaceOrder order) {
        device.hasRules("4", "6");

        assertThatThrownBy(() -> device.rules().replace(RuleId.of("3"), NEW, order))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no rule 3; it has [1, 2]");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aDeviceWithAllItsRules_hasRoomWhenTheOldOneWentFirst() {
        device.hasRules(Collections.nCopies(256, "4").toArray(String[]::new));

        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.NEW_FIRST))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(changes()).isEmpty();
        device.rules().replace(OLD, NEW, ReplaceOrder.OLD_FIRST);
        assertThat(device.sent("AddActionRule")).hasSize(1);
    }

    @Test
    void aNewRuleThatIsRefused_leavesTheOldOne() {
        device.hasRules("4");
        device.says("AddActionRule", REFUSED);

        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.NEW_FIRST))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE));
        assertThat(device.sent("RemoveActionRule")).isEmpty();
    }

    @Test
    void aNewRuleThatIsRefused_whenTheOldOneIsGone() {
        device.hasRules("4");
        device.says("AddActionRule", REFUSED);

        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.OLD_FIRST))
                .isInstanceOfSatisfying(RuleHalfDoneException.class, half -> {
                    assertThat(half.effect()).isEqualTo(AppliedEffect.PARTIAL);
                    assertThat(half.removed()).hasValue(OLD);
                    assertThat(half.added()).isEmpty();
                    // The old rule's action is still there, for a rule to use; the new one's is not.
                    assertThat(half.configuration()).hasValue(ConfigurationId.of("4"));
                });
        assertThat(device.sent("RemoveActionConfiguration"))
                .singleElement()
                .asString()
                .contains("<ConfigurationID>5</ConfigurationID>");
    }

    @Test
    void aNewRuleThatMayBeThere_whenTheOldOneIsGone() {
        device.hasRules("4");
        device.says("AddActionRule", gone());

        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.OLD_FIRST))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("the rule 1 was removed");
    }

    @Test
    void anOldRuleThatStays() {
        device.hasRules("4");
        device.says("RemoveActionRule", BUSY);

        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.NEW_FIRST))
                .isInstanceOfSatisfying(RuleHalfDoneException.class, half -> {
                    assertThat(half.added()).hasValue(RuleId.of("9"));
                    assertThat(half.removed()).isEmpty();
                })
                .hasMessageContaining("both act");
        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.OLD_FIRST))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.effect()).isEqualTo(AppliedEffect.NONE));

        device.says("RemoveActionRule", gone());
        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, ReplaceOrder.NEW_FIRST))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("the rule 9 was added");
    }

    @ParameterizedTest
    @EnumSource(ReplaceOrder.class)
    void anOldActionThatStays(ReplaceOrder order) {
        device.hasRules("4");
        device.says("RemoveActionConfiguration", BUSY);
        device.says("AddActionRule", added("AddActionRule", "RuleID", "12"));

        assertThatThrownBy(() -> device.rules().replace(OLD, NEW, order))
                .isInstanceOfSatisfying(RuleHalfDoneException.class, half -> {
                    assertThat(half.added()).hasValue(RuleId.of("12"));
                    assertThat(half.removed()).hasValue(OLD);
                    assertThat(half.configuration()).hasValue(ConfigurationId.of("4"));
                });
    }
}
