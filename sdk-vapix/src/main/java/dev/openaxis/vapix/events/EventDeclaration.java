package dev.openaxis.vapix.events;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A topic a device can tell events of, as it declares it (VAPIX event-and-action-services, {@code GetEventInstances}).
 *
 * @param topic canonical topic, as {@link EventContent#topic}
 * @param spelling the topic as filters and rules want it, for example {@code tns1:Device/tnsaxis:IO/Port}
 * @param niceName display text, in the language of the device; possibly empty
 * @param stateful whether it is a state, of which the present value is told to every new subscriber
 * @param source which instances there are
 * @param data what its events hold
 * @param marks what else is said about it
 */
public record EventDeclaration(
        String topic,
        String spelling,
        String niceName,
        boolean stateful,
        List<Item> source,
        List<Item> data,
        Set<Mark> marks) {

    /** Makes the collections immutable. */
    public EventDeclaration {
        source = List.copyOf(source);
        data = List.copyOf(data);
        marks = Set.copyOf(marks);
    }

    /** What a topic is marked as. */
    public enum Mark {
        /** Of use to one application only, and not to be shown to users. */
        APPLICATION_DATA,
        /** {@code client-event}, which is not documented. */
        CLIENT_EVENT,
        /** Not to be offered any more. */
        DEPRECATED
    }

    /**
     * An item of its events.
     *
     * @param name as in {@link EventContent#source} and {@link EventContent#data}
     * @param type as the device says it, for example {@code xsd:boolean}; possibly empty
     * @param niceName display text; possibly empty
     * @param state whether this is the item that is the state
     * @param values all it can be, in no order; empty if the device does not limit it
     */
    public record Item(String name, String type, String niceName, boolean state, List<Value> values) {
        /** Makes the list immutable. */
        public Item {
            values = List.copyOf(values);
        }
    }

    /**
     * What an item can be.
     *
     * @param value as in events
     * @param niceName display text; possibly empty
     */
    public record Value(String value, String niceName) {}

    /**
     * A filter for this topic.
     *
     * @return exactly this topic, in the device's own spelling
     */
    public EventFilter filter() {
        return EventFilter.topic(spelling);
    }

    /**
     * The item that is the state. Its type is mostly a boolean; texts and numbers were seen, too.
     *
     * @return the item, empty for what is no state or names none
     */
    public Optional<Item> stateItem() {
        return data.stream().filter(Item::state).findFirst();
    }
}
