package dev.openaxis.core.live;

import java.util.List;

/** Something with points: a device's ports, a bus of sensors, a set of readers. */
public interface PointSource {

    /**
     * The points as they are known, with their quality at this moment. Does no I/O.
     *
     * @return possibly empty, for example while nobody listens
     */
    List<Point> known();

    /**
     * Listens to all of its points.
     *
     * @param listener told of every point once, then of every change
     * @return close it to stop listening
     */
    Subscription subscribe(PointListener listener);
}
