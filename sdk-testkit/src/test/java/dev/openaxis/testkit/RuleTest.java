package dev.openaxis.testkit;

import static dev.openaxis.testkit.Rules.condition;
import static dev.openaxis.testkit.Rules.conditions;
import static dev.openaxis.testkit.Rules.make;
import static dev.openaxis.testkit.Rules.makeAction;
import static dev.openaxis.testkit.Rules.startEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules are carried out by the device itself. */
class RuleTest {
    private static final String PORT = "tns1:Device/tnsaxis:IO/Port";
    private static final String OUTPUT = "tns1:Device/tnsaxis:IO/OutputPort";
    private static final String FAILED = "tns1:Device/tnsaxis:SystemMessage/ActionFailed";
    private static final String INPUT_1 = condition(PORT, "port", "1", "state", "1");
    private static final String INPUT_2 = condition(PORT, "port", "2", "state", "1");

    private static SimulatedDevice with(Reading... readings) {
        return SimulatedDevice.a9210().variant(readings).start();
    }

    private static String holdRelay(SimulatedDevice device) {
        return makeAction(device, "unlimited.io.toggle", "port", "0", "state", "high");
    }

    private static String pulseRelay(SimulatedDevice device, int seconds) {
        return makeAction(
                device, "fixed.io.toggle", "port", "0", "state", "high", "duration", Integer.toString(seconds));
    }

    @Test
    void conditionsHoldAnOutputAsLongAsAllOfThemHold() {
        try (SimulatedDevice device = with()) {
            String rule = make(device, conditions(INPUT_1, INPUT_2), holdRelay(device));
            device.input(1).close();
            assertThat(device.relay(0).isClosed()).isFalse();
            device.input(2).close();
            assertThat(device.relay(0).isClosed()).isTrue();
            device.input(1).open();
            assertThat(device.relay(0).isClosed()).isFalse();
            device.input(1).close();
            device.input(2).open();
            assertThat(device.relay(0).closures()).isEqualTo(2);
            assertThat(device.relay(0).isClosed()).isFalse();
            assertThat(device.counters().ruleRuns()).isEqualTo(Map.of(rule, 2L));
            assertThat(device.counters().rulesActions()).isEqualTo(Map.of("com.axis.action.unlimited.io.toggle", 2L));
        }
    }

    @Test
    void aConditionMayWaitForTheOppositeState() {
        try (SimulatedDevice device = with()) {
            device.input(1).close();
            make(device, conditions(condition(PORT, "port", "1", "state", "0")), holdRelay(device));
            assertThat(device.relay(0).isClosed()).isFalse();
            device.input(1).open();
            assertThat(device.relay(0).isClosed()).isTrue();
        }
    }

    @Test
    void aStartEventPulsesAnOutput() {
        try (SimulatedDevice device = with()) {
            String rule = make(device, startEvent(PORT, "port", "1", "state", "1"), pulseRelay(device, 1));
            assertThat(device.relay(0).isClosed()).isFalse();
            device.input(1).close();
            assertThat(device.relay(0).isClosed()).isTrue();
            device.input(1).open();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(device.relay(0).isClosed()).isFalse());
            List<Transition> pulse = device.relay(0).transitions();
            assertThat(pulse).hasSize(2);
            assertThat(Duration.ofNanos(pulse.get(1).nanoTime() - pulse.get(0).nanoTime()))
                    .isBetween(Duration.ofMillis(990), Duration.ofSeconds(15));
            assertThat(device.counters().ruleRuns()).isEqualTo(Map.of(rule, 1L));
        }
    }

    @Test
    void durationZeroStaysAndLowOpens() {
        try (SimulatedDevice device = with()) {
            make(device, startEvent(PORT, "port", "1", "state", "1"), pulseRelay(device, 0));
            String low = makeAction(device, "fixed.io.toggle", "port", "0", "state", "low", "duration", "0");
            make(device, startEvent(PORT, "port", "2", "state", "1"), low);
            device.input(1).close();
            device.input(1).open();
            assertThat(device.relay(0).isClosed()).isTrue();
            device.input(2).close();
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void aStartEventWithConditionsStartsAndTheConditionsHold() {
        try (SimulatedDevice device = with()) {
            String rule =
                    make(device, startEvent(PORT, "port", "1", "state", "1") + conditions(INPUT_2), holdRelay(device));
            device.input(1).close();
            device.input(2).close();
            assertThat(device.relay(0).isClosed()).isFalse();
            device.input(1).open();
            device.input(1).close();
            assertThat(device.relay(0).isClosed()).isTrue();
            device.input(1).open();
            assertThat(device.relay(0).isClosed()).isTrue();
            device.input(2).open();
            assertThat(device.relay(0).isClosed()).isFalse();
            assertThat(device.counters().ruleRuns()).isEqualTo(Map.of(rule, 1L));
        }
    }

    @Test
    void aPulseAndAnyInstanceMayStart() {
        try (SimulatedDevice device = SimulatedDevice.a9210()
                .shockDetection()
                .variant(ShockVariant.ON_FROM_THE_FACTORY)
                .start()) {
            String shock =
                    make(device, startEvent("tns1:Device/tnsaxis:Tampering/ShockDetected"), pulseRelay(device, 0));
            String any = make(device, startEvent("tns1:Device/tnsaxis:IO/VirtualInput", "active", "1"), "1");
            device.shockDetection().strike();
            for (int number : new int[] {3, 4, 3}) {
                new Client(device).get("/axis-cgi/virtualinput/activate.cgi?schemaversion=1&port=" + number);
            }
            assertThat(device.counters().ruleRuns()).isEqualTo(Map.of(shock, 1L, any, 2L));
            assertThat(device.relay(0).closures()).isEqualTo(1);
        }
    }

    @Test
    void activationsKeepTheirDistance() {
        TestClock clock = new TestClock();
        try (SimulatedDevice device = SimulatedDevice.a9210().clock(clock).start()) {
            String rule = make(
                    device, conditions(INPUT_1) + "<ActivationTimeout>PT10S</ActivationTimeout>", holdRelay(device));
            for (int seconds : new int[] {0, 9, 1}) {
                clock.advance(Duration.ofSeconds(seconds));
                device.input(1).close();
                assertThat(device.relay(0).isClosed()).isEqualTo(seconds != 9);
                device.input(1).open();
                assertThat(device.relay(0).isClosed()).isFalse();
            }
            assertThat(device.counters().ruleRuns()).isEqualTo(Map.of(rule, 2L));
        }
    }

    @Test
    void aDisabledRuleDoesNothingAndMutedEventsStillCount() {
        try (SimulatedDevice device = with()) {
            Rules.result(
                    device,
                    "AddActionRule",
                    Rules.rule(INPUT_1, holdRelay(device)).replace("<Enabled>true", "<Enabled>0"));
            device.input(1).close();
            assertThat(device.relay(0).isClosed()).isFalse();
            make(device, conditions(INPUT_2), "1");
            device.faults().muteEvents(true);
            device.input(2).close();
            assertThat(device.relay(0).isClosed()).isTrue();
        }
    }

    @Test
    void anActionThatCannotStartIsToldAsFailed() {
        try (SimulatedDevice device = with()) {
            EventClient events = EventClient.open(device);
            events.configure(FAILED);
            String[][] impossible = {
                {"port", "99", "state", "high"},
                {"port", "1", "state", "high"},
                {"port", "", "state", "high"},
                {"port", "0", "state", "on"}
            };
            for (String[] parameters : impossible) {
                String action = makeAction(device, "unlimited.io.toggle", parameters);
                String rule = make(device, conditions(INPUT_1), action);
                device.input(1).close();
                assertThat(events.notification()).startsWith(FAILED + " {} {\"description\":\"");
                device.input(1).open();
                Rules.result(device, "RemoveActionRule", "<RuleID>" + rule + "</RuleID>");
            }
            String endless = makeAction(device, "fixed.io.toggle", "port", "0", "state", "high", "duration", "soon");
            make(device, startEvent(PORT, "port", "1", "state", "1"), endless);
            device.input(1).close();
            assertThat(events.notification()).contains("could not be started");
            assertThat(device.counters().ruleRuns()).isEmpty();
            assertThat(device.relay(0).closures()).isZero();
        }
    }

    @Test
    void otherActionsAreOnlyCounted() {
        try (SimulatedDevice device = with()) {
            String trap = makeAction(device, "fixed.snmp.trap", "alarm_name", "a", "alarm_text", "t");
            make(device, startEvent(PORT, "port", "1"), trap);
            device.input(1).close();
            device.input(1).open();
            assertThat(device.counters().rulesActions()).isEqualTo(Map.of("com.axis.action.fixed.snmp.trap", 2L));
        }
    }

    @Test
    void aRemovedRuleLetsGo() {
        try (SimulatedDevice device = with()) {
            device.input(1).close();
            String rule = make(device, conditions(INPUT_1), holdRelay(device));
            assertThat(device.relay(0).isClosed()).isTrue();
            Rules.result(device, "RemoveActionRule", "<RuleID>" + rule + "</RuleID>");
            assertThat(device.relay(0).isClosed()).isFalse();
        }
    }

    @Test
    void aRuleStartsAtOnceUnlessItWaitsForAChange() {
        try (SimulatedDevice device = with(RuleVariant.STARTS_WITH_NEXT_CHANGE)) {
            device.input(1).close();
            make(device, conditions(INPUT_1), holdRelay(device));
            assertThat(device.relay(0).isClosed()).isFalse();
            device.input(1).open();
            device.input(1).close();
            assertThat(device.relay(0).isClosed()).isTrue();
        }
    }

    @Test
    void highIsActiveOrAClosedCircuit() {
        for (boolean circuit : List.of(false, true)) {
            SimulatedDevice.Builder builder = SimulatedDevice.a9210().normallyClosed(0);
            if (circuit) {
                builder.variant(RuleVariant.HIGH_IS_CLOSED_CIRCUIT);
            }
            try (SimulatedDevice device = builder.start()) {
                assertThat(device.relay(0).isClosed()).isTrue();
                make(device, conditions(INPUT_1), holdRelay(device));
                device.input(1).close();
                assertThat(device.relay(0).isClosed()).isEqualTo(circuit);
                device.input(1).open();
                assertThat(device.relay(0).isClosed()).isEqualTo(!circuit);
            }
        }
    }

    @Test
    void rulesWorkAgainAfterARestart() {
        try (SimulatedDevice device =
                SimulatedDevice.a9210().readyAfterRestart(Duration.ZERO).start()) {
            device.input(1).close();
            String rule = make(device, conditions(INPUT_1), holdRelay(device));
            String boot = device.bootId();
            device.restart(Duration.ofMillis(50));
            assertThat(device.relay(0).isClosed()).isFalse();
            await().atMost(Duration.ofSeconds(20)).until(() -> !device.bootId().equals(boot) && device.isReady());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(device.relay(0).isClosed()).isTrue());
            assertThat(device.counters().ruleRuns()).isEqualTo(Map.of(rule, 2L));
        }
    }

    @Test
    void oneRuleMaySetOffAnotherAndTwoMayChaseEachOther() {
        try (SimulatedDevice device = with()) {
            make(device, conditions(INPUT_1), holdRelay(device));
            String second = makeAction(device, "unlimited.io.toggle", "port", "3", "state", "high");
            make(device, conditions(condition(OUTPUT, "port", "0", "state", "1")), second);
            device.input(1).close();
            assertThat(device.output(3).isClosed()).isTrue();
            device.input(1).open();
            assertThat(device.output(3).isClosed()).isFalse();
            String off = makeAction(device, "fixed.io.toggle", "port", "4", "state", "low", "duration", "0");
            String on = makeAction(device, "fixed.io.toggle", "port", "4", "state", "high", "duration", "0");
            make(device, startEvent(OUTPUT, "port", "4", "state", "1"), off);
            make(device, startEvent(OUTPUT, "port", "4", "state", "0"), on);
            device.toggledByAnotherClient(4, true);
            long closures = device.output(4).closures();
            await().atMost(Duration.ofSeconds(20)).until(() -> device.output(4).closures() > closures + 50);
            assertThat(new Client(device).get("/axis-cgi/usergroup.cgi").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anActionWithoutEndNeedsACondition() {
        String start = startEvent(PORT, "port", "1", "state", "1");
        try (SimulatedDevice device = with()) {
            String rule = "<NewActionRule><Name>r</Name><Enabled>true</Enabled>" + start + "<PrimaryAction>"
                    + holdRelay(device) + "</PrimaryAction></NewActionRule>";
            assertThat(Soap.fault(Rules.ask(device, "AddActionRule", rule), 400))
                    .isEqualTo("Sender ter:InvalidArgs");
        }
        try (SimulatedDevice device = with(RuleVariant.UNLIMITED_WITHOUT_CONDITION_TAKEN)) {
            EventClient events = EventClient.open(device);
            events.configure(FAILED);
            make(device, start, holdRelay(device));
            device.input(1).close();
            assertThat(events.notification()).startsWith(FAILED);
            assertThat(device.relay(0).closures()).isZero();
        }
    }
}
