package dev.openaxis.vapix.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule as a device has it stored. Rules of the device's web page and of the factory are among them; those of firmware before
 * 5.40 are not.
 *
 * @param id how it is removed
 * @param name not unique, possibly empty
 * @param enabled whether it acts; empty if the device did not say
 * @param startEvent what starts the action
 * @param conditions what must all hold
 * @param atMostEvery least time between two activations
 * @param action the action configuration it starts; empty if the device did not say
 */
public record ActionRule(
        RuleId id,
        String name,
        Optional<Boolean> enabled,
        Optional<StoredFilter> startEvent,
        List<StoredFilter> conditions,
        Optional<Duration> atMostEvery,
        Optional<ConfigurationId> action) {

    /** Makes the list immutable. */
    public ActionRule {
        conditions = List.copyOf(conditions);
    }

    /**
     * Starts describing a rule to be added with {@link Rules#add}.
     *
     * @param name for people; need not be unique
     * @return a builder
     * @throws IllegalArgumentException if the name is empty
     */
    public static NewRule.Builder named(String name) {
        return new NewRule.Builder().named(name);
    }
}
