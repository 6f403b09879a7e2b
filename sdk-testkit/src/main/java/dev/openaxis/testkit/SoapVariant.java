package dev.openaxis.testkit;

/**
 * What the references leave open about SOAP services and ONVIF operations; one constant per plausible reading that is not
 * the default.
 */
public enum SoapVariant implements Reading {
    /**
     * May a VAPIX account call ONVIF operations? Yes, at the ONVIF addresses too. By default at {@code /vapix/services} only;
     * below {@code /onvif/} an ONVIF account is needed, and this device has none. Reference 01 §13.1, 02 §13, inference.
     */
    ONVIF_PATHS_TAKE_VAPIX_ACCOUNTS("ONVIF_ACCOUNT", Mark.INFERENCE, "01 §13.1, 02 §13"),
    /**
     * May a VAPIX account call ONVIF operations? No, nowhere: on most AXIS OS versions an ONVIF account is needed. Reference
     * 02 §13, inference.
     */
    ONVIF_NEEDS_ONVIF_ACCOUNT("ONVIF_ACCOUNT", Mark.INFERENCE, "02 §13"),
    /**
     * What does an account get that may not call ONVIF operations? 401 with a challenge. The default is the fault
     * {@code ter:NotAuthorized}. Reference 02 §13, not found.
     */
    ONVIF_REFUSED_WITH_401("ONVIF_REFUSAL", Mark.NOT_FOUND, "02 §13"),
    /**
     * Which role may actuate through ONVIF? Administrator. The default is operator, as in ONVIF's default policy. Reference
     * 02 §13, 05 §1.4, not found.
     */
    ACTUATE_NEEDS_ADMIN("ONVIF_ACTUATE_ROLE", Mark.NOT_FOUND, "02 §13, 05 §1.4"),
    /** Which status has a SOAP fault? 500, as SOAP has it. The default is 400, as recorded. Reference 05 §1.5, not found. */
    FAULTS_WITH_500("SOAP_FAULT_STATUS", Mark.NOT_FOUND, "05 §1.5"),
    /** Which status has a SOAP fault? 200. Reference 01 §13.2, 05 §1.5, observed. */
    FAULTS_WITH_200("SOAP_FAULT_STATUS", Mark.OBSERVED, "01 §13.2, 05 §1.5"),
    /**
     * Which prefix has the envelope? {@code env}. The default is {@code SOAP-ENV}, as recorded; prefixes vary. Reference 01
     * §13.1, 05 §1.5, documented.
     */
    ENVELOPE_PREFIX_ENV("SOAP_PREFIX", Mark.DOCUMENTED, "01 §13.1, 05 §1.5"),
    /**
     * Which address do services tell? The one the device was asked at. The default is its own, which may not be the one in
     * use. Reference 01 §13.4, inference.
     */
    XADDR_AS_ASKED("SERVICE_ADDRESS", Mark.INFERENCE, "01 §13.4"),
    /** Which role needs {@code GetServices}? None, as with ONVIF. The default is any account. Reference 01 §13.4, not found. */
    ENTRY_SERVICE_ANONYMOUS("ENTRY_SERVICE_ROLE", Mark.NOT_FOUND, "01 §13.4"),
    /**
     * Which ports does {@code GetRelayOutputs} list? Relays. The default is all outputs, as the event of the same name has
     * them. Reference 02 §7, §14, inference.
     */
    ONLY_RELAYS_LISTED("RELAY_OUTPUTS", Mark.INFERENCE, "02 §7, §14"),
    /**
     * How is a {@code DelayTime} written? In full, as in {@code P0Y0M0DT0H0M1.000S}. The default is {@code PT1S}. Reference
     * 02 §13, inference.
     */
    DELAY_TIME_IN_FULL("DELAY_TIME_FORM", Mark.INFERENCE, "02 §13"),
    /**
     * What becomes of a {@code DelayTime} that has a fraction? It is rounded up, the parameter has whole seconds. The default
     * is a fault. Reference 02 §2.4, §13, not found.
     */
    DELAY_TIME_ROUNDED("DELAY_TIME_FRACTION", Mark.NOT_FOUND, "02 §2.4, §13"),
    /**
     * Which role needs {@code ChangeVirtualInputState}? Administrator. The default is operator, as the CGI of the same
     * purpose. Reference 02 §6.2, not found.
     */
    VIRTUAL_INPUT_NEEDS_ADMIN("CHANGE_VIRTUAL_INPUT_ROLE", Mark.NOT_FOUND, "02 §6.2");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    SoapVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
