package dev.openaxis.core.live;

import java.time.Instant;

/**
 * The last known state of one point.
 *
 * @param id which point
 * @param value the value as text, for a port {@code active} or {@code inactive}; empty if it was never known
 * @param quality how far to trust it
 * @param asOf the last moment at which the value was certainly true
 */
public record Point(PointId id, String value, Quality quality, Instant asOf) {

    /** How far a value can be trusted. */
    public enum Quality {
        /**
         * Told over a connection that is not known to be broken; certainly true as of {@link Point#asOf()}. A connection that
         * died silently is found after 35 s by default.
         */
        GOOD,
        /** Was true, but the connection that would tell a change is gone or not yet proven. */
        STALE,
        /** The sensor's loop is cut or shorted. */
        FAULT,
        /** The device cannot be reached. */
        OFFLINE,
        /** Nothing tells the value. */
        UNKNOWN
    }
}
