package dev.openaxis.vapix.rules;

import dev.openaxis.core.AxisException;
import dev.openaxis.core.Failure;
import java.util.Optional;

/**
 * A change of several steps ended half way: what was done stays, what was not done certainly did not happen
 * ({@link dev.openaxis.core.AppliedEffect#PARTIAL}). The cause tells what stopped it. Where the last step may have happened
 * after all, {@link dev.openaxis.core.OutcomeUnknownException} is raised instead.
 */
public final class RuleHalfDoneException extends AxisException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<ConfigurationId> configuration;
    private final transient Optional<RuleId> added;
    private final transient Optional<RuleId> removed;

    /**
     * Raises a failure.
     *
     * @param failure what happened
     * @param configuration an action configuration that is there without the rule it was for
     * @param added a rule that was added
     * @param removed a rule that was removed
     */
    public RuleHalfDoneException(
            Failure failure,
            Optional<ConfigurationId> configuration,
            Optional<RuleId> added,
            Optional<RuleId> removed) {
        super(failure);
        this.configuration = configuration;
        this.added = added;
        this.removed = removed;
    }

    /**
     * An action configuration that no rule of this change uses: {@link Rules#removeAction} removes it.
     *
     * @return its id, or empty if none was left behind
     */
    public Optional<ConfigurationId> configuration() {
        return configuration;
    }

    /**
     * A rule that was added and acts.
     *
     * @return its id, or empty if none was added
     */
    public Optional<RuleId> added() {
        return added;
    }

    /**
     * A rule that was removed.
     *
     * @return its id, or empty if none was removed
     */
    public Optional<RuleId> removed() {
        return removed;
    }
}
