package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.internal.events.EventStreams;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedState;
import java.util.Locale;

/**
 * What must hold for a rule to be active: one state of the device having one value. A filter must match exactly one stateful
 * event instance, so it names the topic, every source item, and the value that is wanted (VAPIX event-and-action-services);
 * otherwise the device refuses the rule with {@link RuleFault#INVALID_CONDITION}. The device's declarations tell which instances
 * there are, and how it spells their topics.
 *
 * @param filter one topic, with content
 */
public record RuleCondition(EventFilter filter) {
    private static final String IO = "tns1:Device/tnsaxis:IO/";
    private static final String SCHEDULE = "tns1:UserAlarm/tnsaxis:Recurring/Interval";
    private static final String CASING = "tns1:Device/tnsaxis:Casing/Open";

    /** Checks that it can be one instance. */
    public RuleCondition {
        EventStreams.requirePrefixes(filter);
        if (filter.topics().size() != 1 || filter.topics().get(0).below()) {
            throw new IllegalArgumentException("a condition is about one topic: " + filter);
        }
        if (filter.content().isEmpty()) {
            throw new IllegalArgumentException(
                    "a condition says in its content which instance and which value are meant: " + filter);
        }
    }

    /**
     * Any state, by its filter.
     *
     * @param filter one topic as the device declares it, with content: all source items and the wanted value
     * @return the condition
     * @throws IllegalArgumentException if it has several topics or no content
     */
    public static RuleCondition of(EventFilter filter) {
        return new RuleCondition(filter);
    }

    /**
     * An input is active: its circuit differs from its normal state.
     *
     * @param input which port
     * @return the condition
     */
    public static RuleCondition inputActive(PortId input) {
        return port("Port", input, "state", "1");
    }

    /**
     * An input is inactive.
     *
     * @param input which port
     * @return the condition
     */
    public static RuleCondition inputInactive(PortId input) {
        return port("Port", input, "state", "0");
    }

    /**
     * A supervised input's circuit is in a state. Documented and not recorded; the port must be supervised.
     *
     * @param input which port
     * @param state open, closed, cut or shorted
     * @return the condition
     * @throws IllegalArgumentException for {@link SupervisedState#UNDEFINED}
     */
    public static RuleCondition supervised(PortId input, SupervisedState state) {
        if (state == SupervisedState.UNDEFINED) {
            throw new IllegalArgumentException("no rule can wait for a state that nobody knows");
        }
        return port("SupervisedPort", input, "state", state.name().toLowerCase(Locale.ROOT));
    }

    /**
     * A virtual input is active.
     *
     * @param number from 1; devices have 32 or 64
     * @return the condition
     */
    public static RuleCondition virtualInputActive(int number) {
        return numbered("VirtualInput", number, "active", "1");
    }

    /**
     * A virtual input is inactive.
     *
     * @param number from 1; devices have 32 or 64
     * @return the condition
     */
    public static RuleCondition virtualInputInactive(int number) {
        return numbered("VirtualInput", number, "active", "0");
    }

    /**
     * The manual trigger is active.
     *
     * @param channel from 1; 1 on a product with one
     * @return the condition
     */
    public static RuleCondition manualTrigger(int channel) {
        return numbered("VirtualPort", channel, "state", "1");
    }

    /**
     * A schedule's interval is on.
     *
     * @param schedule an interval; a pulse is a {@link StartEvent#schedulePulse}
     * @return the condition
     */
    public static RuleCondition during(ScheduleId schedule) {
        return scheduled(schedule, "1");
    }

    /**
     * A schedule's interval is over, or has not begun.
     *
     * @param schedule an interval
     * @return the condition
     */
    public static RuleCondition outside(ScheduleId schedule) {
        return scheduled(schedule, "0");
    }

    /**
     * The casing is open, on products that declare one casing without a name.
     *
     * @return the condition
     */
    public static RuleCondition casingOpen() {
        return of(EventFilter.topic(CASING).where(Content.item("Open", "1")));
    }

    /**
     * A casing is open, on products that declare names of casings.
     *
     * @param name the device's own, for example {@code JunctionBox}
     * @return the condition
     */
    public static RuleCondition casingOpen(String name) {
        return of(EventFilter.topic(CASING).where(Content.item("Name", name).and(Content.item("Open", "1"))));
    }

    private static RuleCondition port(String topic, PortId port, String item, String value) {
        return of(EventFilter.topic(IO + topic)
                .where(Content.item("port", Integer.toString(port.index())).and(Content.item(item, value))));
    }

    private static RuleCondition numbered(String topic, int number, String item, String value) {
        if (number < 1) {
            throw new IllegalArgumentException("counted from 1: " + number);
        }
        return of(EventFilter.topic(IO + topic)
                .where(Content.item("port", Integer.toString(number)).and(Content.item(item, value))));
    }

    private static RuleCondition scheduled(ScheduleId schedule, String active) {
        return of(EventFilter.topic(SCHEDULE)
                .where(Content.item("id", schedule.value()).and(Content.item("active", active))));
    }

    @Override
    public String toString() {
        return filter.toString();
    }
}
