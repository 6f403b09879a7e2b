package dev.openaxis.core.live;

/** Hears points one at a time on the callback executor; of a point that changes faster than it is taken, the latest. */
@FunctionalInterface
public interface PointListener {

    /**
     * A point, first as it is known when listening begins, then whenever its value or its quality has changed.
     *
     * @param point the point as of now
     */
    void onPoint(Point point);
}
