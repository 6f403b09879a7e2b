package dev.openaxis.vapix.events;

/**
 * The device was knocked or moved (VAPIX shock-detection-api, topic {@code Device/Tampering/ShockDetected}): told once, and not again
 * within 5 s.
 *
 * @param content what the device said
 */
public record ShockEvent(EventContent content) implements VapixEvent {

    @Override
    public boolean stateful() {
        return false;
    }

    @Override
    public String toString() {
        return serial() + " shock detected";
    }
}
