package dev.openaxis.core.live;

import dev.openaxis.core.AxisException;
import org.slf4j.LoggerFactory;

/** Hears points one at a time on the callback executor; of a point that changes faster than it is taken, the latest. */
@FunctionalInterface
public interface PointListener {

    /**
     * A point, first as it is known when listening begins, then whenever its value or its quality has changed.
     *
     * @param point the point as of now
     */
    void onPoint(Point point);

    /**
     * A source tells nothing any more, for example because the account was revoked; a device that is only away is none of
     * these. Comes once per end, after the source's points have become {@link Point.Quality#UNKNOWN}. What other sources tell
     * goes on; who wants to hear this one again, when the cause is mended, closes the subscription and subscribes anew.
     *
     * <p>A listener that does not take it would not learn why its points are unknown, so by default a line is logged at WARN.
     *
     * @param cause why
     */
    default void onEnd(AxisException cause) {
        LoggerFactory.getLogger(PointListener.class)
                .warn("points are not told any more, and their listener does not ask why: {}", cause.getMessage());
    }
}
