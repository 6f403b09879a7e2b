package dev.openaxis.osdp.message;

import java.time.Duration;

/**
 * Sets the sounder (OSDP v2.2, BUZ; 5 bytes).
 *
 * @param reader which reader, 0 to 255, 0 is the first
 * @param tone the tone
 * @param on on time, 0 to 255 times 100 ms; devices refuse 0 unless the tone is off
 * @param off off time, 0 to 255 times 100 ms
 * @param count how often, 0 to 255, 0 until the next command
 */
public record BuzzerControl(int reader, BuzzerTone tone, Duration on, Duration off, int count) implements Command {
    /** Refuses what the wire cannot carry. */
    public BuzzerControl {
        Wire.u8("reader", reader);
        Wire.tenths8("on", on);
        Wire.tenths8("off", off);
        Wire.u8("count", count);
    }

    @Override
    public int code() {
        return CommandCode.BUZ;
    }
}
