package dev.openaxis.osdp.message;

import java.time.Duration;

/**
 * The permanent half of a light's setting (OSDP v2.2, LED). It blinks unless the off time is 0; with an on time of 0
 * as well, devices refuse it.
 *
 * @param control what to do with the permanent state
 * @param on on time, 0 to 255 times 100 ms
 * @param off off time, 0 to 255 times 100 ms
 * @param onColor colour of the on time
 * @param offColor colour of the off time
 */
public record PermanentLight(PermanentControl control, Duration on, Duration off, LedColor onColor, LedColor offColor) {
    /** Leaves the permanent state as it is. */
    public static final PermanentLight UNCHANGED =
            new PermanentLight(PermanentControl.NOTHING, Duration.ZERO, Duration.ZERO, LedColor.BLACK, LedColor.BLACK);

    /** Refuses what the wire cannot carry. */
    public PermanentLight {
        Wire.tenths8("on", on);
        Wire.tenths8("off", off);
    }

    /**
     * A light that does not blink.
     *
     * @param color its colour
     * @return the setting, with an on time of 1 s, as devices refuse none
     */
    public static PermanentLight steady(LedColor color) {
        return new PermanentLight(PermanentControl.SET, Duration.ofSeconds(1), Duration.ZERO, color, LedColor.BLACK);
    }
}
