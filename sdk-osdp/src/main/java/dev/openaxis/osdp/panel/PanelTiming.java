package dev.openaxis.osdp.panel;

import java.time.Duration;

/**
 * How long a panel waits (OSDP v2.2, 5.7 and 5.8; the rest is customary). A line's {@linkplain
 * dev.openaxis.core.line.ByteLine#tolerance() tolerance} is added to the first two.
 *
 * @param reply from the last byte of a command to the first of its answer; the standard allows devices 200 ms
 * @param interCharacter a silence inside a frame that ends it; 20 ms
 * @param offline without a valid answer for so long a device is offline and its session over; 8 s for both ends
 * @param reopen before a line that closed is opened again; 1 s
 */
public record PanelTiming(Duration reply, Duration interCharacter, Duration offline, Duration reopen) {
    /** The standard's. */
    public static final PanelTiming DEFAULT = new PanelTiming(
            Duration.ofMillis(200), Duration.ofMillis(20), Duration.ofSeconds(8), Duration.ofSeconds(1));

    /** Refuses what no bus can work with. */
    public PanelTiming {
        positive("reply", reply);
        positive("interCharacter", interCharacter);
        positive("offline", offline);
        positive("reopen", reopen);
        if (offline.compareTo(reply) <= 0) {
            throw new IllegalArgumentException("a device is not offline before it could answer once");
        }
    }

    private static void positive(String name, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " is more than nothing, not " + time);
        }
    }
}
