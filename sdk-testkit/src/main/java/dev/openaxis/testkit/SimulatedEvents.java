package dev.openaxis.testkit;

import dev.openaxis.testkit.internal.EventSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Lets a device tell events that nothing of it causes, one by one or as a load. They are filtered, delayed, muted and sent
 * like all others.
 *
 * <pre>{@code
 * device.events().emit(SimulatedEvent.pulse("tns1:VideoSource/tnsaxis:Tampering", Map.of("channel", "1"), Map.of("tampering", "1")));
 * try (EventLoad load = device.events().load(10_000, n -> SimulatedEvent.pulse("tnsaxis:Test/Load", Map.of(), Map.of("n", "" + n)))) {
 *     // measure the client
 * }
 * }</pre>
 */
public final class SimulatedEvents {
    private final EventSource events;

    SimulatedEvents(EventSource events) {
        this.events = events;
    }

    /**
     * Tells an event. A state is told even if it has this value already, and stays until it is withdrawn or the device
     * restarts.
     *
     * @param event the event
     * @throws IllegalArgumentException if the device keeps this state itself, an input for example: change that instead
     */
    public void emit(SimulatedEvent event) {
        events.emit(event);
    }

    /**
     * An instance of a state is gone; what a stream makes of that is its own matter.
     *
     * @param topic topic as emitted
     * @param source source items as emitted
     * @throws IllegalArgumentException if there is no such state, or the device keeps it itself
     */
    public void withdraw(String topic, Map<String, String> source) {
        events.withdraw(topic, source);
    }

    /**
     * Tells events at a rate from now on; a device that falls behind catches up.
     *
     * @param perSecond events per second
     * @param each makes the event of a number counted from 0; on the device's thread, so it must be quick
     * @return what tells how many it were and ends it
     */
    public EventLoad load(int perSecond, LongFunction<SimulatedEvent> each) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("A load has at least one event per second, not " + perSecond);
        }
        return new EventLoad(events.load(perSecond, each));
    }

    /**
     * Events told through this object, whoever wanted them.
     *
     * @return number
     */
    public long emitted() {
        return events.emitted();
    }

    /**
     * The streams that are open now and what was sent on each.
     *
     * @return in the order they were opened, those of ports last
     */
    public List<EventStreamCount> streams() {
        return events.streams();
    }
}
