package dev.openaxis.vapix.io;

import dev.openaxis.core.live.DeviceEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A monitored door changed. Made by the SDK from the events of the door's contacts, so its topic {@code MonitoredDoor} is not
 * one of the device. None is merged with the next: a forced door is told even to a slow listener, unless it missed more than
 * a thousand events, which it is told as a {@link dev.openaxis.core.live.Gap}.
 *
 * @param serial which device
 * @param door its name
 * @param position the input with its position switch
 * @param state what it is now
 * @param cause why
 * @param deviceTime the device's time of what caused it, if that was an event of the device
 */
public record DoorEvent(
        String serial, String door, PortId position, DoorState state, Cause cause, Optional<Instant> deviceTime)
        implements DeviceEvent {

    /** Why a door's state changed. */
    public enum Cause {
        /** Its position switch says that it was shut. */
        SHUT,
        /** Opened after a request to exit. */
        REQUEST_TO_EXIT,
        /** Opened after {@link DoorMonitor#accessGranted}. */
        ACCESS_GRANTED,
        /** Opened without either. */
        NO_PERMISSION,
        /** It has been open for too long. */
        TIME_IS_UP,
        /**
         * It was found so at the first look, after an outage, or when its cable was whole again. When it happened, and whether
         * it was permitted, is not known; how long it is open counts from now.
         */
        FOUND,
        /** The cable of its position switch was cut or short-circuited. */
        CABLE,
        /** The device cannot be heard. */
        OUTAGE
    }

    @Override
    public String topic() {
        return "MonitoredDoor";
    }

    @Override
    public Map<String, String> source() {
        return Map.of("door", door, "port", Integer.toString(position.index()));
    }

    @Override
    public Map<String, String> data() {
        return Map.of(
                "state", state.name().toLowerCase(Locale.ROOT),
                "cause", cause.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean stateful() {
        return false;
    }

    @Override
    public String toString() {
        return serial + " \"" + door + "\" " + state + " (" + cause + ")";
    }
}
