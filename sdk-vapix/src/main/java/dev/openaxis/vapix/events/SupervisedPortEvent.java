package dev.openaxis.vapix.events;

import dev.openaxis.vapix.io.PortId;
import dev.openaxis.vapix.io.SupervisedState;

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

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " " + port + " " + state + " (" + topic() + ")";
    }
}
