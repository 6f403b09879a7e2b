package dev.openaxis.core.live;

import java.time.Instant;

/** One item of a subscription: an event, or a gap in which events may be missing. */
public sealed interface LiveItem permits LiveItem.Happened, Gap {

    /**
     * The connection the item came over: counted up at each reconnect, starting at 1.
     *
     * @return the epoch
     */
    long epoch();

    /**
     * Position in this subscription, starting at 1 and without holes. What was left out on purpose for a slow subscriber
     * is never numbered; what was lost is a gap.
     *
     * @return the sequence number
     */
    long seq();

    /** Where a value came from. */
    enum Origin {
        /** The device told it. */
        NOTIFIED,
        /** The SDK read it, to find the present state. */
        READ
    }

    /**
     * An event.
     *
     * @param epoch connection it came over
     * @param seq position in this subscription
     * @param receivedAt this host's time of arrival
     * @param origin whether the device told it or the SDK read it
     * @param event what happened
     */
    record Happened(long epoch, long seq, Instant receivedAt, Origin origin, DeviceEvent event) implements LiveItem {}
}
