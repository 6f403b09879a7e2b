package dev.openaxis.vapix.rules;

/**
 * A rule that was added. Names are not unique, so keep this to remove it: never remove what another program made.
 *
 * @param rule the rule
 * @param configuration the action configuration it starts
 */
public record AddedRule(RuleId rule, ConfigurationId configuration) {}
