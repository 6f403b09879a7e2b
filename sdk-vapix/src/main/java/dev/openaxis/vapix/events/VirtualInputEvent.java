package dev.openaxis.vapix.events;

/**
 * A virtual input became active or inactive (VAPIX virtual-input-api, topic {@code Device/IO/VirtualInput}, AXIS OS 5.50 and later).
 *
 * @param content what the device said
 * @param number which one, from 1
 * @param active whether it is active
 */
public record VirtualInputEvent(EventContent content, int number, boolean active) implements VapixEvent {

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " virtual input " + number + (active ? " active" : " inactive");
    }
}
