package dev.openaxis.vapix.events;

import java.util.Optional;

/**
 * A state is no more, for example because its port or application was removed (ONVIF property operation {@code Deleted}; not told over the
 * WebSocket stream). What it was about may still be there: list reads decide.
 *
 * @param content what the device said
 * @param removed the state that is gone
 */
public record InstanceRemovedEvent(EventContent content, StateKey removed) implements VapixEvent {

    @Override
    public Optional<StateKey> removes() {
        return Optional.of(removed);
    }

    @Override
    public boolean stateful() {
        return false;
    }

    @Override
    public String toString() {
        return serial() + " " + removed + " is gone";
    }
}
