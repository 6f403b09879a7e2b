package dev.openaxis.vapix.mqtt;

import java.util.Locale;

/** Which messages the broker keeps and gives to everybody who subscribes later (VAPIX mqtt-event-bridge). */
public enum MqttRetain {
    /** None; what devices do unless told otherwise. */
    NONE,
    /** Those about states: a late subscriber gets the last value of each. */
    PROPERTY,
    /** All, momentary events, too. */
    ALL;

    /**
     * The device's word for it.
     *
     * @return {@code none}, {@code property} or {@code all}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
