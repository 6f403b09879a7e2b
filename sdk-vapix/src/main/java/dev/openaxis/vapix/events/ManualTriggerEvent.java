package dev.openaxis.vapix.events;

/**
 * A manual trigger was switched (VAPIX input-and-outputs, topic {@code Device/IO/VirtualPort}).
 *
 * @param content what the device said
 * @param channel channel or view area, from 1
 * @param active whether it is on
 */
public record ManualTriggerEvent(EventContent content, int channel, boolean active) implements VapixEvent {

    @Override
    public boolean stateful() {
        return true;
    }

    @Override
    public String toString() {
        return serial() + " manual trigger " + channel + (active ? " active" : " inactive");
    }
}
