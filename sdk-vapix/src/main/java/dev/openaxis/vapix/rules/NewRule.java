package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.internal.rules.WireText;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule to be added, made with {@link ActionRule#named}. What starts it and what holds it decides how it acts (VAPIX
 * event-and-action-services):
 *
 * <table>
 * <caption>Start event and conditions</caption>
 * <tr><th>Given</th><th>Effect</th></tr>
 * <tr><td>conditions</td><td>active while all hold: at once if they already do</td></tr>
 * <tr><td>a start event</td><td>acts at each such event; fixed actions only</td></tr>
 * <tr><td>both</td><td>becomes active at the event if all conditions hold, then stays so as long as they do</td></tr>
 * </table>
 *
 * @param name for people; need not be unique
 * @param enabled whether it acts
 * @param startEvent what starts it
 * @param conditions what must all hold
 * @param atMostEvery least time between two activations
 * @param does what it does, or which stored configuration it uses
 */
public record NewRule(
        String name,
        boolean enabled,
        Optional<StartEvent> startEvent,
        List<RuleCondition> conditions,
        Optional<Duration> atMostEvery,
        Does does) {

    /** What a rule does: a new action, or one that is stored already. */
    public sealed interface Does {
        /**
         * An action that is stored with the rule.
         *
         * @param action the action
         */
        record NewAction(Action action) implements Does {}

        /**
         * An action that is stored already, perhaps for several rules.
         *
         * @param configuration its id
         */
        record Stored(ConfigurationId configuration) implements Does {}
    }

    /** Checks what devices refuse, before anything is sent. */
    public NewRule {
        WireText.name(name, "a rule");
        conditions = List.copyOf(conditions);
        atMostEvery.ifPresent(time -> WireText.seconds("the time between activations", time, 1));
        if (startEvent.isEmpty() && conditions.isEmpty()) {
            throw new IllegalArgumentException("a rule needs a start event or a condition");
        }
        if (does instanceof Does.NewAction added) {
            requireHeld(added.action().kind(), conditions);
        }
    }

    private static void requireHeld(ActionKind kind, List<RuleCondition> conditions) {
        if (kind == ActionKind.UNLIMITED && conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "an action without an end needs a condition that ends it; a start event alone starts fixed actions");
        }
    }

    /** Collects the parts of a rule; what it does comes last and makes the rule. */
    public static final class Builder {
        private String name = "";
        private boolean enabled = true;
        private Optional<StartEvent> startEvent = Optional.empty();
        private final List<RuleCondition> conditions = new ArrayList<>();
        private Optional<Duration> atMostEvery = Optional.empty();

        Builder() {}

        /**
         * Names the rule.
         *
         * @param text for people; need not be unique
         * @return this
         * @throws IllegalArgumentException if it is empty or has several lines
         */
        public Builder named(String text) {
            this.name = WireText.name(text, "a rule");
            return this;
        }

        /**
         * Adds conditions; all of them must hold.
         *
         * @param more conditions
         * @return this
         */
        public Builder when(RuleCondition... more) {
            conditions.addAll(List.of(more));
            return this;
        }

        /**
         * Sets what starts it; a rule has one start event at most.
         *
         * @param event the start event
         * @return this
         */
        public Builder startingAt(StartEvent event) {
            this.startEvent = Optional.of(event);
            return this;
        }

        /**
         * Sets the least time between two activations.
         *
         * @param time whole seconds, one at least
         * @return this
         */
        public Builder atMostEvery(Duration time) {
            this.atMostEvery = Optional.of(time);
            return this;
        }

        /**
         * Stores the rule without letting it act.
         *
         * @return this
         */
        public Builder disabled() {
            this.enabled = false;
            return this;
        }

        /**
         * Says what it does.
         *
         * @param action a new action
         * @return the rule
         * @throws IllegalArgumentException without a start event and a condition; if the action has no end and there is no
         *     condition
         */
        public NewRule does(Action action) {
            return build(new Does.NewAction(action));
        }

        /**
         * Says that it makes an output active for a time: {@link Action#pulse(PortId, Duration)}.
         *
         * @param output the device's port, from 0
         * @param time whole seconds, one at least
         * @return the rule
         */
        public NewRule pulses(PortId output, Duration time) {
            return does(Action.pulse(output, time));
        }

        /**
         * Says that it makes a relay active for a time: {@link Action#pulse(RelayId, Duration)}.
         *
         * @param relay the relay
         * @param time whole seconds, one at least
         * @return the rule
         */
        public NewRule pulses(RelayId relay, Duration time) {
            return does(Action.pulse(relay, time));
        }

        /**
         * Says which stored action configuration it uses.
         *
         * @param configuration the configuration
         * @return the rule
         */
        public NewRule uses(ConfigurationId configuration) {
            return build(new Does.Stored(configuration));
        }

        private NewRule build(Does does) {
            return new NewRule(name, enabled, startEvent, conditions, atMostEvery, does);
        }
    }
}
