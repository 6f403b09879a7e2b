package dev.openaxis.osdp.peripheral;

import dev.openaxis.osdp.message.LedColor;
import java.time.Duration;

/**
 * What a light shows.
 *
 * @param reader which reader, 0 is the first
 * @param led which light of it, 0 is the first
 * @param on colour of the on time
 * @param off colour of the off time
 * @param onTime in steps of 100 ms
 * @param offTime in steps of 100 ms; 0 for a light that does not blink
 * @param temporary whether it goes back to the permanent colours by itself
 */
public record LightState(
        int reader, int led, LedColor on, LedColor off, Duration onTime, Duration offTime, boolean temporary) {

    /**
     * A light that shows nothing, as after the device started.
     *
     * @param reader which reader, 0 is the first
     * @param led which light of it, 0 is the first
     * @return the state
     */
    public static LightState dark(int reader, int led) {
        return new LightState(
                reader, led, LedColor.BLACK, LedColor.BLACK, Duration.ofMillis(100), Duration.ZERO, false);
    }

    /**
     * Whether it blinks.
     *
     * @return true if it has an off time
     */
    public boolean blinks() {
        return !offTime.isZero();
    }
}
