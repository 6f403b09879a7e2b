package dev.openaxis.testkit;

/**
 * What the references leave open about shock detection; one constant per plausible reading that is not the default. No
 * answer of it is recorded.
 */
public enum ShockVariant implements Reading {
    /**
     * In which element is the sensitivity told? {@code GetSensitivityLevelSuccess/Level}, as the state is. The default is
     * {@code SensitivityLevel/Level}. Reference 02 §10, inference.
     */
    LEVEL_IN_SUCCESS_ELEMENT("SHOCK_LEVEL_ELEMENT", Mark.INFERENCE, "02 §10"),
    /** Is shock detection on from the factory? Yes. By default it is off. Reference 02 §10, 04 §2.1, not found. */
    ON_FROM_THE_FACTORY("SHOCK_FACTORY_STATE", Mark.NOT_FOUND, "02 §10, 04 §2.1"),
    /**
     * When does the event exist? From the restart after shock detection was switched on. By default as soon as it is on.
     * Reference 04 §2.1, observed.
     */
    EVENT_AFTER_RESTART("SHOCK_EVENT", Mark.OBSERVED, "04 §2.1");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    ShockVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
