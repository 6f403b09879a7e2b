package dev.openaxis.osdp.capture;

import dev.openaxis.core.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * Bytes of a line, and when they were there. Mostly one frame with or without mark bytes; it may be several, or a part of
 * one.
 *
 * @param time when it was recorded, in the years 0 to 9999
 * @param recordedAs how the recorder stood to it
 * @param bytes what was on the line, 1 to {@value #LARGEST} bytes
 */
public record CaptureEntry(Instant time, RecordedAs recordedAs, Octets bytes) {
    /** Bytes of the largest entry: eleven frames of the largest size. */
    public static final int LARGEST = 16_384;

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int MARK = 0xFF;
    private static final int START = 0x53;
    private static final int REPLY = 0x80;

    /** Refuses what a capture cannot hold. */
    public CaptureEntry {
        if (!isTime(time)) {
            throw new IllegalArgumentException("an entry is of the years 0 to 9999");
        }
        if (bytes.length() < 1 || bytes.length() > LARGEST) {
            throw new IllegalArgumentException("an entry has 1 to " + LARGEST + " bytes, not " + bytes.length());
        }
    }

    private static boolean isTime(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    /**
     * Which way it went, by the address byte of the frame it begins with.
     *
     * @return none if it does not begin with a frame
     */
    public Optional<Direction> direction() {
        int at = 0;
        while (at < bytes.length() && bytes.at(at) == MARK) {
            at++;
        }
        if (at + 1 >= bytes.length() || bytes.at(at) != START) {
            return Optional.empty();
        }
        return Optional.of((bytes.at(at + 1) & REPLY) == 0 ? Direction.COMMAND : Direction.REPLY);
    }
}
