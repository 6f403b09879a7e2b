package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.RelayId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A rule being described for one device, in any order; {@link #add} checks it and adds it. For one thread. */
public final class RuleDraft {
    private final Rules rules;
    private final NewRule.Builder builder = new NewRule.Builder();
    private final Async async = new Async();
    private Optional<Action> action = Optional.empty();

    RuleDraft(Rules rules) {
        this.rules = rules;
    }

    /**
     * Adds conditions; all of them must hold.
     *
     * @param more conditions
     * @return this
     */
    public RuleDraft when(RuleCondition... more) {
        builder.when(more);
        return this;
    }

    /**
     * Sets what starts it; a rule has one start event at most.
     *
     * @param event the start event
     * @return this
     */
    public RuleDraft startingAt(StartEvent event) {
        builder.startingAt(event);
        return this;
    }

    /**
     * Sets the least time between two activations.
     *
     * @param time whole seconds, one at least
     * @return this
     */
    public RuleDraft atMostEvery(Duration time) {
        builder.atMostEvery(time);
        return this;
    }

    /**
     * Stores the rule without letting it act.
     *
     * @return this
     */
    public RuleDraft disabled() {
        builder.disabled();
        return this;
    }

    /**
     * Names the rule.
     *
     * @param name for people; need not be unique
     * @return this
     * @throws IllegalArgumentException if it is empty or has several lines
     */
    public RuleDraft named(String name) {
        builder.named(name);
        return this;
    }

    /**
     * Makes an output active for a time: {@link Action#pulse(PortId, Duration)}.
     *
     * @param output the device's port, from 0
     * @param time whole seconds, one at least
     * @return this
     */
    public RuleDraft pulse(PortId output, Duration time) {
        return does(Action.pulse(output, time));
    }

    /**
     * Makes a relay active for a time: {@link Action#pulse(RelayId, Duration)}.
     *
     * @param relay the relay
     * @param time whole seconds, one at least
     * @return this
     */
    public RuleDraft pulse(RelayId relay, Duration time) {
        return does(Action.pulse(relay, time));
    }

    /**
     * Says what it does.
     *
     * @param what the action
     * @return this
     */
    public RuleDraft does(Action what) {
        this.action = Optional.of(what);
        return this;
    }

    /**
     * The rule as described.
     *
     * @return a rule for {@link Rules#add} or {@link Rules#replace}
     * @throws IllegalStateException if nothing says what it does
     * @throws IllegalArgumentException if it has no name, neither start event nor condition, or no condition for an action
     *     without an end
     */
    public NewRule rule() {
        return builder.does(
                action.orElseThrow(() -> new IllegalStateException("nothing says what the rule does: does(...)")));
    }

    /**
     * Adds the rule: {@link Rules#add}.
     *
     * @return the ids of the rule and of its action
     * @throws dev.openaxis.core.AxisException as for {@link Rules#add}
     */
    public AddedRule add() {
        return rules.add(rule());
    }

    /**
     * The same as futures.
     *
     * @return the asynchronous view
     */
    public Async async() {
        return async;
    }

    /** The same as futures, started at once. */
    public final class Async {
        private Async() {}

        /**
         * Adds the rule: {@link Rules#add}.
         *
         * @return the ids of the rule and of its action
         */
        public CompletableFuture<AddedRule> add() {
            return rules.async().add(rule());
        }
    }
}
