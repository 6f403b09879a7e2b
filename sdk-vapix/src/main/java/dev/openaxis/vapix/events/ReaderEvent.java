package dev.openaxis.vapix.events;

/**
 * A reader or keypad (VAPIX idpoint-service and intercom-service, topics {@code IdPoint/…}, {@code Device/Intercom/RFID},
 * {@code Device/Intercom/KeyPin}). Only the name is typed so far; what it says is in {@link #data}, which may hold card numbers and PINs and is
 * therefore not part of {@link #toString}.
 *
 * @param content what the device said
 * @param name the topic
 * @param stateful whether it is a state
 */
public record ReaderEvent(EventContent content, String name, boolean stateful) implements VapixEvent {
    @Override
    public String toString() {
        return serial() + " " + name + " " + source();
    }
}
