package dev.openaxis.osdp.message;

import java.util.List;

/**
 * Sets lights (OSDP v2.2, LED; 14 bytes each), applied in order.
 *
 * @param lights at least one
 */
public record LedControl(List<LedSetting> lights) implements Command {
    /** Refuses what the wire cannot carry. */
    public LedControl {
        lights = Wire.some("light", lights);
    }

    @Override
    public int code() {
        return CommandCode.LED;
    }
}
