package dev.openaxis.vapix.events;

import dev.openaxis.vapix.internal.events.Notification;
import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedState;
import java.util.Optional;

/**
 * A supervised input's circuit was found in another state (VAPIX input-and-outputs, topic
 * {@code Device/IO/SupervisedPort}).
 *
 * @param content what the device said
 * @param port which port
 * @param state what its circuit is found to be; {@link SupervisedState#UNDEFINED} where the device says something else
 */
public record SupervisedPortEvent(EventContent content, PortId port, SupervisedState state) implements VapixEvent {

    /**
     * Whether the circuit itself is in order: its switch is open or closed.
     *
     * @return {@code false} if the cable is cut or short-circuited, or nobody knows
     */
    public boolean intact() {
        return state == SupervisedState.OPEN || state == SupervisedState.CLOSED;
    }

    /**
     * Whether the device calls the input tampered with. Newer devices declare that; what they mean by it is not documented.
     *
     * @return empty if the device does not say
     */
    public Optional<Boolean> tampered() {
        return Notification.flagOf(data().getOrDefault("tampered", ""));
    }

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " " + port + " " + state + " (" + topic() + ")";
    }
}
