package dev.openaxis.vapix.rules;

import dev.openaxis.core.RefusedException;
import dev.openaxis.vapix.internal.service.ServiceFault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a device refuses a change of its rules: the faults of the action service that were recorded. Found by the name in the
 * fault, never by its words.
 */
public enum RuleFault {
    /** The product has no such action. */
    TEMPLATE_NOT_FOUND("ActionTemplateNotFoundFault", "actionTemplates() tells what this device can do"),
    /** A parameter of the template is missing. */
    PARAMETERS_MISMATCH(
            "ParametersMissmatchFault", "actionTemplates() tells the parameters; all of them must be given"),
    /** A condition matches no stateful event of this device, or more than one. */
    INVALID_CONDITION(
            "InvalidConditionFilterFault",
            "A condition names one state: its topic as this device declares it (a prefix only where a namespace begins), every"
                    + " source item, and the wanted value"),
    /** The topic expression is none. */
    INVALID_TOPIC("InvalidTopicExpressionFault", "Take the topic from the device's event declarations"),
    /** The content expression is none. */
    INVALID_CONTENT("InvalidMessageContentExpressionFault", "Make the filter with Content, which writes the grammar"),
    /** There is no such action configuration. */
    CONFIGURATION_NOT_FOUND("ActionConfigurationNotFoundFault", "actionConfigurations() tells which there are"),
    /** Rules use the action configuration: {@link #usedBy} tells which. */
    CONFIGURATION_IN_USE("ActionConfigurationIsInUseFault", "Remove the rules that use it first"),
    /** There is no such rule. */
    RULE_NOT_FOUND("ActionRuleNotFoundFault", "list() tells which rules there are"),
    /** What was sent is not what the service wants; the details say more. */
    INVALID_ARGUMENTS("InvalidArgs", "Look at the details of this error");

    private final String wireName;
    private final String advice;

    RuleFault(String wireName, String advice) {
        this.wireName = wireName;
        this.advice = advice;
    }

    /**
     * What the device's refusal means.
     *
     * @param refused what a method of {@link Rules} raised
     * @return the fault, or empty if it is none of these
     */
    public static Optional<RuleFault> of(RefusedException refused) {
        return Arrays.stream(values())
                .filter(one -> ServiceFault.names(refused, one.wireName))
                .findFirst();
    }

    /**
     * The rules that keep an action configuration from being removed.
     *
     * @param refused what {@link Rules#removeAction} raised
     * @return the rules the device named; empty if it named none
     */
    public static List<RuleId> usedBy(RefusedException refused) {
        return Arrays.stream(refused.details().getOrDefault("ActionRuleID", "").split(","))
                .map(String::trim)
                .filter(id -> !id.isEmpty())
                .map(RuleId::of)
                .toList();
    }

    /**
     * What to try.
     *
     * @return one sentence without the final period
     */
    public String advice() {
        return advice;
    }
}
