package dev.openaxis.vapix.rules;

import dev.openaxis.vapix.events.Content;
import dev.openaxis.vapix.events.EventFilter;
import dev.openaxis.vapix.internal.events.EventStreams;

/**
 * What starts a rule's action at the moment it comes; how long the action stays is for the conditions to say. May be momentary,
 * and may match several instances (VAPIX event-and-action-services). Without conditions it can only start a fixed action.
 *
 * @param filter which events
 */
public record StartEvent(EventFilter filter) {

    /** Checks that devices can find the topics. */
    public StartEvent {
        EventStreams.requirePrefixes(filter);
    }

    /**
     * Any event.
     *
     * @param filter which
     * @return the start event
     */
    public static StartEvent of(EventFilter filter) {
        return new StartEvent(filter);
    }

    /**
     * The moment at which a state gets a value: what the web page calls to use the first condition as a trigger.
     *
     * @param condition the state
     * @return the start event
     */
    public static StartEvent when(RuleCondition condition) {
        return new StartEvent(condition.filter());
    }

    /**
     * A pulse of a schedule.
     *
     * @param schedule a pulse; an interval is a {@link RuleCondition#during}
     * @return the start event
     */
    public static StartEvent schedulePulse(ScheduleId schedule) {
        return of(EventFilter.topic("tns1:UserAlarm/tnsaxis:Recurring/Pulse")
                .where(Content.item("id", schedule.value())));
    }

    /**
     * A shock to the device, on products with shock detection (documented, not recorded).
     *
     * @return the start event
     */
    public static StartEvent shock() {
        return of(EventFilter.topic("tns1:Device/tnsaxis:Tampering/ShockDetected"));
    }

    /**
     * An MQTT message that the device has subscribed to as a momentary one (AXIS OS 10.6; recorded on 10.12 and 11.11).
     *
     * @param topic the message's topic
     * @return the start event
     */
    public static StartEvent mqttMessage(String topic) {
        return of(mqtt(topic));
    }

    /**
     * An MQTT message with this payload.
     *
     * @param topic the message's topic
     * @param payload the whole payload
     * @return the start event
     * @throws IllegalArgumentException if one of them has a double quote, which filters cannot carry: JSON, for example
     */
    public static StartEvent mqttMessage(String topic, String payload) {
        return of(mqtt(topic).where(Content.item("mqtt-payload", payload)));
    }

    private static EventFilter mqtt(String topic) {
        return EventFilter.topic("tnsaxis:MQTT/Message/Stateless").where(Content.item("mqtt-topic", topic));
    }

    @Override
    public String toString() {
        return filter.toString();
    }
}
