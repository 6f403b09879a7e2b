package dev.openaxis.testkit;

/**
 * What the references leave open about the event service ({@code http://www.axis.com/vapix/ws/event1}): declarations,
 * virtual inputs, schedules; one constant per plausible reading that is not the default. What live events look like is in
 * {@link Variant}, and declarations follow it.
 */
public enum EventVariant implements Reading {
    /**
     * Which role may read the declarations? Administrator; only administrators were recorded. By default a viewer may.
     * Reference 04 §2.1, not found.
     */
    DECLARATIONS_NEED_ADMIN("DECLARATIONS_ROLE", Mark.NOT_FOUND, "04 §2.1"),
    /**
     * Does a declaration list the values an item can have? No: every set is open. The default lists those of sources, as
     * recorded devices do. Reference 04 §2.1, §8, not found.
     */
    DECLARED_WITHOUT_VALUES("DECLARED_VALUES", Mark.NOT_FOUND, "04 §2.1, §8"),
    /**
     * What is the nice name of a port in a declaration? The name an installer gave it. The default is its number, as in
     * {@code Port 1}; on the recorded devices both are the same. Reference 04 §2.1, inference.
     */
    DECLARED_WITH_PORT_NAMES("DECLARED_PORT_NAMES", Mark.INFERENCE, "04 §2.1"),
    /**
     * Which prefixes have the namespaces of topics in a declaration? Others than {@code tns1} and {@code tnsaxis}: they
     * depend on the device. Reference 04 §2.1, inference.
     */
    OTHER_TOPIC_PREFIXES("TOPIC_PREFIXES", Mark.INFERENCE, "04 §2.1"),
    /**
     * Does {@code ChangeVirtualInputState} tell whether the state changed? No, its answer is empty. The default answers
     * {@code stateChanged}. Reference 02 §6.2, 04 §4.2, observed.
     */
    STATE_CHANGED_NOT_TOLD("VIRTUAL_INPUT_ANSWER", Mark.OBSERVED, "02 §6.2, 04 §4.2"),
    /**
     * Which schedules has a device from the factory? None. By default weekends and office hours, two of the four that
     * cameras have. Reference 04 §4.8, not found.
     */
    NO_FACTORY_SCHEDULES("FACTORY_SCHEDULES", Mark.NOT_FOUND, "04 §4.8"),
    /**
     * What is an item of {@code GetScheduledEvents} called? As in the request that made it, {@code NewScheduledEvent}. The
     * default is {@code ScheduledEvent}. Reference 04 §4.2, §8, not found.
     */
    SCHEDULES_NAMED_AS_NEW("SCHEDULE_ITEM", Mark.NOT_FOUND, "04 §4.2, §8");

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Question asked;

    EventVariant(String question, Mark mark, String reference) {
        this.asked = new Question(question, mark, reference);
    }

    @Override
    public Question asked() {
        return asked;
    }
}
