package dev.openaxis.osdp.message;

import java.time.Duration;

/**
 * The temporary half of a light's setting (OSDP v2.2, LED). It blinks unless the off time is 0; with an on time of 0
 * as well, devices refuse it.
 *
 * @param control what to do with the temporary state
 * @param on on time, 0 to 255 times 100 ms
 * @param off off time, 0 to 255 times 100 ms
 * @param onColor colour of the on time
 * @param offColor colour of the off time
 * @param time how long before the permanent state is shown again, 0 to 65535 times 100 ms
 */
public record TemporaryLight(
        TemporaryControl control, Duration on, Duration off, LedColor onColor, LedColor offColor, Duration time) {
    /** Leaves the temporary state as it is. */
    public static final TemporaryLight UNCHANGED = new TemporaryLight(
            TemporaryControl.NOTHING, Duration.ZERO, Duration.ZERO, LedColor.BLACK, LedColor.BLACK, Duration.ZERO);

    /** Refuses what the wire cannot carry. */
    public TemporaryLight {
        Wire.tenths8("on", on);
        Wire.tenths8("off", off);
        Wire.tenths16("time", time);
    }
}
