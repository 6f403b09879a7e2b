package dev.openaxis.testkit;

/**
 * What the references leave open about action rules and the action service; one constant per plausible reading that is not
 * the default.
 */
public enum RuleVariant implements Reading {
    /** Which role may read and make rules and schedules? Operator. The default is administrator. Reference 04 §4.1, not found. */
    OPERATORS_MAKE_RULES("RULE_ROLE", Mark.NOT_FOUND, "04 §4.1"),
    /**
     * Which templates has an I/O module of AXIS OS 12? Those of 2016: HTTP notifications have only {@code parameters} and
     * {@code message}, and there is no SFTP recipient. The default has {@code method}, {@code http_headers}, {@code body}
     * and SFTP too. Reference 04 §4.6, §4.7, not found.
     */
    OLD_TEMPLATES("TEMPLATES", Mark.NOT_FOUND, "04 §4.6, §4.7"),
    /**
     * Which parameters has {@code fixed.mqttpublish}? {@code Topic}, {@code QoS}, {@code Retained}, {@code Payload}, as
     * documented. The default is those observed, in lower case and with {@code use_device_prefix}. Reference 04 §4.6,
     * documented.
     */
    MQTT_PARAMETERS_AS_DOCUMENTED("MQTT_PARAMETERS", Mark.DOCUMENTED, "04 §4.6"),
    /**
     * What becomes of a parameter that a template does not have? It is refused. By default it is stored. Reference 04 §4.5,
     * not found.
     */
    UNKNOWN_PARAMETERS_REFUSED("UNKNOWN_PARAMETERS", Mark.NOT_FOUND, "04 §4.5"),
    /**
     * Are stored passwords returned? No, the value is empty. By default in clear. Reference 04 §4.7, not found.
     */
    PASSWORDS_NOT_RETURNED("RULE_PASSWORDS", Mark.NOT_FOUND, "04 §4.7"),
    /**
     * What is answered past 256 rules or 20 recipients? There is no such limit. The default is the fault
     * {@code ter:InvalidArgs}. Reference 04 §4.1, not found.
     */
    LIMITS_NOT_ENFORCED("RULE_LIMITS", Mark.NOT_FOUND, "04 §4.1"),
    /**
     * What is answered past 256 rules or 20 recipients? A fault of the receiver without a code. Reference 04 §4.1, not
     * found.
     */
    LIMITS_ARE_RECEIVER_FAULTS("RULE_LIMITS", Mark.NOT_FOUND, "04 §4.1"),
    /**
     * Does a condition come back as it was written? No, its clauses are in another order. Reference 04 §0.3, observed.
     */
    CLAUSES_REORDERED("CLAUSE_ORDER", Mark.OBSERVED, "04 §0.3"),
    /**
     * Is a rule taken whose action has no end and that has no condition? Yes; its action can never start, which is told by
     * {@code SystemMessage/ActionFailed}. By default it is refused. Reference 04 §4.3, inference.
     */
    UNLIMITED_WITHOUT_CONDITION_TAKEN("UNLIMITED_WITHOUT_CONDITION", Mark.INFERENCE, "04 §4.3"),
    /**
     * Does a new rule start if its conditions hold already? No, when they hold the next time. By default at once.
     * Reference 04 §4.3, not found.
     */
    STARTS_WITH_NEXT_CHANGE("RULE_START", Mark.NOT_FOUND, "04 §4.3"),
    /**
     * What is the state {@code high} of an output? A closed circuit. The default is active. Reference 04 §4.6, inference.
     */
    HIGH_IS_CLOSED_CIRCUIT("RULE_HIGH", Mark.INFERENCE, "04 §4.6");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    RuleVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
