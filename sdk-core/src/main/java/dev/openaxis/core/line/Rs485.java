package dev.openaxis.core.line;

import java.time.Duration;

/**
 * How the operating system's driver switches an RS-485 transceiver between sending and hearing, with the RTS line. Only Linux knows these
 * settings, and only some of its drivers; what a driver does not know it ignores without a word. Adapters that switch by themselves, as most
 * for USB do, need none of this. Immutable.
 *
 * @param rtsHigh whether RTS is high while sending, and not low; {@code true}
 * @param delayBefore from switching to the first bit, in whole milliseconds, at most 1 s; 0
 * @param delayAfter from the last bit to switching back, in whole milliseconds, at most 1 s; 0
 * @param terminated whether the transceiver puts its own resistor on the line; {@code false}
 * @param hearsItself whether it hears what it sends; {@code false}
 */
public record Rs485(
        boolean rtsHigh, Duration delayBefore, Duration delayAfter, boolean terminated, boolean hearsItself) {

    /** Checks the ranges. */
    public Rs485 {
        requireMillis(delayBefore);
        requireMillis(delayAfter);
    }

    private static void requireMillis(Duration delay) {
        if (delay.isNegative() || delay.compareTo(Duration.ofSeconds(1)) > 0 || delay.toNanos() % 1_000_000 != 0) {
            throw new IllegalArgumentException("delay out of range 0 to 1 s in whole milliseconds: " + delay);
        }
    }

    /**
     * The usual transceiver: RTS high while sending, no delays.
     *
     * @return the settings named above
     */
    public static Rs485 driverControlled() {
        return new Rs485(true, Duration.ZERO, Duration.ZERO, false, false);
    }

    /**
     * Changes the delays.
     *
     * @param before from switching to the first bit, 0 to 1 s in whole milliseconds
     * @param after from the last bit to switching back, 0 to 1 s in whole milliseconds
     * @return a copy
     */
    public Rs485 withDelays(Duration before, Duration after) {
        return new Rs485(rtsHigh, before, after, terminated, hearsItself);
    }
}
