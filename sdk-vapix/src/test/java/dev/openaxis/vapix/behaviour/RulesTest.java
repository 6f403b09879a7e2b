package dev.openaxis.vapix.behaviour;

import static dev.openaxis.vapix.behaviour.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openaxis.core.RefusedException;
import dev.openaxis.core.UnverifiedMappingException;
import dev.openaxis.testkit.SimulatedDevice;
import dev.openaxis.vapix.AxisDevice;
import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.rules.ActionRule;
import dev.openaxis.vapix.rules.AddedRule;
import dev.openaxis.vapix.rules.NewRule;
import dev.openaxis.vapix.rules.RuleCondition;
import dev.openaxis.vapix.rules.RuleId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
