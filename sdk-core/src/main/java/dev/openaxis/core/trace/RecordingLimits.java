package dev.openaxis.core.trace;

import java.time.Duration;

/**
 * How much a flight recorder keeps. Immutable. When a limit is reached, the oldest entries go first.
 *
 * @param entriesPerDevice entries kept of one device; 2,000
 * @param bytesPerDevice bytes kept of one device, bookkeeping included; 2 MiB
 * @param bytesInAll bytes kept of all devices, bookkeeping included; 64 MiB
 * @param bodyBytes bytes kept of one body or WebSocket message; 64 KiB, so that answers can be played again whole
 * @param age how long an entry is kept; an hour
 */
public record RecordingLimits(int entriesPerDevice, long bytesPerDevice, long bytesInAll, int bodyBytes, Duration age) {

    /** Checks the ranges. */
    public RecordingLimits {
        if (entriesPerDevice < 1 || bytesPerDevice < 1024 || bytesInAll < bytesPerDevice || bodyBytes < 0) {
            throw new IllegalArgumentException("limits out of range: " + entriesPerDevice + " entries, "
                    + bytesPerDevice + " and " + bytesInAll + " bytes, " + bodyBytes + " bytes of a body");
        }
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("the age must be more than zero: " + age);
        }
    }

    /**
     * The defaults.
     *
     * @return limits with the values named above
     */
    public static RecordingLimits defaults() {
        return new RecordingLimits(2_000, 2 << 20, 64 << 20, 64 << 10, Duration.ofHours(1));
    }

    /**
     * Changes how many entries are kept.
     *
     * @param perDevice at least 1
     * @return a copy
     */
    public RecordingLimits withEntries(int perDevice) {
        return new RecordingLimits(perDevice, bytesPerDevice, bytesInAll, bodyBytes, age);
    }

    /**
     * Changes how many bytes are kept.
     *
     * @param perDevice at least 1,024
     * @param inAll at least as many
     * @return a copy
     */
    public RecordingLimits withBytes(long perDevice, long inAll) {
        return new RecordingLimits(entriesPerDevice, perDevice, inAll, bodyBytes, age);
    }

    /**
     * Changes how much of a body is kept.
     *
     * @param bytes 0 for none
     * @return a copy
     */
    public RecordingLimits withBodyBytes(int bytes) {
        return new RecordingLimits(entriesPerDevice, bytesPerDevice, bytesInAll, bytes, age);
    }

    /**
     * Changes how long entries are kept.
     *
     * @param oldest more than zero
     * @return a copy
     */
    public RecordingLimits withAge(Duration oldest) {
        return new RecordingLimits(entriesPerDevice, bytesPerDevice, bytesInAll, bodyBytes, oldest);
    }
}
