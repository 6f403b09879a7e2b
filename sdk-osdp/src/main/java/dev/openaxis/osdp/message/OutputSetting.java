package dev.openaxis.osdp.message;

import java.time.Duration;

/**
 * What to do with one output (OSDP v2.2, OUT; 4 bytes).
 *
 * @param output number of the output, 0 to 255, 0 is the first
 * @param action what to do
 * @param time how long, 0 to 65535 times 100 ms; looked at with {@link OutputAction#ON_FOR} and {@link
 * OutputAction#OFF_FOR}, where 0 is until the next command (inference)
 */
public record OutputSetting(int output, OutputAction action, Duration time) {
    /** Refuses what the wire cannot carry. */
    public OutputSetting {
        Wire.u8("output", output);
        Wire.tenths16("time", time);
    }
}
