package dev.openaxis.osdp.capture;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line for people. It holds no key; it may hold a card number.
 *
 * @param time when it was, as the capture says
 * @param odd whether somebody should look at it
 * @param text a frame, or what is to be said between two frames; printable ASCII
 */
public record TraceLine(Instant time, boolean odd, String text) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The line as it is printed: a mark if it is odd, the time in UTC to the microsecond, the text. */
    @Override
    public String toString() {
        return (odd ? "! " : "  ") + TIME.format(time) + "  " + text;
    }
}
