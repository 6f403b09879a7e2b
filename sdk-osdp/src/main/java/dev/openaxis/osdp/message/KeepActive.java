package dev.openaxis.osdp.message;

import java.time.Duration;

/**
 * Keeps the session with the card open (OSDP v2.2, KEEPACTIVE; 2 bytes).
 *
 * @param time how long, 0 to 65535 ms; 0 no longer
 */
public record KeepActive(Duration time) implements Command {
    /** Refuses what the wire cannot carry. */
    public KeepActive {
        Wire.time("time", time, Wire.MILLISECOND, Wire.U16);
    }

    @Override
    public int code() {
        return CommandCode.KEEPACTIVE;
    }
}
