package dev.openaxis.vapix.events;

/**
 * An event the SDK has no type for, or cannot attribute to a port with certainty. Nothing is held back.
 *
 * @param content what the device said
 * @param stateful whether it is a state: what the device said of it, or declares; a topic nothing is known about counts as momentary, so that no
 * value of it is left out
 */
public record OtherEvent(EventContent content, boolean stateful) implements VapixEvent {
    @Override
    public String toString() {
        return serial() + " " + topic() + " " + source() + " " + data();
    }
}
