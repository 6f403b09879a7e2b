package dev.openaxis.testkit;

/**
 * What the references leave open about the general purpose I/O service and the A9188 that has it; one constant per
 * plausible reading that is not the default. No answer of the service is recorded.
 */
public enum GpioVariant implements Reading {
    /**
     * Does an A9188 have the parameter groups {@code IOPort}, {@code Input} and {@code Output}? Yes, as the page on inputs
     * and outputs has them for every product with ports. By default it has none: only {@code Properties} is recorded.
     * Reference 02 §2.4, §5, not found.
     */
    PORT_PARAMETERS("A9188_PORT_PARAMETERS", Mark.NOT_FOUND, "02 §2.4, §5"),
    /**
     * Does an A9188 have {@code Properties.API.GPIO}? Yes, as documented. The recorded one of 1.84.1 does not. Reference 02
     * §5.1, documented.
     */
    GPIO_PROPERTIES("A9188_GPIO_PROPERTIES", Mark.DOCUMENTED, "02 §5.1"),
    /**
     * Does an A9188 have {@code systemready.cgi}? Yes. It came with AXIS OS 9.50, which says nothing about 1.84.1; by
     * default it is absent. Reference 01 §1, §7, not found.
     */
    SYSTEM_READY("A9188_SYSTEM_READY", Mark.NOT_FOUND, "01 §1, §7"),
    /**
     * How are numbers written? As JSON numbers. The default is strings, as in the documented examples. Reference 02 §5.2,
     * documented.
     */
    NUMBERS_AS_NUMBERS("GPIO_NUMBERS", Mark.DOCUMENTED, "02 §5.2"),
    /**
     * Which member lists the ids that {@code SetPort} updated? {@code Port}, as in two documented examples. The default is
     * {@code PortId}, as in the specification and one example. Reference 02 §5.1, documented.
     */
    SET_PORT_ANSWERS_PORT("GPIO_SET_PORT_ANSWER", Mark.DOCUMENTED, "02 §5.1"),
    /** How large is {@code MaxLimit}? 5: all ports take four pages. The documented example says 1000. Reference 02 §5.1, not found. */
    SMALL_PAGES("GPIO_MAX_LIMIT", Mark.NOT_FOUND, "02 §5.1"),
    /**
     * What does {@code GetPortList} make of a {@code Limit} above {@code MaxLimit}? A fault. By default it answers as many
     * ports as it can. Reference 02 §5.1, not found.
     */
    LIMIT_ABOVE_MAXIMUM_REFUSED("GPIO_LIMIT_ABOVE_MAXIMUM", Mark.NOT_FOUND, "02 §5.1"),
    /**
     * What does {@code GetPortList} make of a {@code Limit} below 1? As many ports as it can, as the ONVIF services do. The
     * default is a fault. Reference 02 §5.1, not found.
     */
    LIMIT_BELOW_ONE_ACCEPTED("GPIO_LIMIT_BELOW_ONE", Mark.NOT_FOUND, "02 §5.1"),
    /**
     * Does a page that ends with the last port carry a reference? Yes, to an empty page. By default it does not. Reference
     * 02 §5.1, not found.
     */
    FULL_PAGE_TELLS_NEXT("GPIO_LAST_PAGE", Mark.NOT_FOUND, "02 §5.1"),
    /**
     * What becomes of a {@code SetPort} in which one port is faulty? Those before it are set. By default nothing is.
     * Reference 02 §5.1, not found.
     */
    FAULT_AFTER_PART("GPIO_PARTIAL_SET", Mark.NOT_FOUND, "02 §5.1"),
    /**
     * What does {@code SetPort} make of a port id that does not exist? A fault. By default the id is missing from the
     * answer, which means that it was not updated. Reference 02 §5.1, inference.
     */
    UNKNOWN_PORT_REFUSED("GPIO_UNKNOWN_PORT", Mark.INFERENCE, "02 §5.1"),
    /**
     * What does {@code SetPort} make of {@code Active} of an input? The id is missing from the answer. The default is the
     * fault for invalid data. Reference 02 §5.1, inference.
     */
    ACTIVE_OF_INPUT_NOT_UPDATED("GPIO_ACTIVE_OF_INPUT", Mark.INFERENCE, "02 §5.1"),
    /**
     * When is {@code SupervisedInput} told? Always on a port that can be one; {@code AnalogLevel} only in that mode. By
     * default the whole member is told in that mode only, as in the documented example. Reference 02 §5.2, documented.
     */
    SUPERVISED_INPUT_ALWAYS_TOLD("GPIO_SUPERVISED_INPUT", Mark.DOCUMENTED, "02 §5.2"),
    /**
     * Is an empty {@code PortUsage} told? No, as in the documented example. By default it is, as in the table of members.
     * Reference 02 §5.2, documented.
     */
    EMPTY_USAGE_OMITTED("GPIO_PORT_USAGE", Mark.DOCUMENTED, "02 §5.2");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    GpioVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
