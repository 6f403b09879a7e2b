package dev.openaxis.vapix.events;

/**
 * A door of a door controller, or access through it (VAPIX physical-access-control and ONVIF, topics {@code Door/…},
 * {@code AccessControl/…}, {@code AccessPoint/…}). Only the name is typed so far; what it says is in {@link #data}. That of accesses
 * may hold card numbers and PINs and is therefore not part of {@link #toString}.
 *
 * @param content what the device said
 * @param name the topic from its first level on, for example {@code Door/State/DoorMode}
 * @param stateful whether it is a state
 */
public record DoorControlEvent(EventContent content, String name, boolean stateful) implements VapixEvent {
    @Override
    public String toString() {
        boolean access = name.regionMatches(true, 0, "AccessControl/", 0, "AccessControl/".length());
        return serial() + " " + name + " " + source() + (access ? "" : " " + data());
    }
}
