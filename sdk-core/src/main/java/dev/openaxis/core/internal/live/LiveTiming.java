package dev.openaxis.core.internal.live;

import java.time.Duration;

/**
 * The times of a live stream.
 *
 * @param quiet silence after which the repeated states are taken for complete
 * @param atMost when a resynchronisation under traffic ends all the same
 * @param betweenReads from the answer to a read until the next one
 * @param firstDelay delay before the first new connection
 * @param lastDelay longest delay between attempts
 * @param blockedAfter when a listener that does not return is reported
 */
public record LiveTiming(
        Duration quiet,
        Duration atMost,
        Duration betweenReads,
        Duration firstDelay,
        Duration lastDelay,
        Duration blockedAfter) {

    /** Quiet 2 s but at most 10 s, reads 200 ms apart, new attempts after 1 s doubling to 60 s, listeners reported after 10 s. */
    public static LiveTiming defaults() {
        return new LiveTiming(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));
    }
}
