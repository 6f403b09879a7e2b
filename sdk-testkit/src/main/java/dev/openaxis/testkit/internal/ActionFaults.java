package dev.openaxis.testkit.internal;

import java.util.Map;

/** Faults of the action service, reference 04 section 4.5; reasons and details recorded on 12.9 unless said otherwise. */
final class ActionFaults {
    private ActionFaults() {}

    private static ServiceFault plain(String reason, String element) {
        return ServiceFault.detailed(reason, SoapEnvelope.element(element, ""));
    }

    static ServiceFault templateNotFound(String token) {
        return plain("action template with id '" + token + "' not found", "aa:ActionTemplateNotFoundFault");
    }

    static ServiceFault parameterMissing(String name) {
        return plain("Configuration parameter missing: " + name, "aa:ParametersMissmatchFault");
    }

    /** What a parameter is answered that the template does not have: not found, the words are composed. */
    static ServiceFault parameterUnknown(String name) {
        return plain("Unknown configuration parameter: " + name, "aa:ParametersMissmatchFault");
    }

    /** A condition must fit exactly one state; the words for more than one are composed. */
    static ServiceFault invalidCondition(int fitting) {
        return plain(
                fitting == 0 ? "could not match any property events" : "matched more than one property event",
                "aa:InvalidConditionFilterFault");
    }

    static ServiceFault unknownPrimaryAction(String id) {
        return plain(
                "Unknown action configuration '" + id + "' specified for primary action",
                "aa:ActionConfigurationNotFoundFault");
    }

    /** Without a reason (recorded). */
    static ServiceFault configurationNotFound() {
        return plain("", "aa:ActionConfigurationNotFoundFault");
    }

    static ServiceFault ruleNotFound(String id) {
        return plain("No action rule with id '" + id + "' exists", "aa:ActionRuleNotFoundFault");
    }

    static ServiceFault configurationInUse(Map<String, ActionRule> rules) {
        StringBuilder users = new StringBuilder();
        rules.forEach((id, rule) -> users.append(SoapEnvelope.element(
                "aa:ActionRule",
                SoapEnvelope.element("aa:ActionRuleID", id)
                        + SoapEnvelope.element("aa:ActionRuleName", SoapEnvelope.escaped(rule.name())))));
        return ServiceFault.detailed(
                "action configuration is in use",
                SoapEnvelope.element(
                        "aa:ActionConfigurationIsInUseFault",
                        SoapEnvelope.element("aa:UsedByActionRules", users.toString())));
    }
}
