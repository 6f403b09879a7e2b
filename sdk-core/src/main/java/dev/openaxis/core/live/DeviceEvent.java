package dev.openaxis.core.live;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something a device told: a change of state or a momentary occurrence. An open interface: every capability has its own
 * implementations, and what no capability knows is delivered too.
 */
public interface DeviceEvent {

    /**
     * Which device.
     *
     * @return its serial number
     */
    String serial();

    /**
     * What it is about, without namespace prefixes, for example {@code Device/IO/Port}.
     *
     * @return the canonical topic
     */
    String topic();

    /**
     * Which instance, for example {@code port} = {@code 1}.
     *
     * @return the source items by name
     */
    Map<String, String> source();

    /**
     * The values, for example {@code state} = {@code 1}.
     *
     * @return the data items by name
     */
    Map<String, String> data();

    /**
     * The device's own time of the event. Only data: order is arrival order.
     *
     * @return the time, or empty if the device did not say
     */
    Optional<Instant> deviceTime();

    /**
     * Whether this is a state that has a present value, or a momentary occurrence.
     *
     * @return {@code true} for states
     */
    boolean stateful();

    /**
     * The state variable this event belongs to: topic and source.
     *
     * @return a key, equal for all events of one state variable
     */
    default StateKey key() {
        return new StateKey(topic(), source());
    }

    /**
     * The state that this event takes away, because what it was about is no more.
     *
     * @return its key; empty for all other events
     */
    default Optional<StateKey> removes() {
        return Optional.empty();
    }

    /**
     * A state variable of one device.
     *
     * @param topic canonical topic
     * @param source source items by name
     */
    record StateKey(String topic, Map<String, String> source) {
        /** Makes the map immutable. */
        public StateKey {
            source = Map.copyOf(source);
        }

        @Override
        public String toString() {
            return topic + source;
        }
    }
}
