package dev.openaxis.vapix.events;

import dev.openaxis.core.live.DeviceEvent;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A supervised input's circuit was found in another state (VAPIX input-and-outputs, topic
 * {@code Device/IO/SupervisedPort}).
 *
 * @param serial which device
 * @param port which port
 * @param state what its circuit is found to be; {@link SupervisedState#UNDEFINED} where the device says something else
 * @param topic canonical topic
 * @param source source items as the device sent them
 * @param data data items as the device sent them, among them its own word for the state
 * @param deviceTime the device's time
 */
public record SupervisedPortEvent(
        String serial,
        PortId port,
        SupervisedState state,
        String topic,
        Map<String, String> source,
        Map<String, String> data,
        Optional<Instant> deviceTime)
        implements DeviceEvent {

    /** Makes the maps immutable. */
    public SupervisedPortEvent {
        source = Map.copyOf(source);
        data = Map.copyOf(data);
    }

    /**
     * Whether the circuit itself is in order: its switch is open or closed.
     *
     * @return {@code false} if the cable is cut or short-circuited, or nobody knows
     */
    public boolean intact() {
        return state == SupervisedState.OPEN || state == SupervisedState.CLOSED;
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial + " " + port + " " + state + " (" + topic + ")";
    }
}
